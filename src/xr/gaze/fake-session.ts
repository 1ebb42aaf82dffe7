import type { GazeFrame } from './gaze-source.ts';

/** A stand-in for an XRSession with one gaze source, for unit tests. */
export class FakeSession extends EventTarget {
  enabledFeatures: string[] | undefined = ['viewer', 'local-floor', 'gaze-tracking'];
  visibilityState: XRVisibilityState = 'visible';
  inputSources: XRInputSource[] = [];
  trackedSources: XRInputSource[] | undefined;
  /** Pose matrix of the gaze ray in viewer space, column-major; null = no pose. */
  matrix: Float32Array | null = rayMatrix(0, 0);
  /** The pose call throws, as while poses may not be reported. */
  forbidden = false;

  requestReferenceSpace(): Promise<XRReferenceSpace> {
    return Promise.resolve({} as XRReferenceSpace);
  }

  connect(where: 'inputSources' | 'trackedSources' = 'inputSources'): void {
    this[where] = [fakeSource('tracked-pointer'), fakeSource('gaze')];
    this.dispatchEvent(new Event(where === 'inputSources' ? 'inputsourceschange' : 'trackedsourceschange'));
  }

  disconnect(): void {
    this.inputSources = [fakeSource('tracked-pointer')];
    this.dispatchEvent(new Event('inputsourceschange'));
  }

  /** A display frame of this session. */
  frame(nowMs: number): GazeFrame {
    const session = this as unknown as XRSession;
    const xrFrame = {
      session,
      getPose: () => {
        if (this.forbidden) throw new DOMException('no poses now', 'SecurityError');
        return this.matrix ? { transform: { matrix: this.matrix } } : null;
      },
    };
    return { nowMs, session, xrFrame: xrFrame as unknown as XRFrame, projection: [] };
  }
}

function fakeSource(targetRayMode: XRTargetRayMode | 'gaze'): XRInputSource {
  return { targetRayMode, targetRaySpace: {} } as unknown as XRInputSource;
}

/** Matrix whose -z axis points yaw degrees to the right and pitch degrees up. */
export function rayMatrix(yawDeg: number, pitchDeg: number): Float32Array {
  const yaw = (yawDeg * Math.PI) / 180;
  const pitch = (pitchDeg * Math.PI) / 180;
  const matrix = new Float32Array(16);
  matrix[8] = -Math.sin(yaw) * Math.cos(pitch);
  matrix[9] = -Math.sin(pitch);
  matrix[10] = Math.cos(yaw) * Math.cos(pitch);
  matrix[15] = 1;
  return matrix;
}
