import { type HandOver, handOverOfEntries, handOverOfFiles } from './hand-over.ts';

/** What a drop brought: files, or a sentence on why it cannot be opened. */
export type DropContent =
  | { readonly kind: 'files'; readonly handOver: Promise<HandOver> }
  | { readonly kind: 'other'; readonly sentence: string };

/** The parts of a `DataTransfer` that are looked at. */
export interface DropData {
  readonly types: readonly string[];
  readonly items: Iterable<Pick<DataTransferItem, 'kind' | 'webkitGetAsEntry'>>;
  readonly files: Iterable<File>;
}

/** Reads a drop. Call it within the event: entries cannot be asked for later. */
export function dropContent(data: DropData): DropContent {
  const entries = Array.from(data.items)
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? null)
    .filter((entry) => entry !== null);
  const files = Array.from(data.files);
  // Files that a script made, and those of browsers without entries, are in the list of files only.
  if (entries.length > 0 && entries.length >= files.length)
    return { kind: 'files', handOver: handOverOfEntries(entries) };
  if (files.length > 0) return { kind: 'files', handOver: Promise.resolve(files).then(handOverOfFiles) };
  return { kind: 'other', sentence: explain(data.types) };
}

function explain(types: readonly string[]): string {
  if (types.includes('text/uri-list'))
    return 'A link cannot be opened, since nothing is fetched from elsewhere: download the file and drop that.';
  if (types.some((type) => type.startsWith('text/')))
    return 'Text cannot be opened: drop a splat file or the folder of a scene.';
  return 'There was nothing in it that can be opened: drop a splat file or the folder of a scene.';
}
