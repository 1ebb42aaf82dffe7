// Makes assets/scenes/default.spz with its object list and manifest.
//   node --import tsx scripts/default-scene/main.ts [--out folder] [--rays 160] [--seed 7]
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate.ts';
import { PIECES, SPAWN } from './scene.ts';
import { encodeSpz } from './spz.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'assets/scenes' },
    rays: { type: 'string', default: '160' },
    seed: { type: 'string', default: '7' },
  },
});
const seed = Number(values.seed);
const rays = Number(values.rays);
const started = performance.now();
const log = (line: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);

const { splats, objects } = generate(
  PIECES.map((make) => make(seed)),
  rays,
  log,
);
const bytes = encodeSpz(splats);
const command = `node --import tsx scripts/default-scene/main.ts --rays ${rays} --seed ${seed}`;
const manifest = {
  scenes: [
    {
      file: 'default.spz',
      objects: 'default.objects.json',
      format: 'spz 3',
      splatCount: splats.count,
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      command,
      seed,
      licence: 'MIT',
      description:
        'A sunlit sitting room with a garden beyond the window, made from procedural geometry with baked light.',
    },
  ],
};
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
mkdirSync(values.out, { recursive: true });
writeFileSync(join(values.out, 'default.spz'), bytes);
writeFileSync(join(values.out, 'default.objects.json'), json({ spawn: SPAWN, objects }));
writeFileSync(join(values.out, 'manifest.json'), json(manifest));
log(`${splats.count} splats, ${bytes.length} bytes`);
