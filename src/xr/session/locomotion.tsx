import { type ThreeEvent, useFrame, useThree } from '@react-three/fiber';
import { IfInSessionMode, TeleportTarget, XROrigin } from '@react-three/xr';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { ArrayCamera, type Camera, type Group, type Mesh, type Vector3 } from 'three';
import { DeskInput } from './desk-input.ts';
import type { Rig } from './rig.ts';
import { teleport } from './rig-motion.ts';
import { LONGEST_STEP_S, Travel, type TravelOptions } from './travel.ts';

/** After @react-three/xr has taken in the frame (-1000), before the gaze is read (-500). */
const FRAME_PRIORITY = -900;
const FLOOR_SIZE_M = 400;

export interface LocomotionProps extends TravelOptions {
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
    // Until the first pose of a session comes, the eyes still stand where the session before left them.
    if (xrFrame && travel.awaitsHead(rig) && !hasPose(xrFrame, state.gl.xr.getReferenceSpace())) return;
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

function hasPose(frame: XRFrame, space: XRReferenceSpace | null): boolean {
  return space !== null && frame.getViewerPose(space) != null;
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
