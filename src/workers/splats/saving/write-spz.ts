import { orient } from '../formats/orient.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { packSpz } from './pack-spz.ts';

/** Bytes given to the compressor at a time. */
const PART_BYTES = 1 << 20;

/**
 * Splats as an .spz of version 3, in their order, y-up as the format has it. The engine's own gzip compresses beside this
 * thread, which stays free to answer.
 * @param onProgress called with the finished share, 0..1
 */
export async function writeSpz(
  raw: RawSplats,
  onProgress: (fraction: number) => void = () => {},
): Promise<Uint8Array> {
  const content = packSpz(orient(raw, 'auto'));
  onProgress(0.3);
  const gzip = new CompressionStream('gzip');
  const written = feed(gzip.writable, content, (share) => onProgress(0.3 + 0.7 * share));
  const bytes = new Uint8Array(await new Response(gzip.readable).arrayBuffer());
  await written;
  onProgress(1);
  return bytes;
}

async function feed(
  target: WritableStream<BufferSource>,
  content: Uint8Array,
  onProgress: (share: number) => void,
): Promise<void> {
  const writer = target.getWriter();
  for (let at = 0; at < content.length; at += PART_BYTES) {
    await writer.write(new Uint8Array(content.subarray(at, at + PART_BYTES)));
    onProgress(Math.min(1, (at + PART_BYTES) / content.length));
  }
  await writer.close();
}
