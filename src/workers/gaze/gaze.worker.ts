import type { BridgePort } from '../../shared/bridge.ts';
import { SaccadeNet } from './events/saccade-net.ts';
import { HEADSET_CAMERA, PAPER_CAMERA } from './eye-camera/eye-cameras.ts';
import { createEyeRenderer } from './eye-camera/eye-renderer.ts';
import type { GazeParts } from './gaze-assets.ts';
import { serveGaze } from './gaze-service.ts';
import { loadTracker } from './network/load-tracker.ts';
import { loadTransformerKernels } from './network/tracker-kernels-vite.ts';
import { SimulatedLens } from './simulated-lens.ts';

/** The gaze tracker beside the page: the eye camera, the network, and what happens over time. */
serveGaze<GazeParts>(self as unknown as BridgePort, async ({ config, facts, weights, saccadeNet }) => {
  const kernels = await loadTransformerKernels();
  const camera = config.name === 'paper' ? PAPER_CAMERA : HEADSET_CAMERA;
  return {
    tracker: loadTracker(new Uint8Array(weights), config, kernels),
    lens: new SimulatedLens(createEyeRenderer(camera)),
    exitSigmaDeg: facts.exitSigmaDeg,
    saccadeNet: saccadeNet === null ? null : new SaccadeNet(saccadeNet, config.width, config.height),
  };
});
