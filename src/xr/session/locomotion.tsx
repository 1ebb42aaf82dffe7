import { type ThreeEvent, useFrame, useThree } from '@react-three/fiber';
import { IfInSessionMode, TeleportTarget, XROrigin } from '@react-three/xr';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { ArrayCamera, type Camera, type Group, type Mesh, PerspectiveCamera, type Vector3 } from 'three';
import { DeskInput } from './desk-input.ts';
import { dolly, look, orbit } from './desk-motion.ts';
import type { EmulatorHandle } from './emulator.ts';
import type { FloorBounds, Rig } from './rig.ts';
import {
  type HeadOffset,
  headingOf,
  headWorldX,
  headWorldZ,
  keepInside,
  teleport,
  turnAboutHead,
  walk,
  wrapAngle,
} from './rig-motion.ts';
import { Thumbsticks } from './thumbsticks.ts';

/** After @react-three/xr has taken in the frame (-1000), before the gaze is read (-500). */
const FRAME_PRIORITY = -900;
const FAST_FACTOR = 3;
/** Longest step that one frame may make, s, so that a stall is no leap. */
const LONGEST_STEP_S = 0.1;
const FLOOR_SIZE_M = 400;

export interface LocomotionProps {
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
  /** Asked when a person points at the floor and commits; false = it was meant for something else. Default: always. */
  readonly canTeleport?: () => boolean;
  /** Things that travel with the person, e.g. the in-headset panel. */
  readonly children?: ReactNode;
}

/**
 * Moves the person. In the headset the left thumbstick walks, the right one snap-turns, and pointing a controller or
 * hand at the floor teleports; on a desk see `DeskInput`. Both move the same rig, on its floor and without collisions,
 * and whoever takes the headset on or off stays where they were.
 */
export function Locomotion(props: LocomotionProps) {
  const { rig, canTeleport, children } = props;
  const canvas = useThree((state) => state.gl.domElement);
  const origin = useRef<Group>(null);
  const floor = useRef<Mesh>(null);
  const desk = useMemo(() => new DeskInput(canvas), [canvas]);
  const travel = useMemo(() => new Travel(desk), [desk]);
  useEffect(() => {
    desk.start();
    return () => desk.stop();
  }, [desk]);

  useFrame((state, delta, xrFrame) => {
    travel.step(props, state.camera, xrFrame?.session ?? null, Math.min(delta, LONGEST_STEP_S));
    if (origin.current) placeOrigin(origin.current, rig, state.camera);
    if (floor.current) floor.current.position.y = rig.floorY;
  }, FRAME_PRIORITY);

  // The point that @react-three/xr hands over ignores the rig's turn, so the hit itself is used.
  const onTeleport = (_point: Vector3, event: ThreeEvent<MouseEvent>): void => {
    if (canTeleport && !canTeleport()) return;
    teleport(rig, travel.head, event.point.x, event.point.y, event.point.z);
  };

  return (
    <>
      <XROrigin ref={origin}>{children}</XROrigin>
      <IfInSessionMode allow="immersive-vr">
        <TeleportTarget onTeleport={onTeleport}>
          <mesh ref={floor} rotation-x={-Math.PI / 2} scale={FLOOR_SIZE_M}>
            <planeGeometry />
            <meshBasicMaterial visible={false} />
          </mesh>
        </TeleportTarget>
      </IfInSessionMode>
    </>
  );
}

const DEFAULT_TARGET = [0, 1, 0] as const;
const NO_EYES: readonly PerspectiveCamera[] = [];
const STRAIGHT_DOWN: HeadOffset = { x: 0, z: 0 };

/** What happens to the rig in one frame. */
class Travel {
  /** Head above the floor origin, in the rig's frame; 0 on a desk. */
  readonly head: HeadOffset = { x: 0, z: 0 };
  private heading = 0;
  private inSession = false;
  private readonly sticks = new Thumbsticks();

  constructor(private readonly desk: DeskInput) {}

  step(props: LocomotionProps, camera: Camera, session: XRSession | null, seconds: number): void {
    const { rig, bounds = null } = props;
    this.desk.take();
    if (session) this.stepInHeadset(props, camera, session, seconds);
    else this.stepOnDesk(props, camera, seconds);
    if (bounds) keepInside(rig, session ? this.head : STRAIGHT_DOWN, bounds);
    if (!session) placeCamera(camera, rig);
  }

  private stepInHeadset(props: LocomotionProps, camera: Camera, session: XRSession, seconds: number): void {
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
    if (!this.inSession) {
      // The head, not the room's origin, comes to stand where the desk's camera was.
      teleport(rig, head, rig.x, rig.floorY, rig.z);
      this.inSession = true;
    }
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

  private stepOnDesk(props: LocomotionProps, camera: Camera, seconds: number): void {
    const { rig, speed = 1.5, orbitTarget = DEFAULT_TARGET } = props;
    const { desk } = this;
    if (this.inSession) this.stepOut(rig);
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
    const x = headWorldX(rig, this.head);
    const z = headWorldZ(rig, this.head);
    rig.yaw = wrapAngle(rig.yaw + this.heading);
    rig.x = x;
    rig.z = z;
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

/**
 * Puts the floor's origin where the rig is, and the headset's eyes with it: three does that only when it renders, so
 * that whoever reads an eye's `matrixWorld` earlier in the frame would get the frame before.
 */
function placeOrigin(origin: Group, rig: Rig, camera: Camera): void {
  origin.position.set(rig.x, rig.floorY, rig.z);
  origin.rotation.y = rig.yaw;
  origin.updateWorldMatrix(true, false);
  if (!(camera instanceof ArrayCamera)) return;
  for (const eye of camera.cameras) eye.matrixWorld.multiplyMatrices(origin.matrixWorld, eye.matrix);
}
