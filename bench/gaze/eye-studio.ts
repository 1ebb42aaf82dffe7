import { loadEyePasses } from '../../src/kernels/eye/eye-kernels-node.ts';
import { createEyeRenderer, type EyeRenderer } from '../../src/workers/gaze/eye-camera/eye-renderer.ts';
import type { EyeCamera, EyeConditions, EyePerson } from '../../src/workers/gaze/eye-camera/eye-types.ts';

/** Takes eye images with any camera. Renderers are made once for each and kept. */
export class EyeStudio {
  private readonly renderers = new Map<EyeCamera, EyeRenderer>();

  /** @returns (height, width) grey, the caller's to keep */
  shoot(person: EyePerson, conditions: EyeConditions, camera: EyeCamera): Uint8Array {
    const pixels = new Uint8Array(camera.width * camera.height);
    this.renderer(camera).render(person, conditions, pixels);
    return pixels;
  }

  renderer(camera: EyeCamera): EyeRenderer {
    const known = this.renderers.get(camera);
    if (known) return known;
    const made = createEyeRenderer(camera, loadEyePasses(camera.width, camera.height));
    this.renderers.set(camera, made);
    return made;
  }
}
