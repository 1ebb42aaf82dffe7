import type { CDPSession } from '@playwright/test';

/** The parts of a heap snapshot that are read (V8's format: rows of numbers, strings by index). */
interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly unknown[] };
  };
  readonly nodes: readonly number[];
}

/** Bytes of all nodes of type `code`: machine code, bytecode and their tables. */
export function codeBytes({ snapshot: { meta }, nodes }: HeapSnapshot): number {
  const fields = meta.node_fields;
  const type = fields.indexOf('type');
  const size = fields.indexOf('self_size');
  const code = (meta.node_types[type] as readonly string[]).indexOf('code');
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (nodes[at + type] === code) bytes += nodes[at + size]!;
  }
  return bytes;
}

/**
 * Bytes of compiled code in the page's heap. It grows for as long as the engine finds something to optimize, whatever the page
 * holds on to, so a leak shows in the rest. Takes a heap snapshot, which stops the page for about a second.
 */
export async function measureCodeBytes(cdp: CDPSession): Promise<number> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take);
  try {
    await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  } finally {
    cdp.off('HeapProfiler.addHeapSnapshotChunk', take);
  }
  return codeBytes(JSON.parse(chunks.join('')) as HeapSnapshot);
}
