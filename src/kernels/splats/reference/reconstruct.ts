/**
 * What stands in for the pixels that a tile's level leaves out (A3FR 1.4, with one level more at one pixel in sixteen):
 * written as a definition of every pixel, not as an algorithm. Means are of two bytes, rounded up.
 */

export interface LevelPicture {
  /** RGBA8, (height, width); only drawn pixels are looked at. */
  readonly color: Uint8Array;
  /** (height / 2, width / 2); only those of drawn anchors are looked at. */
  readonly depth: Float32Array;
  readonly width: number;
  readonly height: number;
  /** Level 0..4 of every tile of 32 × 32, row by row. */
  readonly levels: ArrayLike<number>;
}

const TILE = 32;

/** Lowest level at which pixel (x, y) is drawn: one in sixteen, then (0,0), (1,1), (1,0), (0,1) of every quad. */
export function drawnFrom(x: number, y: number): number {
  if (x % 4 === 0 && y % 4 === 0) return 0;
  if (x % 2 === 0) return y % 2 === 0 ? 1 : 4;
  return y % 2 === 1 ? 2 : 3;
}

/** Fills a picture whose tiles were drawn at their levels. Returns new arrays. */
export function reconstruct(picture: LevelPicture): { color: Uint8Array; depth: Float32Array } {
  const { width, height } = picture;
  const color = new Uint8Array(picture.color.length);
  const depth = new Float32Array(picture.depth.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 4; channel++) {
        color[4 * (y * width + x) + channel] = valueAt(picture, x, y, channel);
      }
    }
  }
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const step = levelAt(picture, x, y) === 0 ? 4 : 2;
      const [fromX, fromY] = [x - (x % step), y - (y % step)];
      depth[((y / 2) * width) / 2 + x / 2] = picture.depth[((fromY / 2) * width) / 2 + fromX / 2]!;
    }
  }
  return { color, depth };
}

function levelAt(picture: LevelPicture, x: number, y: number): number {
  const columns = Math.ceil(picture.width / TILE);
  return picture.levels[Math.floor(y / TILE) * columns + Math.floor(x / TILE)]!;
}

function drawn(picture: LevelPicture, x: number, y: number, channel: number): number {
  return picture.color[4 * (y * picture.width + x) + channel]!;
}

const mean = (a: number, b: number) => (a + b + 1) >> 1;

/** The next multiple of `step` to the right or below, or the last one of the picture. */
const next = (value: number, step: number, size: number) => (value + step < size ? value + step : value);

/** Value of the pixel at even coordinates. */
function anchor(picture: LevelPicture, x: number, y: number, channel: number): number {
  if (levelAt(picture, x, y) > 0 || drawnFrom(x, y) === 0) return drawn(picture, x, y, channel);
  const [left, top] = [x - (x % 4), y - (y % 4)];
  const right = next(left, 4, picture.width);
  const bottom = next(top, 4, picture.height);
  const a = drawn(picture, left, top, channel);
  const b = drawn(picture, right, top, channel);
  const c = drawn(picture, left, bottom, channel);
  if (y === top) return mean(a, b);
  if (x === left) return mean(a, c);
  return mean(mean(a, b), mean(c, drawn(picture, right, bottom, channel)));
}

function valueAt(picture: LevelPicture, x: number, y: number, channel: number): number {
  const level = levelAt(picture, x, y);
  if (drawnFrom(x, y) <= level) return drawn(picture, x, y, channel);
  const [left, top] = [x - (x % 2), y - (y % 2)];
  if (x === left && y === top) return anchor(picture, x, y, channel);
  const right = next(left, 2, picture.width);
  const bottom = next(top, 2, picture.height);
  const a = anchor(picture, left, top, channel);
  const across = mean(a, anchor(picture, right, top, channel));
  const down = mean(a, anchor(picture, left, bottom, channel));
  if (x !== left && y !== top) {
    const under = mean(anchor(picture, left, bottom, channel), anchor(picture, right, bottom, channel));
    return mean(across, under);
  }
  const between = y === top ? across : down;
  // From level 2 on the quad's far corner is drawn and touches both missing pixels.
  return level < 2 ? between : mean(between, drawn(picture, left + 1, top + 1, channel));
}
