import path from 'node:path';
import { psnr } from '../../src/metrics/psnr.ts';
import type { Row } from '../harness/suite.ts';
import type { EnginePicture } from '../pages/duel-api.ts';
import { writePicture } from './picture-file.ts';
import type { Shot } from './pose.ts';

/** Stands for equal pictures, whose PSNR has no bound. */
export const EQUAL_DB = 100;

/**
 * PSNR between the pictures of every two engines for one view: low figures betray another camera, file or kernel, and
 * then frame times compare nothing. Writes the pictures to `folder`.
 */
export async function agreementRows(
  pictures: readonly EnginePicture[],
  shot: Shot,
  scene: string,
  folder: string,
): Promise<Row[]> {
  const decoded = pictures.map(({ name, rgb }) => ({
    name,
    rgb: new Uint8Array(Buffer.from(rgb, 'base64')),
  }));
  for (const { name, rgb } of decoded) {
    const file = `${scene}-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.png`;
    await writePicture(path.join(folder, file), rgb, shot.width, shot.height);
  }
  return decoded.flatMap((a, i) =>
    decoded.slice(i + 1).map((b) => ({
      part: 'agreement',
      scene,
      subject: `${a.name} – ${b.name}`,
      metric: 'PSNR',
      unit: 'dB',
      value: Math.min(psnr(a.rgb, b.rgb), EQUAL_DB),
    })),
  );
}
