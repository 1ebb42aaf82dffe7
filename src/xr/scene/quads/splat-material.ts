import {
  CustomBlending,
  ExternalTexture,
  GLSL3,
  OneFactor,
  OneMinusSrcAlphaFactor,
  RawShaderMaterial,
  Vector2,
} from 'three';
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
  };
}

/** Makes the picture of a view from its passes and lays it over what is drawn already. */
export class SplatMaterial extends RawShaderMaterial {
  private readonly own: ReturnType<typeof createUniforms>;

  constructor() {
    const uniforms = createUniforms();
    super({
      name: 'foveated-splats',
      glslVersion: GLSL3,
      vertexShader: fullscreen,
      fragmentShader: combinePasses + showSplats,
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
}
