import {
  type Camera,
  DepthTexture,
  type Material,
  type Mesh,
  NearestFilter,
  type Object3D,
  PerspectiveCamera,
  type Scene,
  UnsignedIntType,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';

/** three's own order of drawing: what is opaque comes before the splats and hides them, the rest is drawn over them. */
function isOpaque(material: Material): boolean {
  const { transmission } = material as Material & { transmission?: number };
  return material.visible && !material.transparent && !(transmission !== undefined && transmission > 0);
}

/**
 * Depth of the opaque objects of a scene, seen from one view: a render of the scene of its own, because the depth that the
 * display draws with cannot be read. Whatever material they have draws them, so that what moves vertices or cuts holes
 * counts. One target serves all views in turn.
 */
export class MeshDepth {
  private readonly target = new WebGLRenderTarget(1, 1, {
    depthTexture: new DepthTexture(1, 1, UnsignedIntType),
    generateMipmaps: false,
    minFilter: NearestFilter,
    magFilter: NearestFilter,
  });
  private readonly eye = new PerspectiveCamera();
  /** What is left out of the render, and the layers it belongs to. */
  private readonly left: Object3D[] = [];
  private readonly masks: number[] = [];
  private found = false;

  constructor() {
    this.eye.matrixAutoUpdate = false;
    this.eye.matrixWorldAutoUpdate = false;
  }

  /**
   * Draws them, whatever state the context is in. Allocates nothing of its own; leaves another target set.
   * @param camera of the view, up to date @param own what is not to be drawn
   * @returns depth of the size that was asked for, row 0 at the bottom, or null where there is nothing opaque
   */
  render(
    renderer: WebGLRenderer,
    scene: Scene,
    camera: Camera,
    own: Object3D,
    width: number,
    height: number,
  ): WebGLTexture | null {
    const { left, masks } = this;
    left.length = masks.length = 0;
    this.found = false;
    // Depths of another kind cannot be compared with those of the splats.
    const { reversedDepthBuffer, logarithmicDepthBuffer } = renderer.capabilities;
    if (!reversedDepthBuffer && !logarithmicDepthBuffer) this.sort(scene, camera, own);
    if (!this.found) return null;
    this.target.setSize(width, height);
    this.eye.matrixWorld.copy(camera.matrixWorld);
    this.eye.matrixWorldInverse.copy(camera.matrixWorldInverse);
    this.eye.projectionMatrix.copy(camera.projectionMatrix);
    this.eye.projectionMatrixInverse.copy(camera.projectionMatrixInverse);
    this.eye.layers.mask = camera.layers.mask;
    for (let i = 0; i < left.length; i++) {
      masks.push(left[i]!.layers.mask);
      left[i]!.layers.mask = 0;
    }
    try {
      this.draw(renderer, scene, own);
    } finally {
      for (let i = 0; i < left.length; i++) left[i]!.layers.mask = masks[i]!;
    }
    const known = renderer.properties.get(this.target.depthTexture) as { __webglTexture?: WebGLTexture };
    return known.__webglTexture ?? null;
  }

  /** Finds out whether anything is opaque, and what is not. */
  private sort(object: Object3D, camera: Camera, own: Object3D): void {
    if (!object.visible || object === own) return;
    const { material } = object as Partial<Mesh>;
    if (material !== undefined && object.layers.test(camera.layers)) {
      const opaque = Array.isArray(material) ? material.some(isOpaque) : isOpaque(material);
      if (!opaque) this.left.push(object);
      else if (Array.isArray(material) || material.depthWrite) this.found = true;
    }
    const { children } = object;
    for (let i = 0; i < children.length; i++) this.sort(children[i]!, camera, own);
  }

  private draw(renderer: WebGLRenderer, scene: Scene, own: Object3D): void {
    const { xr, shadowMap, info } = renderer;
    const { enabled } = xr;
    const { autoUpdate } = shadowMap;
    const { autoReset } = info;
    const { autoClear } = renderer;
    const { matrixWorldAutoUpdate, background } = scene;
    own.visible = false;
    xr.enabled = false;
    shadowMap.autoUpdate = false;
    info.autoReset = false;
    renderer.autoClear = true;
    scene.matrixWorldAutoUpdate = false;
    scene.background = null;
    try {
      renderer.resetState();
      renderer.setRenderTarget(this.target);
      renderer.render(scene, this.eye);
    } finally {
      own.visible = true;
      xr.enabled = enabled;
      shadowMap.autoUpdate = autoUpdate;
      info.autoReset = autoReset;
      renderer.autoClear = autoClear;
      scene.matrixWorldAutoUpdate = matrixWorldAutoUpdate;
      scene.background = background;
    }
  }

  dispose(): void {
    this.target.depthTexture?.dispose();
    this.target.dispose();
  }
}
