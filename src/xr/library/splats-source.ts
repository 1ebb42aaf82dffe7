import type { SceneSource } from '../../workers/splats/splat-client.ts';

/** A scene: an address of the page's own site, a file, or what `SplatClient.load` takes. */
export type SplatsSource = string | URL | File | SceneSource;

export function sceneSourceOf(src: SplatsSource): SceneSource {
  if (typeof src === 'string') return { kind: 'url', url: src };
  if (src instanceof URL) return { kind: 'url', url: src.href };
  if (src instanceof Blob) return { kind: 'file', name: src.name, blob: src };
  return src;
}
