import { createXRStore, type XRStore } from '@react-three/xr';
import { chooseFrameRate } from './choose-frame-rate.ts';
import { SESSION_INIT } from './session-init.ts';

export interface SaccadeXRStoreOptions {
  /** Lets the browser show its own button that enters VR. Default false. */
  readonly offerSession?: boolean;
  /** Folder of this site with controller and hand profiles, with a slash at the end. Default `/profiles/`. */
  readonly baseAssetPath?: string;
  /** Whether a frame at a rate is affordable. Default: every rate is. */
  readonly canHold?: (rateHz: number) => boolean;
  /** Whether to draw controllers and hands as textured models, which software GL takes milliseconds for. Default true. */
  readonly inputModels?: boolean;
  /** Resolution of the headset's framebuffer as a factor of the recommended one. Default: the browser's. */
  readonly framebufferScale?: number;
}

export type SaccadeXRStore = XRStore;

/**
 * The @react-three/xr store that the app uses. Its built-in emulator stays off (see `emulator.ts`), and so do its
 * gaze cursor and gaze ray: the gaze source emits no select events, and a visible cursor at the gaze distracts.
 */
export function createSaccadeXRStore(options: SaccadeXRStoreOptions = {}): SaccadeXRStore {
  const {
    offerSession = false,
    baseAssetPath = '/profiles/',
    canHold,
    inputModels = true,
    framebufferScale,
  } = options;
  return createXRStore({
    emulate: false,
    customSessionInit: SESSION_INIT,
    // `true` would offer AR wherever the headset has it.
    offerSession: offerSession ? 'immersive-vr' : false,
    enterGrantedSession: ['immersive-vr'],
    // The loader resolves files against this base and accepts absolute addresses only.
    baseAssetPath: new URL(baseAssetPath, document.baseURI).href,
    frameRate: (rates) => chooseFrameRate(rates, canHold),
    ...(framebufferScale === undefined ? {} : { frameBufferScaling: framebufferScale }),
    controller: { teleportPointer: true, model: inputModels },
    hand: { teleportPointer: true, model: inputModels },
    gaze: false,
  });
}
