import type { XRDevice } from 'iwer';
import { patientLayer } from './patient-layer.ts';
import { quaternionToDirection } from './quaternion-to-direction.ts';

/** Headsets that can be emulated. `metaVRGlasses` is the default: it alone offers 100 Hz. */
export const EMULATED_DEVICES = ['metaVRGlasses', 'metaQuest3', 'metaQuestPro'] as const;
export type EmulatedDeviceName = (typeof EMULATED_DEVICES)[number];

export interface EmulatorOptions {
  /** Default `metaVRGlasses`. */
  readonly device?: EmulatedDeviceName;
  /** Both eyes side by side; false shows the left eye over the whole canvas. Default true. */
  readonly stereo?: boolean;
  /** Blacks out what lies outside the real headset's field of view. Costs one canvas fill a frame. Default false. */
  readonly fieldOfViewMask?: boolean;
}

declare global {
  /** The emulated headset, under the name that browser tests and IWER's own tools look for. */
  var xrDevice: XRDevice | undefined;
}

/** Moves an emulated headset. Poses are metres and unit quaternions (x, y, z, w) in the floor's frame. */
export interface EmulatorHandle {
  readonly deviceName: EmulatedDeviceName;
  readonly device: XRDevice;
  /** Whether the device has an eye tracker. A real Quest 3 has none, so the emulated one has none. */
  readonly hasGaze: boolean;
  setHeadPose(position: ArrayLike<number>, orientation: ArrayLike<number>): void;
  /** Turns the head on the spot, radians; positive yaw to the left, positive pitch up. */
  turnHead(yaw: number, pitch: number): void;
  /** Turns the eyes: a direction in viewer space, any length but zero. Does nothing where `hasGaze` is false. */
  setGazeDirection(x: number, y: number, z: number): void;
  /** false = the tracker goes away, as when permission is withdrawn. */
  setGazeConnected(connected: boolean): void;
  setInputMode(mode: 'controller' | 'hand'): void;
  setControllersConnected(connected: boolean): void;
  setControllerPose(hand: XRHandedness, position: ArrayLike<number>, orientation: ArrayLike<number>): void;
  /** Axes -1..1; x to the right, y towards the person, as the Gamepad API has it. */
  setThumbstick(hand: XRHandedness, x: number, y: number): void;
  /** Trigger of a controller or pinch of a hand, 0..1, by the input mode. */
  setSelect(hand: XRHandedness, value: number): void;
  /** Takes the emulated runtime away again. Only outside a session. */
  uninstall(): void;
}

/**
 * Replaces `navigator.xr` by an emulated headset (IWER). Await it before React mounts: the session store registers
 * with `navigator.xr` when it is made. `forceInstall` is needed because desktop Chromium has a `navigator.xr` of its
 * own, although it supports no immersive session, and IWER by itself would not replace it.
 */
export async function installEmulator(options: EmulatorOptions = {}): Promise<EmulatorHandle> {
  const { device: deviceName = 'metaVRGlasses', stereo = true, fieldOfViewMask = false } = options;
  const iwer = await import('iwer');
  const config = iwer[deviceName];
  const device = new iwer.XRDevice(
    deviceName === 'metaVRGlasses'
      ? // IWER leaves gaze off until browsers agree on the feature's name; both candidate names work in it.
        { ...config, supportedFeatures: [...config.supportedFeatures, 'gaze-tracking'] }
      : config,
    { stereoEnabled: stereo, visibilityMaskEnabled: fieldOfViewMask },
  );
  device.installRuntime({ forceInstall: true });
  Reflect.set(globalThis, 'XRWebGLLayer', patientLayer(iwer.XRWebGLLayer));
  globalThis.xrDevice = device;
  const handle = new InstalledEmulator(deviceName, device);
  // Eyes rest a little below straight ahead. Exactly straight ahead is what a stub without an eye tracker reports.
  handle.setGazeDirection(0, -Math.sin(RESTING_PITCH_RAD), -Math.cos(RESTING_PITCH_RAD));
  return handle;
}

const RESTING_PITCH_RAD = (3 * Math.PI) / 180;
const HEAD_PITCH_LIMIT_RAD = (85 * Math.PI) / 180;

class InstalledEmulator implements EmulatorHandle {
  private readonly rotation = new Float64Array(4);

  constructor(
    readonly deviceName: EmulatedDeviceName,
    readonly device: XRDevice,
  ) {}

  get hasGaze(): boolean {
    return this.device.gaze !== undefined;
  }

  setHeadPose(position: ArrayLike<number>, orientation: ArrayLike<number>): void {
    this.device.position.set(position[0]!, position[1]!, position[2]!);
    this.device.quaternion.set(orientation[0]!, orientation[1]!, orientation[2]!, orientation[3]!);
  }

  turnHead(yaw: number, pitch: number): void {
    const head = this.device.quaternion;
    const { x, y, z, w } = head;
    // Where the head's -z axis points now, as angles.
    const heading = Math.atan2(2 * (x * z + w * y), 1 - 2 * (x * x + y * y)) + yaw;
    const elevation = Math.asin(Math.max(-1, Math.min(1, 2 * (w * x - y * z)))) + pitch;
    const limited = Math.max(-HEAD_PITCH_LIMIT_RAD, Math.min(HEAD_PITCH_LIMIT_RAD, elevation));
    const flat = Math.cos(limited);
    const q = this.rotation;
    quaternionToDirection(q, -Math.sin(heading) * flat, Math.sin(limited), -Math.cos(heading) * flat);
    head.set(q[0]!, q[1]!, q[2]!, q[3]!);
  }

  setGazeDirection(x: number, y: number, z: number): void {
    const q = quaternionToDirection(this.rotation, x, y, z);
    this.device.gaze?.quaternion.set(q[0]!, q[1]!, q[2]!, q[3]!);
  }

  setGazeConnected(connected: boolean): void {
    if (this.device.gaze) this.device.gaze.connected = connected;
  }

  setInputMode(mode: 'controller' | 'hand'): void {
    this.device.primaryInputMode = mode;
  }

  setControllersConnected(connected: boolean): void {
    for (const controller of Object.values(this.device.controllers)) {
      if (controller) controller.connected = connected;
    }
  }

  setControllerPose(hand: XRHandedness, position: ArrayLike<number>, orientation: ArrayLike<number>): void {
    const controller = this.device.controllers[hand];
    controller?.position.set(position[0]!, position[1]!, position[2]!);
    controller?.quaternion.set(orientation[0]!, orientation[1]!, orientation[2]!, orientation[3]!);
  }

  setThumbstick(hand: XRHandedness, x: number, y: number): void {
    this.device.controllers[hand]?.updateAxes('thumbstick', x, y);
  }

  setSelect(hand: XRHandedness, value: number): void {
    if (this.device.primaryInputMode === 'hand') this.device.hands[hand]?.updatePinchValue(value);
    else this.device.controllers[hand]?.updateButtonValue('trigger', value);
  }

  uninstall(): void {
    this.device.uninstallRuntime();
    if (globalThis.xrDevice === this.device) globalThis.xrDevice = undefined;
  }
}
