import { splat } from '../../common/assembly/simd';
import { sum4 } from './sum';

/** Mean over all rows, (dim). `dim` is a multiple of four. */
export function meanOfTokens(from: usize, tokens: i32, dim: i32, to: usize): void {
  const bytes = <usize>dim << 2, share = splat(1 / <f32>tokens);
  for (let i: usize = 0; i < bytes; i += 16) {
    let total = splat(0), at = from + i;
    for (let token = 0; token < tokens; token++, at += bytes) total = f32x4.add(total, v128.load(at));
    v128.store(to + i, f32x4.mul(total, share));
  }
}

/** Mean of each row, (tokens): the score that decides which tokens stay. */
export function meanOfChannels(from: usize, tokens: i32, dim: i32, to: usize): void {
  const bytes = <usize>dim << 2;
  for (let token = 0; token < tokens; token++) {
    let total = splat(0);
    for (let i: usize = 0; i < bytes; i += 16) total = f32x4.add(total, v128.load(from + i));
    store<f32>(to + (<usize>token << 2), sum4(total) / <f32>dim);
    from += bytes;
  }
}

/**
 * Keeps the rows of highest score in their order, in place; of equal scores the first. What is no number counts as lowest.
 * @param keep how many, at most `tokens`
 */
export function keepTokens(rows: usize, tokens: i32, dim: i32, scores: usize, keep: i32): void {
  const bytes = <usize>dim << 2;
  let to = rows;
  for (let token = 0; token < tokens; token++) {
    if (rankOf(scores, tokens, token) >= keep) continue;
    const from = rows + <usize>token * bytes;
    if (from != to) memory.copy(to, from, bytes);
    to += bytes;
  }
}

/** How many tokens come before this one. */
function rankOf(scores: usize, tokens: i32, token: i32): i32 {
  const score = scoreAt(scores, token);
  let rank = 0;
  for (let other = 0; other < tokens; other++) {
    const rival = scoreAt(scores, other);
    if (rival > score || (rival == score && other < token)) rank++;
  }
  return rank;
}

// @ts-ignore: decorator
@inline
function scoreAt(scores: usize, token: i32): f32 {
  const score = load<f32>(scores + (<usize>token << 2));
  return score == score ? score : -Infinity;
}
