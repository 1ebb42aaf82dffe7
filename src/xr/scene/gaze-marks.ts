import {
  BufferAttribute,
  BufferGeometry,
  type Camera,
  CircleGeometry,
  type ColorRepresentation,
  Group,
  LineBasicMaterial,
  LineLoop,
  Mesh,
  MeshBasicMaterial,
  Quaternion,
  RingGeometry,
  Vector3,
} from 'three';

/** Metres from the head at which the marks hang. */
const DISTANCE = 2;
const TRUTH_COLOR = '#73e699';
const ESTIMATE_COLOR = '#f0a64a';
const SAFE_COLOR = '#7dd3fc';
/** Outer radius of the ring at the truth and radius of the dot at the estimate, degrees. */
const TRUTH_DEG = 1;
const ESTIMATE_DEG = 0.45;
const RAD = Math.PI / 180;
const AHEAD = new Vector3(0, 0, -1);

/** What is marked; directions are unit vectors in viewer space. One mutable object is reused. */
export interface GazeMarksContent {
  readonly truth: Float32Array;
  hasTruth: boolean;
  readonly estimate: Float32Array;
  hasEstimate: boolean;
  /** Radii around the estimate inside which the newest exit's work is safe, degrees; 0 = none. */
  readonly safeDeg: Float32Array;
}

export function gazeMarksContent(): GazeMarksContent {
  return {
    truth: new Float32Array([0, 0, -1]),
    hasTruth: false,
    estimate: new Float32Array([0, 0, -1]),
    hasEstimate: false,
    safeDeg: new Float32Array(3),
  };
}

function flat(color: ColorRepresentation): MeshBasicMaterial {
  return new MeshBasicMaterial({
    color,
    depthTest: false,
    depthWrite: false,
    transparent: true,
    toneMapped: false,
  });
}

/** A circle of radius 1 around -z, at z = 0. */
function circleLine(): BufferGeometry {
  const steps = 96;
  const points = new Float32Array(steps * 3);
  for (let i = 0; i < steps; i++) {
    points[3 * i] = Math.cos((2 * Math.PI * i) / steps);
    points[3 * i + 1] = Math.sin((2 * Math.PI * i) / steps);
  }
  return new BufferGeometry().setAttribute('position', new BufferAttribute(points, 3));
}

/**
 * Where the eye truly looks (ring), where its tracker says that it looks (dot) and what the newest exit makes safe to draw
 * (thin circles), fixed to the head.
 */
export class GazeMarks extends Group {
  private readonly truth: Mesh<BufferGeometry, MeshBasicMaterial>;
  private readonly estimate: Mesh<BufferGeometry, MeshBasicMaterial>;
  private readonly circles: LineLoop<BufferGeometry, LineBasicMaterial>[];
  private readonly direction = new Vector3();
  private readonly turn = new Quaternion();
  private readonly scratch = new Vector3();

  constructor() {
    super();
    this.name = 'gaze-marks';
    const outer = DISTANCE * Math.tan(TRUTH_DEG * RAD);
    this.truth = new Mesh(new RingGeometry(outer * 0.8, outer, 48), flat(TRUTH_COLOR));
    this.estimate = new Mesh(
      new CircleGeometry(DISTANCE * Math.tan(ESTIMATE_DEG * RAD), 32),
      flat(ESTIMATE_COLOR),
    );
    const line = circleLine();
    this.circles = Array.from({ length: 3 }, (_, i) => {
      const opacity = 0.75 - 0.2 * i;
      const material = new LineBasicMaterial({
        ...{ color: SAFE_COLOR, opacity, transparent: true },
        ...{ depthTest: false, depthWrite: false, toneMapped: false },
      });
      return new LineLoop(line, material);
    });
    this.add(this.truth, this.estimate, ...this.circles);
    for (const mark of this.children) {
      mark.frustumCulled = false;
      mark.renderOrder = 901;
      mark.raycast = () => {};
    }
  }

  /** Places the marks by the head of this frame. Allocates nothing. */
  update(head: Camera, content: GazeMarksContent): void {
    head.matrixWorld.decompose(this.position, this.quaternion, this.scratch);
    this.truth.visible = content.hasTruth;
    this.estimate.visible = content.hasEstimate;
    if (content.hasTruth) this.place(this.truth, content.truth, 0);
    if (content.hasEstimate) this.place(this.estimate, content.estimate, 0);
    for (let i = 0; i < this.circles.length; i++) {
      const circle = this.circles[i]!;
      const deg = content.safeDeg[i]!;
      circle.visible = content.hasEstimate && deg > 0;
      if (circle.visible) this.place(circle, content.estimate, deg);
    }
  }

  /** Puts a mark across a direction, or a unit circle around it at an angle. */
  private place(mark: Mesh | LineLoop, direction: Float32Array, deg: number): void {
    this.direction.fromArray(direction);
    // Turned from -z to the direction, so that the front, +z, faces the head.
    mark.quaternion.copy(this.turn.setFromUnitVectors(AHEAD, this.direction));
    mark.position.copy(this.direction).multiplyScalar(DISTANCE * Math.cos(deg * RAD));
    if (deg > 0) mark.scale.setScalar(DISTANCE * Math.sin(deg * RAD));
  }

  override dispose(): void {
    for (const mark of [this.truth, this.estimate, ...this.circles]) {
      mark.geometry.dispose();
      mark.material.dispose();
    }
  }
}
