import {
  AlwaysDepth,
  BufferAttribute,
  BufferGeometry,
  type Camera,
  GLSL3,
  Matrix3,
  Matrix4,
  Mesh,
  NoBlending,
  Quaternion,
  RawShaderMaterial,
  type Texture,
  Vector2,
  Vector3,
  Vector4,
  type WebGLRenderer,
} from 'three';
import type { RecordOf } from '../../shared/layout.ts';
import { type FrameFields, type GazeFields, MAX_EYES } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { nowMs } from '../../shared/time.ts';
import type { SplatClient } from '../../workers/splats/splat-client.ts';
import type { DisplaySettings, SettingsReader } from './display-settings.ts';
import { EyeTextures } from './eye-textures.ts';
import type { FrameStats } from './frame-stats.ts';
import { PictureIntake } from './picture-intake.ts';
import { PictureWidth } from './picture-width.ts';
import { writeRayTerms } from './projection.ts';
import { RingPlace } from './ring-place.ts';
import overlays from './shaders/overlays.glsl?raw';
import fragmentShader from './shaders/splat-display.frag.glsl?raw';
import vertexShader from './shaders/splat-display.vert.glsl?raw';
import type { TrackingView } from './tracking-view.ts';
import { ViewPublisher } from './view-publisher.ts';

export interface SplatDisplayOptions {
  readonly client: SplatClient;
  readonly gaze: Mailbox<GazeFields>;
  readonly settings: SettingsReader;
  readonly stats: FrameStats;
  /** Missing or null where no tracker's exits can come. */
  readonly tracking?: TrackingView | null;
}

function createUniforms() {
  return {
    rayTerms: { value: new Vector4() },
    eyeToPicture: { value: new Matrix3() },
    pictureColor: { value: null as Texture | null },
    pictureDepth: { value: null as Texture | null },
    pictureLevels: { value: null as Texture | null },
    hasPicture: { value: 0 },
    tangents: { value: new Vector4() },
    pictureSize: { value: new Vector2() },
    depthTerms: { value: new Vector2() },
    background: { value: new Vector3(0.027, 0.035, 0.055) },
    ringCentre: { value: new Vector3() },
    ringDeg: { value: new Vector3() },
  };
}

/**
 * Shows splats inside a three scene: a full-screen triangle, drawn first in every eye, that turns the newest finished
 * picture to the current head orientation and writes its depth, so that meshes and splats hide each other.
 *
 * three calls `onBeforeRender` once an eye, after the cameras of the frame are final. The first call of a frame
 * publishes the view for the workers and takes over a finished picture; every call sets the uniforms of its eye.
 * Nothing here waits or, once sizes are settled, allocates.
 */
export class SplatDisplay extends Mesh<BufferGeometry, RawShaderMaterial> {
  /** The view that was published last and the frame that is shown. */
  readonly publisher: ViewPublisher;
  readonly frame: RecordOf<FrameFields>;
  private readonly intake: PictureIntake;
  private readonly uniforms = createUniforms();
  private readonly eyes = Array.from({ length: MAX_EYES }, () => new EyeTextures());
  private readonly deskCameras: Camera[] = [];
  private readonly bufferSize = new Vector2();
  private readonly orientation = new Quaternion();
  private readonly pictureOrientation = new Quaternion();
  private readonly eyePosition = new Vector3();
  private readonly scratch = new Vector3();
  private readonly turn = new Matrix4();
  private readonly ringPlace = new RingPlace();
  private readonly eye = [0, 0, 0];
  private readonly eyeTurn = [0, 0, 0, 1];
  /** Widths of the eye pictures where the person chose none. */
  private readonly deskWidth = new PictureWidth();
  private readonly headsetWidth = new PictureWidth();
  private lastRender = -1;
  private hasRings = false;
  private hasTiles = false;

