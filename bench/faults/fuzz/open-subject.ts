import { loadWebpWasm } from '../../../src/workers/splats/formats/webp-wasm-node.ts';
import { type OpenedScene, openScene, pageScene } from '../../../src/workers/splats/loader-engine.ts';
import { openSource } from '../../../src/workers/splats/sources/open-source.ts';
import type { OpenOptions, SceneSource } from '../../../src/workers/splats/splat-client.ts';
import { FOLDER, type Subject } from './subject.ts';

const OPTIONS: OpenOptions = { up: 'auto', metresPerUnit: 0, residentBudget: 0 };
/** A streamed scene is followed until it has all it wants, or so often. */
const MOST_PAGES = 8;

/**
 * Opens a subject as the loader does: a file, or a folder where there are files beside it. Gives the first scene, and after
 * it those that a streamed one becomes.
 * @throws SplatFileError with one sentence, whatever the bytes are
 */
export async function* openSubject(subject: Subject): AsyncGenerator<OpenedScene> {
  const first = await openScene(openSource(sourceOf(subject)), OPTIONS, loadWebpWasm, () => {});
  yield first;
  if (!first.paging) return;
  const { bounds } = first.info;
  const middle = [0, 1, 2].map((axis) => (bounds[axis]! + bounds[axis + 3]!) / 2) as [number, number, number];
  for (let page = 0; page < MOST_PAGES; page++) {
    const more = await pageScene(first.paging, middle, () => {});
    if (!more) return;
    yield more;
  }
}

function sourceOf({ fileName, bytes, besides }: Subject): SceneSource {
  const blob = (content: Uint8Array) => new Blob([content as BlobPart]);
  if (besides.size === 0) return { kind: 'file', name: fileName, blob: blob(bytes) };
  const files = [...besides].map(([path, content]) => ({ path, blob: blob(content) }));
  return { kind: 'folder', name: FOLDER, files: [{ path: fileName, blob: blob(bytes) }, ...files] };
}
