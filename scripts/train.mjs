/**
 * `npm run train gaze [-- options]`: trains a network with PyTorch. Uses the Python that is there when it has the packages of
 * training/requirements.txt, else makes training/runs/venv and installs them into it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runCommand } from './run-command.mjs';
import { setUp } from './set-up.mjs';
import { runMain, SetUpError } from './steps.mjs';

const NETWORKS = { gaze: 'training/gaze/train.py', saccades: 'training/gaze/saccade_net.py' };
const REQUIREMENTS = 'training/requirements.txt';
const VENV = join(ROOT, 'training/runs/venv');
const OLDEST_PYTHON = '3.11';
const HAS_PYTHON = `import sys; sys.exit(sys.version_info < (${OLDEST_PYTHON.replace('.', ', ')}))`;
const HAS_PACKAGES = 'import numpy, onnx, torch';

/** @param {string} python @param {string} code */
function succeeds(python, code) {
  return spawnSync(python, ['-c', code], { stdio: 'ignore' }).status === 0;
}

function venvPython() {
  return process.platform === 'win32' ? join(VENV, 'Scripts/python.exe') : join(VENV, 'bin/python');
}

/** @throws SetUpError when a step fails. @param {string} python @param {string[]} args @param {string} wanted */
async function mustRun(python, args, wanted) {
  if ((await runCommand(python, args)) !== 0)
    throw new SetUpError(`${wanted} failed; install the packages of ${REQUIREMENTS} and run this again.`);
}

/** @returns {Promise<string>} a Python that can import what training needs. @throws SetUpError that says what to install. */
async function findPython() {
  const named = process.env.SACCADE_PYTHON;
  const candidates = named
    ? [named]
    : [...(existsSync(venvPython()) ? [venvPython()] : []), 'python3', 'python'];
  const pythons = candidates.filter((python) => succeeds(python, HAS_PYTHON));
  const ready = pythons.find((python) => succeeds(python, HAS_PACKAGES));
  if (ready) return ready;
  const base = pythons[0];
  if (!base)
    throw new SetUpError(
      `Training needs Python ${OLDEST_PYTHON} or newer: install it, or set SACCADE_PYTHON to its path.`,
    );
  if (named) throw new SetUpError(`${named} lacks packages: ${named} -m pip install -r ${REQUIREMENTS}`);
  console.log(`Installing ${REQUIREMENTS} into training/runs/venv; PyTorch is large.`);
  await mustRun(base, ['-m', 'venv', VENV], `"${base} -m venv" (on Debian: apt-get install python3-venv)`);
  await mustRun(venvPython(), ['-m', 'pip', 'install', '-r', REQUIREMENTS], 'pip install');
  return venvPython();
}

await runMain(async () => {
  const [network = '', ...args] = process.argv.slice(2);
  const script = Object.entries(NETWORKS).find(([name]) => name === network)?.[1];
  if (!script)
    throw new SetUpError(
      `Usage: npm run train -- ${Object.keys(NETWORKS).join('|')} [options]; --help lists them.`,
    );
  // Images are drawn by the kernels.
  await setUp();
  process.exitCode = await runCommand(await findPython(), [script, ...args]);
  if (process.exitCode === 0) await runCommand('node', ['--import', 'tsx', 'scripts/manifest/main.ts']);
});
