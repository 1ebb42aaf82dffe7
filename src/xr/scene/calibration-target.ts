import {
  type BufferGeometry,
  type Camera,
  CircleGeometry,
  Group,
  Mesh,
  MeshBasicMaterial,
  Quaternion,
  RingGeometry,
  Vector3,
} from 'three';

/** Metres from the head. */
const DISTANCE = 2;
const RING_DEG = 1.6;
const DOT_DEG = 0.25;
const RAD = Math.PI / 180;
const AHEAD = new Vector3(0, 0, -1);
/** Share of its first size that the ring has shrunk to when the target is done. */
const LEAST_RING = 0.3;

/** What to look at. One mutable object is reused. */
export interface CalibrationTargetContent {
  shown: boolean;
  /** Unit vector in viewer space. */
  readonly direction: Float32Array;
  /** How much of the target is done, 0..1. */
  progress: number;
}

function disc(
  geometry: BufferGeometry,
  color: string,
  order: number,
): Mesh<BufferGeometry, MeshBasicMaterial> {
  const look = { color, depthTest: false, depthWrite: false, transparent: true, toneMapped: false };
  const mesh = new Mesh(geometry, new MeshBasicMaterial(look));
  mesh.renderOrder = order;
  mesh.frustumCulled = false;
  mesh.raycast = () => {};
  return mesh;
}

/** A dot to look at, fixed to the head; the ring around it closes in while it is looked at. */
export class CalibrationTarget extends Group {
  private readonly ring = disc(ringOf(RING_DEG), '#f0a64a', 1101);
  private readonly back = disc(new CircleGeometry(size(RING_DEG * 1.25), 48), '#07090e', 1100);
  private readonly dot = disc(new CircleGeometry(size(DOT_DEG), 24), '#ffffff', 1102);
  private readonly mark = new Group();
  private readonly direction = new Vector3();
  private readonly turn = new Quaternion();
  private readonly scratch = new Vector3();

  constructor() {
    super();
    this.name = 'calibration-target';
    this.back.material.opacity = 0.6;
    this.mark.add(this.back, this.ring, this.dot);
    this.add(this.mark);
  }

  /** Places it by the head of this frame. Allocates nothing. */
  update(head: Camera, content: CalibrationTargetContent): void {
    this.visible = content.shown;
    if (!content.shown) return;
    head.matrixWorld.decompose(this.position, this.quaternion, this.scratch);
    this.direction.fromArray(content.direction);
    this.mark.quaternion.copy(this.turn.setFromUnitVectors(AHEAD, this.direction));
    this.mark.position.copy(this.direction).multiplyScalar(DISTANCE);
    this.ring.scale.setScalar(1 - (1 - LEAST_RING) * Math.min(1, Math.max(0, content.progress)));
  }

  override dispose(): void {
    for (const part of [this.ring, this.back, this.dot]) {
      part.geometry.dispose();
      part.material.dispose();
    }
  }
}

function size(deg: number): number {
  return DISTANCE * Math.tan(deg * RAD);
}

function ringOf(deg: number): RingGeometry {
  return new RingGeometry(size(deg) * 0.82, size(deg), 48);
}
