/**
 * Every check, the fast ones first: the first that fails ends the run and is named. The last line says how many tests
 * passed and failed over all three kinds.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumLaunch } from './find-chromium.mjs';
import { ROOT, runCommand } from './run-command.mjs';
import { sizeReport } from './size-report.mjs';
import { isMain, runMain, SetUpError, step } from './steps.mjs';

const REPORTS = '.cache/reports';

/** Command-line entry points, started with this same Node rather than through shells and shims. */
const TOOL = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  tsc: 'node_modules/typescript/bin/tsc',
  vite: 'node_modules/vite/bin/vite.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
};

/** @param {...string} args */
async function node(...args) {
  const exitCode = await runCommand(process.execPath, args);
  if (exitCode !== 0) throw new SetUpError(`It ended with exit code ${exitCode}.`);
}

/** @param {'unit' | 'workers'} project */
function vitest(project) {
  const report = `--outputFile.json=${REPORTS}/${project}.json`;
  return node(TOOL.vitest, 'run', '--project', project, '--reporter=default', '--reporter=json', report);
}

function endToEnd() {
  const specs = existsSync(join(ROOT, 'e2e')) ? readdirSync(join(ROOT, 'e2e')) : [];
  if (!specs.some((name) => name.endsWith('.spec.ts'))) return 'no specs yet';
  return node(TOOL.playwright, 'test');
}

/** @type {readonly (readonly [name: string, work: () => unknown])[]} */
const STEPS = [
  ['format and lint', () => node(TOOL.biome, 'ci', ...(process.stdout.isTTY ? [] : ['--colors=off']))],
  ['types', () => node(TOOL.tsc, '--noEmit', '-p', '.')],
  ['layers', () => node('--import', 'tsx', 'scripts/check-layers.ts')],
  ['unit tests', () => vitest('unit')],
  ['worker tests', () => vitest('workers')],
  ['build', () => node(TOOL.vite, 'build', '--logLevel', 'warn')],
  ['size report', sizeReport],
  ['end-to-end tests', endToEnd],
];

/**
 * Tests passed and failed as far as reports exist. Vitest and Playwright each have a JSON form of their own.
 * @returns {{ passed: number, failed: number }}
 */
function countTests() {
  const count = { passed: 0, failed: 0 };
  for (const name of ['unit', 'workers', 'e2e']) {
    const path = join(ROOT, REPORTS, `${name}.json`);
    if (!existsSync(path)) continue;
    const report = JSON.parse(readFileSync(path, 'utf8'));
    count.passed += report.numPassedTests ?? report.stats.expected + report.stats.flaky;
    count.failed += report.numFailedTests ?? report.stats.unexpected;
  }
  return count;
}

/**
 * Runs all checks.
 * @returns {Promise<boolean>} whether all passed
 */
export async function verify() {
  rmSync(join(ROOT, REPORTS), { recursive: true, force: true });
  mkdirSync(join(ROOT, REPORTS), { recursive: true });
  const startMs = performance.now();
  let failedStep;
  try {
    // Asked once here, so that the tools started below find the answer in the environment.
    await step('browser', async () => (await chromiumLaunch()).executablePath);
    for (const [name, work] of STEPS) {
      failedStep = name;
      await step(name, work);
    }
    failedStep = undefined;
  } catch (error) {
    console.error(error instanceof SetUpError ? error.message : error);
    failedStep ??= 'browser';
  }
  const seconds = ((performance.now() - startMs) / 1000).toFixed(0);
  const { passed, failed } = countTests();
  console.log(
    failedStep ? `verify: "${failedStep}" failed after ${seconds} s` : `verify: all well in ${seconds} s`,
  );
  // A step that fails outside of any test, such as the types, must not read as a clean run.
  console.log(`${passed} passed, ${failedStep ? Math.max(failed, 1) : failed} failed`);
  return failedStep === undefined;
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    if (!(await verify())) process.exitCode = 1;
  });
}
