import data from '../../../../assets/foveation/presets.json';
import type { FoveationPreset, FoveationPresets } from './presets.ts';

/** The presets that ship; `npm run bench foveation` measures them and chooses the default. */
export const FOVEATION_PRESETS = data as unknown as FoveationPresets;

/** @throws RangeError for a name that no preset has */
export function presetNamed(name: string): FoveationPreset {
  const preset = FOVEATION_PRESETS.presets.find((candidate) => candidate.name === name);
  if (!preset) throw new RangeError(`There is no foveation preset "${name}".`);
  return preset;
}
