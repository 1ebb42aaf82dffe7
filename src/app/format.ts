const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 184123 → "184 k", 1160000 → "1.16 M". */
export function formatCount(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (value >= 1e4) return `${Math.round(value / 1e3)} k`;
  return COUNT.format(value);
}

/** 3145728 → "3.1 MB". Decimal units, as in download dialogs. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  if (bytes >= 1e3) return `${(bytes / 1e3).toFixed(0)} kB`;
  return `${bytes} B`;
}

/** Milliseconds with one decimal below 100; a dash where nothing was measured. */
export function formatMs(value: number): string {
  if (Number.isNaN(value)) return '–';
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}
