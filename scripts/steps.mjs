import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** An error whose message is a full sentence for the person at the terminal; its stack would only hide it. */
export class SetUpError extends Error {}

/** @param {number} startMs */
function secondsSince(startMs) {
  return `${((performance.now() - startMs) / 1000).toFixed(1)} s`;
}

/**
 * Runs one named piece of work and prints its name, what it says of itself and the seconds it took.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work may return a string, which is printed as the outcome
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const startMs = performance.now();
  console.log(`▸ ${name}`);
  try {
    const outcome = await work();
    const detail = typeof outcome === 'string' ? ` · ${outcome}` : '';
    console.log(`✓ ${name}${detail} · ${secondsSince(startMs)}`);
    return outcome;
  } catch (error) {
    console.log(`✗ ${name} · ${secondsSince(startMs)}`);
    throw error;
  }
}

/**
 * Runs a script's main function; a failure prints one sentence and ends with exit code 1.
 * @param {() => Promise<unknown>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof SetUpError ? error.message : error);
    process.exitCode = 1;
  }
}

/**
 * True when the module is the script that Node was started with.
 * @param {string} moduleUrl `import.meta.url`
 */
export function isMain(moduleUrl) {
  return (
    process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(moduleUrl))
  );
}
