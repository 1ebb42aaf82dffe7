import {
  AdditiveBlending,
  BufferAttribute,
  BufferGeometry,
  DynamicDrawUsage,
  GLSL3,
  Points,
  RawShaderMaterial,
} from 'three';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import type { RecordOf } from '../../shared/layout.ts';
import { GAZE_LAYOUT, type GazeFields, type ViewFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { rotateInto } from './rotate-into.ts';
import fragmentShader from './shaders/gaze-trail.frag.glsl?raw';
import vertexShader from './shaders/gaze-trail.vert.glsl?raw';

const LENGTH = 64;
/** Metres from the head at which the trail hangs. */
const DISTANCE = 2;

/**
 * The last 64 gaze directions as fading points, fixed in the world at the time of each sample. The trail is a ring in
 * a vertex buffer that lives only as long as the page shows it.
 */
export class GazeTrail extends Points<BufferGeometry, RawShaderMaterial> {
  private readonly sample: RecordOf<GazeFields> = GAZE_LAYOUT.record();
  private readonly points = new BufferAttribute(new Float32Array(LENGTH * 3), 3).setUsage(DynamicDrawUsage);
  private readonly orders = new BufferAttribute(new Float32Array(LENGTH), 1).setUsage(DynamicDrawUsage);
  private readonly newest = { value: 0 };
  private lastMs = 0;

  constructor(private readonly gaze: Mailbox<GazeFields>) {
    const geometry = new BufferGeometry();
    super(geometry);
    geometry.setAttribute('position', this.points);
    geometry.setAttribute('order', this.orders);
    this.orders.array.fill(-LENGTH);
    this.material = new RawShaderMaterial({
      name: 'gaze-trail',
      glslVersion: GLSL3,
      vertexShader,
      fragmentShader,
      uniforms: { newest: this.newest, trailLength: { value: LENGTH } },
      transparent: true,
      depthTest: false,
      depthWrite: false,
      blending: AdditiveBlending,
      toneMapped: false,
    });
    this.name = 'gaze-trail';
    this.frustumCulled = false;
    this.renderOrder = 900;
  }

  override raycast(): void {}

  /** Takes the newest sample, placed by the head pose of the view that was published last. */
  update(view: RecordOf<ViewFields>): void {
    const { sample } = this;
    if (!this.gaze.read(sample) || sample.captureMs[0] === this.lastMs) return;
    this.lastMs = sample.captureMs[0]!;
    if ((sample.flags[0]! & GAZE_FLAG.valid) === 0) return;
    const order = ++this.newest.value;
    const slot = order % LENGTH;
    const points = this.points.array as Float32Array;
    rotateInto(points, slot * 3, sample.direction, view.headOrientation);
    for (let axis = 0; axis < 3; axis++) {
      points[slot * 3 + axis] = view.headPosition[axis]! + DISTANCE * points[slot * 3 + axis]!;
    }
    this.orders.array[slot] = order;
    this.points.needsUpdate = this.orders.needsUpdate = true;
  }

  /** Drops every point, e.g. when the overlay is switched off. */
  forget(): void {
    this.orders.array.fill(-LENGTH);
    this.newest.value = 0;
    this.orders.needsUpdate = true;
  }

  override dispose(): void {
    this.geometry.dispose();
    this.material.dispose();
  }
}
