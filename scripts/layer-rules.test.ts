import { describe, expect, it } from 'vitest';
import { layerViolations } from './layer-rules.ts';
import { sourceFiles } from './source-files.ts';

const check = (path: string, source: string) => layerViolations({ path, source });

describe('layers', () => {
  it('are kept by every source file', () => {
    const files = sourceFiles();
    expect(files.length).toBeGreaterThan(5);
    expect(files.flatMap(layerViolations)).toEqual([]);
  });

  it.each([
    ['src/shared/a.ts', "import { b } from '../kernels/b/index.ts';"],
    ['src/kernels/a/index.ts', "import { psnr } from '../../metrics/psnr.ts';"],
    ['src/workers/a/a-engine.ts', "import type { Panel } from '../../xr/panel/panel.tsx';"],
    ['src/xr/a.ts', "import { state } from '../app/state.ts';"],
    ['src/xr/a.ts', "export { state } from '../app/state.ts';"],
    ['src/xr/a.ts', "const later = () => import('../app/state.ts');"],
    ['src/xr/a.ts', "type State = import('../app/state.ts').State;"],
  ])('refuse an import to the right: %s %s', (path, source) => {
    expect(check(path, source)).toHaveLength(1);
  });

  it.each([
    ['src/xr/a.ts', "import { sort } from '../workers/splats/sort.ts';"],
    ['src/app/a.ts', "new Worker(new URL('../workers/splats/splats.worker.ts', import.meta.url));"],
    ['src/app/a.ts', "import { type A, sort } from '../workers/splats/sort.ts';"],
  ])('refuse the inside of workers: %s %s', (path, source) => {
    expect(check(path, source)).toHaveLength(1);
  });

  it.each([
    ['src/xr/a.ts', "import { openSplats } from '../workers/splats/splat-client.ts';"],
    ['src/xr/a.ts', "import { tileLevel } from '../workers/splats/foveation/regions.ts';"],
    ['src/xr/a.ts', "import type { Scene } from '../workers/splats/scene/scene.ts';"],
    ['src/xr/a.ts', "import { type Scene } from '../workers/splats/scene/scene.ts';"],
    ['src/xr/a.ts', "import scene from '../../assets/scenes/default.spz?url';"],
    ['src/workers/a/a.ts', "import { nowMs } from '../../shared/time.ts';"],
    ['src/workers/a/a.ts', "import * as ort from 'onnxruntime-web/wasm';"],
  ])('allow: %s %s', (path, source) => {
    expect(check(path, source)).toEqual([]);
  });

  it.each([
    ['src/workers/a/a.ts', "import { Vector3 } from 'three';"],
    ['src/workers/a/a.ts', "import type { Vector3 } from 'three';"],
    ['src/workers/a/a.ts', "import { useXR } from '@react-three/xr';"],
    ['src/metrics/a.ts', "import * as ort from 'onnxruntime-web/wasm';"],
    ['src/soc/a.ts', "import { StrictMode } from 'react';"],
    ['src/kernels/a/index.ts', "const canvas = document.createElement('canvas');"],
    ['src/metrics/a.ts', 'const data = new ImageData(1, 1);'],
  ])('refuse frameworks and the page where they do not belong: %s %s', (path, source) => {
    expect(check(path, source)).toHaveLength(1);
  });

  it('let a local variable have the name of a global', () => {
    expect(check('src/metrics/a.ts', 'const window = [1]; window.length;')).toEqual([]);
    expect(check('src/metrics/a.ts', 'function f(window: number[]) { return window.length; }')).toEqual([]);
  });

  it('refuse a relative import without extension and an unknown folder', () => {
    expect(check('src/xr/a.ts', "import { b } from './b';")).toHaveLength(1);
    expect(check('src/utils/a.ts', 'export const a = 1;')).toHaveLength(1);
  });

  it('are not fooled by comments and strings', () => {
    const source = "// import { a } from '../app/a.ts'\nconst text = \"import x from 'three'\";";
    expect(check('src/shared/a.ts', source)).toEqual([]);
  });
});
