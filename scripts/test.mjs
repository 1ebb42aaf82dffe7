/** `npm test`: everything from a fresh checkout to the last check. */
import { setUp } from './set-up.mjs';
import { runMain } from './steps.mjs';

await runMain(async () => {
  await setUp({ browser: true });
  const { verify } = await import('./verify.mjs');
  if (!(await verify())) process.exitCode = 1;
});