  constructor(private readonly options: SplatDisplayOptions) {
    const geometry = new BufferGeometry();
    geometry.setAttribute(
      'position',
      new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3),
    );
    super(geometry);
    this.material = new RawShaderMaterial({
      name: 'splat-display',
      glslVersion: GLSL3,
      vertexShader,
      fragmentShader: overlays + fragmentShader,
      uniforms: this.uniforms,
      blending: NoBlending,
      depthFunc: AlwaysDepth,
      toneMapped: false,
    });
    this.name = 'splat-display';
    this.publisher = new ViewPublisher(options.client.view, options.gaze, options.tracking);
    this.intake = new PictureIntake(options.client, options.stats);
    this.frame = this.intake.frame;
    this.frustumCulled = false;
    this.renderOrder = -1e6;
    this.onBeforeRender = this.prepare;
  }

  /** It fills the view, so no pointer may hit it. */
  override raycast(): void {}

  override dispose(): void {
    for (const eye of this.eyes) eye.dispose();
    this.geometry.dispose();
    this.material.dispose();
  }

  private readonly prepare = (renderer: WebGLRenderer, _scene: unknown, camera: Camera): void => {
    const settings = this.options.settings.getState();
    const inHeadset = renderer.xr.isPresenting;
    if (renderer.info.render.frame !== this.lastRender) {
      this.lastRender = renderer.info.render.frame;
      this.beginFrame(renderer, camera, inHeadset, settings);
    }
    const eye = inHeadset ? Math.max(0, renderer.xr.getCamera().cameras.indexOf(camera as never)) : 0;
    this.setEye(Math.min(eye, MAX_EYES - 1), camera, settings);
    this.material.uniformsNeedUpdate = true;
  };

  private beginFrame(
    renderer: WebGLRenderer,
    camera: Camera,
    inHeadset: boolean,
    settings: DisplaySettings,
  ): void {
    let cameras: readonly Camera[] = this.deskCameras;
    let limit = Number.POSITIVE_INFINITY;
    if (inHeadset) {
      cameras = renderer.xr.getCamera().cameras;
    } else {
      this.deskCameras[0] = camera;
      limit = renderer.getDrawingBufferSize(this.bufferSize).x;
    }
    const choice = inHeadset ? this.headsetWidth : this.deskWidth;
    this.compileOverlays(settings);
    this.publisher.publish(cameras, settings, Math.min(choice.width, limit), nowMs());
    const { intake, frame } = this;
    if (!intake.take(this.publisher.record, choice, limit)) return;
    for (let eye = 0; eye < frame.eyeCount[0]!; eye++) {
      const picture = intake.picture(eye);
      if (picture !== null) this.eyes[eye]!.update(picture, frame.width[0]!, frame.height[0]!);
    }
  }

  private setEye(eye: number, camera: Camera, settings: DisplaySettings): void {
    const { uniforms, frame, orientation } = this;
    const e = camera.projectionMatrix.elements;
    writeRayTerms(e, uniforms.rayTerms.value);
    uniforms.depthTerms.value.set(e[10]!, e[14]!);
    camera.matrixWorld.decompose(this.eyePosition, orientation, this.scratch);

    // Just after entering or leaving a headset the newest picture may have one eye more or less than the display.
    const shown = Math.min(eye, Math.max(0, frame.eyeCount[0]! - 1));
    const textures = this.eyes[shown]!.current;
    uniforms.hasPicture.value = textures === null ? 0 : 1;
    if (textures !== null) {
      uniforms.pictureColor.value = textures.color;
      uniforms.pictureDepth.value = textures.depth;
      uniforms.pictureLevels.value = textures.levels;
      uniforms.tangents.value.fromArray(frame.eyeTangents, shown * 4);
      uniforms.pictureSize.value.set(frame.width[0]!, frame.height[0]!);
      this.pictureOrientation
        .fromArray(frame.eyeOrientation, shown * 4)
        .invert()
        .multiply(orientation);
      uniforms.eyeToPicture.value.setFromMatrix4(
        this.turn.makeRotationFromQuaternion(this.pictureOrientation),
      );
    }
    if (settings.rings) {
      const { record } = this.publisher;
      uniforms.ringDeg.value.fromArray(record.radii);
      this.eyePosition.toArray(this.eye);
      orientation.toArray(this.eyeTurn);
      this.ringPlace.write(uniforms.ringCentre.value, record, this.eye, this.eyeTurn);
    }
  }

  /** Takes the overlays into the shader or out of it; compiles only when the person switches one. */
  private compileOverlays({ rings, tiles }: DisplaySettings): void {
    if (rings === this.hasRings && tiles === this.hasTiles) return;
    this.hasRings = rings;
    this.hasTiles = tiles;
    this.material.defines = { ...(rings ? { RINGS: '' } : {}), ...(tiles ? { TILES: '' } : {}) };
    this.material.needsUpdate = true;
  }
}
