import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeTrace, RECIPES } from './make-trace.ts';

/** Writes the gaze traces that ship: `node --import tsx scripts/gaze-traces/main.ts`. */
const folder = fileURLToPath(new URL('../../assets/gaze/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const recipe of RECIPES) {
  const text = JSON.stringify(makeTrace(recipe).trace);
  writeFileSync(`${folder}${recipe.name}.json`, text);
  console.log(
    `${recipe.name}.json  ${recipe.durationMs / 1000} s at ${recipe.rateHz} Hz  ${text.length} bytes`,
  );
}
