/**
 * Makes a fresh checkout ready to run with nothing but Node and its npm: dependencies, kernels, controller models and,
 * with `--browser`, a Chromium for the tests. Everything that is up to date is left alone, so it may run every time.
 */
import { buildKernels } from './build-kernels.mjs';
import { copyControllerProfiles } from './copy-controller-profiles.mjs';
import { ensureChromium } from './find-chromium.mjs';
import { installDependencies } from './install-dependencies.mjs';
import { isMain, runMain, SetUpError, step } from './steps.mjs';

const OLDEST_NODE = [20, 19];

/** @throws SetUpError when this Node is too old for the tools. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new SetUpError(`Saccade needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${version}.`);
  }
}

/**
 * @param {{ browser?: boolean }} [options] `browser`: also find or install a Chromium for the tests
 * @throws SetUpError with one sentence that says what is missing.
 */
export async function setUp({ browser = false } = {}) {
  requireNode();
  await step('dependencies', installDependencies);
  await step('kernels', buildKernels);
  await step('controller profiles', copyControllerProfiles);
  if (browser) await step('browser', ensureChromium);
}

if (isMain(import.meta.url)) await runMain(() => setUp({ browser: process.argv.includes('--browser') }));
