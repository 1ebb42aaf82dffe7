/** Longest JSON that is parsed, bytes, and most values in it: parsed, each takes up to a hundred bytes. */
const MAX_BYTES = 2 ** 27;
const MAX_PARTS = 2 ** 21;

/**
 * Parses JSON whose size and number of values are bounded, since a few bytes can become a large object.
 * @throws Error with a reason, “its JSON …”
 */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length > MAX_BYTES) throw new Error(`its JSON of ${bytes.length} bytes is too long`);
  let parts = 0;
  for (let k = 0; k < bytes.length; k++) {
    const byte = bytes[k];
    // Each value follows a comma or opens a list or an object; long texts, as of base64, have none of these signs.
    if (byte === 0x2c || byte === 0x5b || byte === 0x7b) parts++;
  }
  if (parts > MAX_PARTS) throw new Error(`its JSON has ${parts} values, too many`);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error('its JSON is damaged or cut off');
  }
}

/** A value of a JSON file for a sentence, cut short; “nothing” where it is missing. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const short = text.length > 24 ? `${text.slice(0, 23)}…` : text;
  return typeof value === 'string' ? `“${short}”` : short;
}
