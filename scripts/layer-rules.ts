import { posix } from 'node:path';
import { moduleFacts } from './module-imports.ts';

/**
 * Folders of src/ in the order in which they may import: each only from a lower rank, and from itself.
 * shared < kernels, metrics < soc, compression < workers < xr < app
 */
const RANK: Readonly<Record<string, number>> = {
  shared: 0,
  kernels: 1,
  metrics: 1,
  soc: 2,
  compression: 2,
  workers: 3,
  xr: 4,
  app: 5,
};

/** Folders that run in Node and in any worker: no DOM, no graphics, no framework. */
const PURE = new Set(['shared', 'kernels', 'metrics', 'soc', 'compression']);

const FRAMEWORK = /^(three|react|react-dom|@react-three\/.+|@pmndrs\/.+|leva|iwer|@iwer\/.+)(\/|$)/;
const INFERENCE = /^onnxruntime-web(\/|$)/;

/** Names that exist only where there is a page. */
const DOM_GLOBALS = new Set([
  ...['document', 'window', 'navigator', 'localStorage', 'Image', 'ImageData', 'DOMParser', 'XRSession'],
  ...['HTMLElement', 'HTMLCanvasElement', 'HTMLImageElement', 'OffscreenCanvas', 'XMLHttpRequest'],
]);

export interface SourceFile {
  /** Path from the repository's root with forward slashes, e.g. `src/xr/gaze/pointer-gaze.ts`. */
  readonly path: string;
  readonly source: string;
}

/** First folder below src/, or undefined outside of it. */
function layerOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

/** What others may take from src/workers: clients, and the policy that is pure. Types are free. */
function isWorkerSurface(path: string): boolean {
  return (
    /-client\.tsx?$/.test(path) ||
    /\/foveation\//.test(path) ||
    /\/gaze\/(events|calibration|eye-camera)\//.test(path) ||
    /\/gaze\/(angles|tracker-config)\.ts$/.test(path)
  );
}

function packageViolation(layer: string, specifier: string): string | undefined {
  if ((PURE.has(layer) || layer === 'workers') && FRAMEWORK.test(specifier)) {
    return `${layer} may not import ${specifier}`;
  }
  if (PURE.has(layer) && INFERENCE.test(specifier)) return `${layer} may not import ${specifier}`;
  return undefined;
}

function relativeViolation(from: string, target: string, isType: boolean): string | undefined {
  const [fromLayer, toLayer] = [layerOf(from), layerOf(target)];
  if (fromLayer === undefined || toLayer === undefined || fromLayer === toLayer) return undefined;
  if (!((RANK[toLayer] ?? Number.POSITIVE_INFINITY) < (RANK[fromLayer] ?? -1))) {
    return `${fromLayer} may not import from ${toLayer} (${target})`;
  }
  if (toLayer === 'workers' && !isType && !isWorkerSurface(target)) {
    return `${fromLayer} may import only clients, types and pure policy from workers, not ${target}`;
  }
  return undefined;
}

/** Sentences of the form `path:line what is wrong`; empty when the file keeps to the layers. */
export function layerViolations({ path, source }: SourceFile): string[] {
  const layer = layerOf(path);
  if (layer === undefined) return [];
  if (!(layer in RANK)) return [`${path}:1 src/${layer} is not a layer`];
  const { imports, globals } = moduleFacts(path, source, DOM_GLOBALS);
  const found: string[] = [];
  for (const { specifier, kind, line } of imports) {
    const at = `${path}:${line}`;
    if (!specifier.startsWith('.')) {
      const problem = kind === 'url' ? undefined : packageViolation(layer, specifier);
      if (problem) found.push(`${at} ${problem}`);
      continue;
    }
    const file = specifier.replace(/\?.*$/, '');
    if (kind !== 'url' && !/\.[a-z0-9]+$/.test(posix.basename(file))) {
      found.push(`${at} relative import "${specifier}" lacks its extension`);
    }
    const target = posix.join(posix.dirname(path), file);
    const problem = relativeViolation(path, target, kind === 'type');
    if (problem) found.push(`${at} ${problem}`);
  }
  if (PURE.has(layer)) {
    for (const [name, line] of globals) found.push(`${path}:${line} ${layer} may not use the page's ${name}`);
  }
  return found;
}
