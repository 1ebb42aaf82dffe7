/** The entry after `current`, the first one after the last and where there is no such entry. @param list not empty */
export function nextOf<T>(list: readonly T[], current: T): T {
  return list[(list.indexOf(current) + 1) % list.length]!;
}
