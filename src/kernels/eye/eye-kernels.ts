import { bindKernels } from '../module.ts';
import { eyeBufferOffsets, eyeBuffers } from './eye-buffers.ts';
import type { EyePasses } from './eye-passes.ts';

const PAGE = 65_536;
/** The first bytes stay free, so that no buffer lies at 0. */
const START = 64;

/** Exports of the eye module; see `assembly/`. Pointers are byte offsets. */
interface EyeKernels {
  lids(
    parameters: number,
    width: number,
    height: number,
    rays: number,
    light: number,
    skin: number,
    upperLashes: number,
    lowerLashes: number,
    through: number,
    over: number,
  ): void;
  eyeball(
    parameters: number,
    numbers: number,
    rays: number,
    light: number,
    iris: number,
    sclera: number,
    eye: number,
  ): void;
  finish(
    parameters: number,
    numbers: number,
    eye: number,
    through: number,
    over: number,
    blend: number,
    image: number,
  ): void;
}

/**
 * The passes on WebAssembly, with a memory of their own. It is a shared one, as all modules are built for; it is never posted anywhere,
 * so a page need not be isolated for it.
 * @param module a build of the eye kernels, see `detectVariant`: there is none for `scalar`, where the reference serves
 * @param name for reports
 * @throws RangeError for a size that is no multiple of 8, below 16 or above 1024
 */
export function createEyeKernels(
  module: WebAssembly.Module,
  name: string,
  width: number,
  height: number,
): EyePasses {
  const { at, end } = eyeBufferOffsets(width, height, START);
  const pages = Math.ceil(end / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const kernels = bindKernels<EyeKernels>(module, memory);
  return {
    name,
    buffers: eyeBuffers(memory.buffer, width, height, START),
    lids() {
      const { parameters, rays, skinLight, skin, upperLashes, lowerLashes, through, over } = at;
      kernels.lids(parameters, width, height, rays, skinLight, skin, upperLashes, lowerLashes, through, over);
    },
    eyeball() {
      kernels.eyeball(at.parameters, at.numbers, at.rays, at.eyeLight, at.iris, at.sclera, at.eye);
    },
    finish() {
      kernels.finish(at.parameters, at.numbers, at.eye, at.through, at.over, at.blend, at.image);
    },
  };
}
