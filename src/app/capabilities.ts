import type { SplatCapabilities } from '../workers/splats/splat-client.ts';

export interface CapabilityRow {
  readonly name: string;
  readonly state: 'good' | 'reduced' | 'missing';
  /** What is there, or why it is not and what that costs. */
  readonly text: string;
}

export interface CapabilityFacts {
  readonly isolated: boolean;
  readonly splats: SplatCapabilities;
  /** Threads that the browser reports. */
  readonly cores: number;
  readonly xr: 'native' | 'emulated';
  /** Null outside a session, where nobody knows. */
  readonly gazeGranted: boolean | null;
  readonly renderer: string;
}

/** What this browser has, as rows for a table, worst news in plain words. */
export function capabilityRows(facts: CapabilityFacts): CapabilityRow[] {
  const { splats } = facts;
  const rows: CapabilityRow[] = [
    facts.isolated
      ? { name: 'Cross-origin isolation', state: 'good', text: 'shared memory between threads' }
      : {
          name: 'Cross-origin isolation',
          state: 'missing',
          text: 'the server sends no COOP and COEP headers, so pictures are copied between threads',
        },
    splats.simd
      ? { name: 'WebAssembly SIMD', state: 'good', text: 'four numbers at a time' }
      : {
          name: 'WebAssembly SIMD',
          state: 'missing',
          text: 'this browser lacks it; splats cannot be drawn',
        },
    splats.relaxedSimd
      ? { name: 'Relaxed SIMD', state: 'good', text: 'fused multiply-add' }
      : { name: 'Relaxed SIMD', state: 'reduced', text: 'this browser lacks it; a little slower' },
    {
      name: 'Render workers',
      state: splats.workers > 1 ? 'good' : 'reduced',
      text: `${splats.workers} of ${facts.cores} processor threads`,
    },
    facts.xr === 'native'
      ? { name: 'WebXR', state: 'good', text: 'a headset' }
      : { name: 'WebXR', state: 'reduced', text: 'no headset in use; Enter VR uses an emulated one' },
    gazeRow(facts.gazeGranted),
    {
      name: 'Graphics',
      state: /llvmpipe|swiftshader/i.test(facts.renderer) ? 'reduced' : 'good',
      text: facts.renderer,
    },
  ];
  for (const text of splats.degraded) rows.push({ name: 'Splat renderer', state: 'reduced', text });
  return rows;
}

function gazeRow(granted: boolean | null): CapabilityRow {
  if (granted === null) return { name: 'Eye gaze', state: 'reduced', text: 'known once VR is entered' };
  return granted
    ? { name: 'Eye gaze', state: 'good', text: 'granted by the headset' }
    : {
        name: 'Eye gaze',
        state: 'missing',
        text: 'not granted: no eye tracker for pages, or permission refused',
      };
}
