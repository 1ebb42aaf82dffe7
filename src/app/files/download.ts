/** The browser may still be reading an address when the click is over, milliseconds. */
const KEEP_MS = 60_000;

/** Hands a file to the person, into the folder where their browser puts downloads. */
export function downloadBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
