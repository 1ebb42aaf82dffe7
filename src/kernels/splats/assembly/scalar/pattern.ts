// Which pixels of a tile are drawn: a grid with one rule for even rows and one for odd ones.

/** Packs a row's first column and the step from sample to sample; 0 = the row is left out. */
// @ts-ignore: decorator
@inline
function rule(first: i32, step: i32): i32 {
  return first | (step << 8);
}

/**
 * Rule of pixel row `y` of the tile for the passes after level `from` up to `to`; 0 to 0 is one pixel in sixteen. Passes lie at
 * (0,0), (1,1), (1,0), (0,1) of every quad, so that even rows hold the first and the third, odd rows the other two.
 */
export function rowRule(from: i32, to: i32, y: i32): i32 {
  if (to == 0) return (y & 3) == 0 ? rule(0, 4) : 0;
  const near = y & 1 ? 3 : 0, far = y & 1 ? 1 : 2;
  const hasNear = from <= near && near < to, hasFar = from <= far && far < to;
  if (hasNear) return rule(0, hasFar ? 1 : 2);
  return hasFar ? rule(1, 2) : 0;
}

// @ts-ignore: decorator
@inline
export function firstOf(rule: i32): i32 {
  return rule & 255;
}

// @ts-ignore: decorator
@inline
export function stepOf(rule: i32): i32 {
  return rule >> 8;
}
