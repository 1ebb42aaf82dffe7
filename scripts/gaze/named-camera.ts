import { HEADSET_CAMERA, PAPER_CAMERA } from '../../src/workers/gaze/eye-camera/eye-cameras.ts';
import type { EyeCamera } from '../../src/workers/gaze/eye-camera/eye-types.ts';

const CAMERAS = { headset: HEADSET_CAMERA, paper: PAPER_CAMERA } as const satisfies Record<string, EyeCamera>;

export type CameraName = keyof typeof CAMERAS;
export const CAMERA_NAMES = Object.keys(CAMERAS) as CameraName[];

export function namedCamera(name: CameraName): EyeCamera {
  return CAMERAS[name];
}
