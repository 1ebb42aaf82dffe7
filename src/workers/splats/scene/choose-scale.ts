import type { SplatFormat } from '../formats/detect-format.ts';
import type { SceneInfo } from '../splat-client.ts';

/** Scenes smaller or larger than this, in metres across, are nothing that a person could be in or in front of. */
const LEAST_EXTENT = 0.5;
const LARGEST_EXTENT = 200;
/** Beyond these the file is wrong rather than its unit. */
const LEAST_UNIT = 1e-6;
const LARGEST_UNIT = 1e6;

/**
 * Metres that a unit of a file is taken for. Captures come in arbitrary units that are usually near to metres; a scene that
 * would be absurdly small or large for a person is scaled by a power of ten until it is not, by a million at most. glTF is
 * in metres by its specification.
 * @param bounds of the scene, in the file's units
 */
export function chooseMetresPerUnit(bounds: SceneInfo['bounds'], format: SplatFormat): number {
  const [x0, y0, z0, x1, y1, z1] = bounds;
  const extent = Math.max(x1 - x0, y1 - y0, z1 - z0);
  if (format === 'gltf' || !(extent > 0) || !Number.isFinite(extent)) return 1;
  if (extent < LEAST_EXTENT)
    return Math.min(LARGEST_UNIT, 10 ** Math.ceil(Math.log10(LEAST_EXTENT / extent)));
  if (extent > LARGEST_EXTENT)
    return Math.max(LEAST_UNIT, 10 ** -Math.ceil(Math.log10(extent / LARGEST_EXTENT)));
  return 1;
}
