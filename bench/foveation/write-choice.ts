import { readFile, writeFile } from 'node:fs/promises';
import type { FoveationPresets } from '../../src/workers/splats/foveation/presets.ts';
import type { PresetRecord } from './choose-preset.ts';

/** The presets' file with another default, and what was measured of every preset beside it. Nothing else in it changes. */
export function withChoice(
  file: FoveationPresets,
  chosen: string,
  records: readonly PresetRecord[],
): FoveationPresets {
  const { presets } = file;
  if (!presets.some(({ name }) => name === chosen)) throw new RangeError(`There is no preset "${chosen}".`);
  return {
    default: chosen,
    measured: records.map((record) => ({
      preset: record.preset,
      cost: round(record.cost),
      jodLoss: round(record.jodLoss),
      worstAt: record.worstAt,
      foveaJodLoss: round(record.foveaJodLoss),
      foveaPsnrDb: round(record.foveaPsnrDb),
      points: record.points,
    })),
    presets,
  } as FoveationPresets;
}

const round = (value: number) => Math.round(value * 1000) / 1000;

/** JSON with lists of numbers on one line, as the formatter has them. */
export function choiceText(file: FoveationPresets): string {
  const text = JSON.stringify(file, null, 2);
  return `${text.replaceAll(/\[\s+([-\d.,\s]+?)\s+\]/g, (_, list: string) => `[${list.replaceAll(/\s+/g, ' ')}]`)}\n`;
}

export async function writeChoice(
  path: string,
  chosen: string,
  records: readonly PresetRecord[],
): Promise<void> {
  const file = JSON.parse(await readFile(path, 'utf8')) as FoveationPresets;
  await writeFile(path, choiceText(withChoice(file, chosen, records)));
}
