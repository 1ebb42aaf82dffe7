import type { BridgePort } from '../../shared/bridge.ts';
import { SaccadeNet } from './events/saccade-net.ts';
import { HEADSET_CAMERA, PAPER_CAMERA } from './eye-camera/eye-cameras.ts';
import { loadEyePasses } from './eye-camera/eye-passes-vite.ts';
import { createEyeRenderer } from './eye-camera/eye-renderer.ts';
import type { GazeParts } from './gaze-assets.ts';
import { serveGaze } from './gaze-service.ts';
import { loadTracker } from './network/load-tracker.ts';
import { loadTransformerKernels } from './network/tracker-kernels-vite.ts';
import { SimulatedLens } from './simulated-lens.ts';

/** The gaze tracker beside the page: the eye camera, the network, and what happens over time. */
serveGaze<GazeParts>(self as unknown as BridgePort, async (parts, pulse) => {
  const { config, facts, weights, saccadeNet } = parts;
  const { width, height } = config;
  const camera = config.name === 'paper' ? PAPER_CAMERA : HEADSET_CAMERA;
  const [kernels, passes] = await Promise.all([loadTransformerKernels(), loadEyePasses(width, height)]);
  const tracker = loadTracker(new Uint8Array(weights), config, kernels);
  // The first image would wait for the engine to compile what it needs.
  tracker.run(new Uint8Array(width * height), null, 1, () => 'continue');
  return {
    tracker,
    lens: new SimulatedLens(createEyeRenderer(camera, passes), pulse),
    ...facts,
    saccadeNet: saccadeNet === null ? null : new SaccadeNet(saccadeNet, width, height),
  };
});
