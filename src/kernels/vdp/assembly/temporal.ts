import { madd, splat } from '../../common/assembly/simd';

/**
 * Two weighted sums of the same planes. `frames` is a list of `taps` pointers, the weights are as many floats each; `count` is
 * rounded up to whole vectors, for which planes have room.
 */
export function temporal(
  frames: usize,
  sustained: usize,
  transient: usize,
  taps: i32,
  count: i32,
  toSustained: usize,
  toTransient: usize,
): void {
  const end = <usize>count << 2;
  for (let at: usize = 0; at < end; at += 16) {
    let slow = splat(0);
    let fast = splat(0);
    for (let k: usize = 0; k < <usize>taps << 2; k += 4) {
      const frame = v128.load(<usize>load<u32>(frames + k) + at);
      slow = madd(frame, v128.load32_splat(sustained + k), slow);
      fast = madd(frame, v128.load32_splat(transient + k), fast);
    }
    v128.store(toSustained + at, slow);
    v128.store(toTransient + at, fast);
  }
}
