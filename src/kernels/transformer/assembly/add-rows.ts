/**
 * to += from
 * @param count floats, a multiple of four
 */
export function addRows(to: usize, from: usize, count: i32): void {
  const end = to + (<usize>count << 2);
  for (; to < end; to += 16, from += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
}
