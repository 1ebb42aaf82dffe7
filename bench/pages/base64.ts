/** Base64 of bytes, for results that leave the page. */
export function toBase64(bytes: Uint8Array): string {
  const chunks: string[] = [];
  // In pieces, because one call takes some 65,000 arguments at most.
  for (let i = 0; i < bytes.length; i += 32768) {
    chunks.push(String.fromCharCode(...bytes.subarray(i, i + 32768)));
  }
  return btoa(chunks.join(''));
}
