import type { SplatCapabilities } from '../workers/splats/splat-client.ts';
import type { RendererState } from '../xr/scene/renderer/renderer-choice.ts';

export interface CapabilityRow {
  readonly name: string;
  /** `note` = worth knowing, but nothing is worse for it. */
  readonly state: 'good' | 'note' | 'reduced' | 'missing';
  /** What is there, or why it is not and what that costs. */
  readonly text: string;
}

export interface CapabilityFacts {
  readonly isolated: boolean;
  readonly splats: SplatCapabilities;
  /** Threads that the browser reports. */
  readonly cores: number;
  /** `native`, `emulated`, or a sentence on why there is no VR. */
  readonly xr: 'native' | 'emulated' | { readonly reason: string };
  /** Why pictures are shown flat; null = there is WebGL2. */
  readonly flatReason: string | null;
  /** Null outside a session, where nobody knows. */
  readonly gazeGranted: boolean | null;
  /** Name of the graphics. */
  readonly renderer: string;
  /** Who draws the splats, and why. */
  readonly choice: RendererState;
  /** Why workers are switched off, a sentence each. */
  readonly off: readonly string[];
}

/** What this browser has, as rows for a table: for everything that is on a lower step, why and what that costs. */
export function capabilityRows(facts: CapabilityFacts): CapabilityRow[] {
  return [
    ...facts.off.map((text): CapabilityRow => ({ name: 'Switched off', state: 'missing', text })),
    facts.isolated
      ? { name: 'Cross-origin isolation', state: 'good', text: 'shared memory between threads' }
      : {
          name: 'Cross-origin isolation',
          state: 'missing',
          text: 'the server sends no COOP and COEP headers: one worker draws, and pictures are copied',
        },
    ...simdRows(facts.splats),
    workersRow(facts),
    xrRow(facts.xr),
    gazeRow(facts.gazeGranted),
    facts.flatReason === null
      ? { name: 'WebGL2', state: 'good', text: 'meshes, reprojection and VR' }
      : { name: 'WebGL2', state: 'missing', text: facts.flatReason },
    ...(facts.flatReason === null ? [graphicsRow(facts.renderer), rendererRow(facts.choice)] : []),
    ...facts.splats.degraded
      .filter((text) => !TOLD_ABOVE.test(text))
      .map((text): CapabilityRow => ({ name: 'Splat renderer', state: 'reduced', text })),
  ];
}

/** Rows that tell of something on a lower step. */
export function limitsOf(rows: readonly CapabilityRow[]): CapabilityRow[] {
  return rows.filter(({ state }) => state === 'reduced' || state === 'missing');
}

/** What the renderer says about these has a row of its own. */
const TOLD_ABOVE = /cross-origin isolated|\bSIMD\b|\bone core\b/;

function simdRows({ simd, relaxedSimd }: SplatCapabilities): CapabilityRow[] {
  if (!simd) {
    const text = 'this browser lacks it: slower code, and pictures of a lower resolution';
    return [{ name: 'WebAssembly SIMD', state: 'missing', text }];
  }
  return [
    { name: 'WebAssembly SIMD', state: 'good', text: 'four numbers at a time' },
    relaxedSimd
      ? { name: 'Relaxed SIMD', state: 'good', text: 'fused multiply-add' }
      : { name: 'Relaxed SIMD', state: 'reduced', text: 'this browser lacks it: a little slower' },
  ];
}

function workersRow({ cores, splats, isolated }: CapabilityFacts): CapabilityRow {
  const name = 'Render workers';
  if (cores <= 1) {
    return { name, state: 'reduced', text: 'one processor thread, which page and pictures have to share' };
  }
  const text = `${splats.workers} of ${cores} processor threads`;
  if (splats.workers > 1) return { name, state: 'good', text };
  return { name, state: 'reduced', text: isolated ? text : `${text}, since memory is not shared` };
}

function xrRow(xr: CapabilityFacts['xr']): CapabilityRow {
  const name = 'WebXR';
  if (xr === 'native') return { name, state: 'good', text: 'a headset' };
  if (xr === 'emulated') {
    return { name, state: 'note', text: 'no headset in use; Enter VR uses an emulated one' };
  }
  return { name, state: 'missing', text: xr.reason };
}

function graphicsRow(renderer: string): CapabilityRow {
  const name = 'Graphics';
  return /llvmpipe|swiftshader|software/i.test(renderer)
    ? { name, state: 'reduced', text: `drawn by the processor: ${renderer}` }
    : { name, state: 'good', text: renderer };
}

function rendererRow({ running, wish, measure, failure, why }: RendererState): CapabilityRow {
  const name = `Splat renderer: ${running}`;
  if (running === 'quads') return { name, state: 'good', text: why };
  if (failure !== null && wish !== 'tiles') return { name, state: 'missing', text: why };
  return { name, state: wish === 'auto' && measure !== null ? 'reduced' : 'note', text: why };
}

function gazeRow(granted: boolean | null): CapabilityRow {
  const name = 'Eye gaze';
  if (granted === null) return { name, state: 'note', text: 'known once VR is entered' };
  return granted
    ? { name, state: 'good', text: 'granted by the headset' }
    : { name, state: 'missing', text: 'not granted: no eye tracker for pages, or permission refused' };
}
