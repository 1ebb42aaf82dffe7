import { ArrayCamera, type Camera, PerspectiveCamera } from 'three';
import type { DeskInput } from './desk-input.ts';
import { dolly, look, orbit } from './desk-motion.ts';
import type { EmulatorHandle } from './emulator.ts';
import type { FloorBounds, Rig } from './rig.ts';
import {
  type HeadOffset,
  headingOf,
  headWorldX,
  headWorldZ,
  keepInside,
  settle,
  turnAboutHead,
  walk,
  wrapAngle,
} from './rig-motion.ts';
import { Thumbsticks } from './thumbsticks.ts';

/** Longest step that one frame may make, s, so that a stall is no leap. */
export const LONGEST_STEP_S = 0.1;
const FAST_FACTOR = 3;

export interface TravelOptions {
  /** Shared place of the person; the app may change its fields at any time. */
  readonly rig: Rig;
  /** Walking speed, m/s. Default 1.5. */
  readonly speed?: number;
  /** Angle of a snap turn, degrees. Default 30. */
  readonly snapDeg?: number;
  /** Floor area that the person's head stays above; null = no limit. */
  readonly bounds?: FloorBounds | null;
  /** What an orbit on the desk goes around, world position. Default (0, 1, 0). */
  readonly orbitTarget?: readonly [number, number, number];
  /** Emulated headset, whose head a mouse drag turns during a session. */
  readonly emulator?: EmulatorHandle | null;
}

const DEFAULT_TARGET = [0, 1, 0] as const;
const NO_EYES: readonly PerspectiveCamera[] = [];
const STRAIGHT_DOWN: HeadOffset = { x: 0, z: 0 };

/** What happens to the rig in one frame, on a desk or in a headset. */
export class Travel {
  /** Head above the floor origin, in the rig's frame; 0 on a desk. */
  readonly head: HeadOffset = { x: 0, z: 0 };
  private heading = 0;
  private inSession = false;
  private readonly sticks = new Thumbsticks();

  constructor(private readonly desk: DeskInput) {}

  /** Whether the next frame in a headset puts the head somewhere, for which its pose must be known. */
  awaitsHead(rig: Rig): boolean {
    return rig.arriving === true || !this.inSession;
  }

  step(props: TravelOptions, camera: Camera, session: XRSession | null, seconds: number): void {
    const { rig, bounds = null } = props;
    this.desk.take();
    if (session) this.stepInHeadset(props, camera, session, seconds);
    else this.stepOnDesk(props, camera, seconds);
    if (bounds) keepInside(rig, session ? this.head : STRAIGHT_DOWN, bounds);
    if (!session) placeCamera(camera, rig);
  }

  private stepInHeadset(props: TravelOptions, camera: Camera, session: XRSession, seconds: number): void {
    const { rig, speed = 1.5, snapDeg = 30, emulator = null } = props;
    const { desk, head, sticks } = this;
    // three fills these from the frame's views before any frame callback; all in the rig's frame.
    const eyes = camera instanceof ArrayCamera ? camera.cameras : NO_EYES;
    if (eyes.length === 0) return;
    const first = eyes[0]!.matrix.elements;
    const last = eyes[eyes.length - 1]!.matrix.elements;
    head.x = (first[12]! + last[12]!) / 2;
    head.z = (first[14]! + last[14]!) / 2;
    this.heading = headingOf(first);
    // The head, not the room's origin, comes to stand where the desk's camera was, and looks its way.
    if (this.awaitsHead(rig)) settle(rig, head, this.heading);
    rig.arriving = false;
    this.inSession = true;
    if (session.visibilityState !== 'visible') return;
    sticks.read(session);
    if (sticks.snap !== 0) turnAboutHead(rig, head, (sticks.snap * snapDeg * Math.PI) / 180);
    const pace = speed * seconds * (desk.fast ? FAST_FACTOR : 1);
    const heading = rig.yaw + this.heading;
    walk(rig, (sticks.right + desk.right) * pace, (sticks.forward + desk.forward) * pace, heading);
    if (emulator && (desk.dragX !== 0 || desk.dragY !== 0)) {
      emulator.turnHead(desk.dragX * emulator.device.fovy, desk.dragY * emulator.device.fovy);
    }
  }

  private stepOnDesk(props: TravelOptions, camera: Camera, seconds: number): void {
    const { rig, speed = 1.5, orbitTarget = DEFAULT_TARGET } = props;
    const { desk } = this;
    // A place that came as the session ended is meant for whoever stands on the desk now.
    if (this.inSession) this.stepOut(rig);
    rig.arriving = false;
    const pace = speed * seconds * (desk.fast ? FAST_FACTOR : 1);
    walk(rig, desk.right * pace, desk.forward * pace, rig.yaw);
    rig.eyeHeight += desk.up * pace;
    if (desk.dolly !== 1) dolly(rig, orbitTarget, desk.dolly);
    if (desk.dragX === 0 && desk.dragY === 0) return;
    // A drag takes the picture with it: one height of the picture is the vertical field of view.
    const fov = camera instanceof PerspectiveCamera ? (camera.fov * Math.PI) / 180 : 1;
    if (desk.orbiting) orbit(rig, orbitTarget, -desk.dragX * Math.PI, -desk.dragY * Math.PI);
    else look(rig, desk.dragX * fov, desk.dragY * fov);
  }

  /** The desk's camera goes on from where the head was. */
  private stepOut(rig: Rig): void {
    if (!rig.arriving) {
      const x = headWorldX(rig, this.head);
      const z = headWorldZ(rig, this.head);
      rig.yaw = wrapAngle(rig.yaw + this.heading);
      rig.x = x;
      rig.z = z;
    }
    this.head.x = 0;
    this.head.z = 0;
    this.inSession = false;
  }
}

function placeCamera(camera: Camera, rig: Rig): void {
  camera.rotation.order = 'YXZ';
  camera.position.set(rig.x, rig.floorY + rig.eyeHeight, rig.z);
  camera.rotation.set(rig.pitch, rig.yaw, 0);
  camera.updateMatrixWorld();
}
