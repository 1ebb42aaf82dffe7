import {
  CustomBlending,
  ExternalTexture,
  GLSL3,
  OneFactor,
  OneMinusSrcAlphaFactor,
  RawShaderMaterial,
  Vector2,
  Vector3,
  Vector4,
} from 'three';
import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import type { DisplaySettings } from '../display-settings.ts';
import { writeRayTerms } from '../projection.ts';
import { RingPlace } from '../ring-place.ts';
import overlays from '../shaders/overlays.glsl?raw';
import type { LiveView } from './live-view.ts';
import type { PassTargets } from './pass-targets.ts';
import combinePasses from './shaders/combine-passes.glsl?raw';
import fullscreen from './shaders/fullscreen.vert.glsl?raw';
import showSplats from './shaders/show-splats.frag.glsl?raw';

function createUniforms() {
  return {
    passes: { value: new ExternalTexture() },
    anchors: { value: new ExternalTexture() },
    whole: { value: new ExternalTexture() },
    levels: { value: new ExternalTexture() },
    pictureSize: { value: new Vector2() },
    viewSize: { value: new Vector2() },
    nearest: { value: 1 },
    rayTerms: { value: new Vector4() },
    ringCentre: { value: new Vector3() },
    ringDeg: { value: new Vector3() },
  };
}

/** Makes the picture of a view from its passes and lays it over what is drawn already. */
export class SplatMaterial extends RawShaderMaterial {
  private readonly own: ReturnType<typeof createUniforms>;
  private readonly ringPlace = new RingPlace();
  private hasRings = false;
  private hasTiles = false;

  constructor() {
    const uniforms = createUniforms();
    super({
      name: 'foveated-splats',
      glslVersion: GLSL3,
      vertexShader: fullscreen,
      fragmentShader: overlays + combinePasses + showSplats,
      uniforms,
      transparent: true,
      depthTest: false,
      depthWrite: false,
      blending: CustomBlending,
      blendSrc: OneFactor,
      blendDst: OneMinusSrcAlphaFactor,
      toneMapped: false,
    });
    this.own = uniforms;
  }

  /** Shows a view from now on. Allocates nothing. */
  show({ passes, anchors, whole, levelTexture, width, height }: PassTargets, view: LiveView): void {
    const { own } = this;
    own.passes.value.sourceTexture = passes;
    own.anchors.value.sourceTexture = anchors;
    own.whole.value.sourceTexture = whole;
    own.levels.value.sourceTexture = levelTexture;
    own.pictureSize.value.set(width, height);
    own.viewSize.value.set(view.acrossX, view.acrossY);
    own.nearest.value = view.exact ? 1 : 0;
    this.uniformsNeedUpdate = true;
  }

  /** Takes the overlays into the shader or out of it; compiles only when the person switches one. Before the frame. */
  compileOverlays({ rings, tiles }: DisplaySettings): void {
    if (rings === this.hasRings && tiles === this.hasTiles) return;
    this.hasRings = rings;
    this.hasTiles = tiles;
    this.defines = { ...(rings ? { RINGS: '' } : {}), ...(tiles ? { TILES: '' } : {}) };
    this.needsUpdate = true;
  }

  /** Puts the rings around the gaze of a view record, as an eye sees them. Allocates nothing. */
  placeRings(
    record: RecordOf<ViewFields>,
    { position, orientation }: LiveView,
    projection: ArrayLike<number>,
  ): void {
    if (!this.hasRings) return;
    const { own } = this;
    own.ringDeg.value.fromArray(record.radii);
    writeRayTerms(projection, own.rayTerms.value);
    this.ringPlace.write(own.ringCentre.value, record, position, orientation);
  }
}
