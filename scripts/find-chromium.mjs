import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isMain, runMain, SetUpError } from './steps.mjs';

/**
 * @typedef {object} ChromiumLaunch how to start the browser, in the words of Playwright's `launchOptions`
 * @property {string} executablePath
 * @property {string[]} args
 */

/**
 * @typedef {object} GlChoice
 * @property {string} name `egl`, `native` or `swiftshader`
 * @property {string[]} args command-line switches
 * @property {string} renderer what WebGL says it draws with, e.g. `ANGLE (Mesa, llvmpipe ...)`
 */

const isRoot = process.getuid?.() === 0;
const ROOT_ARGS = isRoot ? ['--no-sandbox'] : [];

/** Names of a system-wide Chromium, the free one first. */
const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPS = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];

/**
 * Ways to WebGL, fastest first. On Linux EGL reaches the driver of a real GPU, and Mesa's llvmpipe where there is
 * none, which draws a textured page about 1.7 times as fast as SwiftShader does.
 */
const GL_CANDIDATES = [
  process.platform === 'linux'
    ? { name: 'egl', args: ['--use-gl=angle', '--use-angle=gl-egl', '--ignore-gpu-blocklist'] }
    : { name: 'native', args: ['--ignore-gpu-blocklist'] },
  {
    name: 'swiftshader',
    args: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  },
];

/** A page that writes the renderer's name into itself, or nothing where there is no WebGL2. */
const PROBE_PAGE = `data:text/html,<body><script>
const gl = document.createElement('canvas').getContext('webgl2');
const info = gl && gl.getExtension('WEBGL_debug_renderer_info');
document.body.textContent = gl ? 'renderer=' + gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER) : '';
</script>`.replaceAll('\n', ' ');

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | undefined} */
function systemChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  if (process.platform === 'darwin') candidates.push(...MAC_APPS.map((app) => join('/Applications', app)));
  return candidates.find(isExecutable);
}

/** The browser that `npx playwright install chromium` downloads. @returns {Promise<string | undefined>} */
async function playwrightChromium() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && isExecutable(path) ? path : undefined;
}

/**
 * Looks for a Chromium: SACCADE_CHROMIUM or CHROMIUM_PATH, the system's, then Playwright's own.
 * @returns {Promise<string | undefined>} its path
 * @throws SetUpError when a variable names something that cannot be run.
 */
export async function findChromium() {
  const named = process.env.SACCADE_CHROMIUM ?? process.env.CHROMIUM_PATH;
  if (named) {
    if (!isExecutable(named))
      throw new SetUpError(`The browser ${named} named by the environment cannot be run.`);
    return named;
  }
  return systemChromium() ?? (await playwrightChromium());
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Chromium and Mesa's software GL from Debian's archive. @throws SetUpError when apt-get fails. */
function installDebianChromium() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const packages = ['chromium', 'libgl1-mesa-dri', 'libegl1'];
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...packages]]) {
    const { status } = spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0)
      throw new SetUpError(`apt-get ${args[0]} failed; install a Chromium and run this again.`);
  }
}

/**
 * Finds a Chromium or, as root on Debian, installs one.
 * @returns {Promise<string>} what was found, for people
 * @throws SetUpError that says what to install.
 */
export async function ensureChromium() {
  if (!(await findChromium()) && isRoot && isDebian()) installDebianChromium();
  const { executablePath } = await chromiumLaunch();
  const { name, renderer } = await chromiumGl();
  return `${executablePath}, ${name}: ${renderer}`;
}

/** @param {string} executablePath @param {readonly string[]} glArgs @returns {string | undefined} */
function webGlRenderer(executablePath, glArgs) {
  const args = ['--headless', '--disable-dev-shm-usage', ...ROOT_ARGS, ...glArgs, '--dump-dom', PROBE_PAGE];
  const { stdout } = spawnSync(executablePath, args, {
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  return /renderer=([^<]+)/.exec(stdout ?? '')?.[1];
}

/**
 * The fastest way to a WebGL2 context that works on this machine. Found by starting the browser once; the answer is
 * left in SACCADE_GL, so that this process and those that it starts do not ask again.
 * @returns {Promise<GlChoice>}
 * @throws SetUpError when there is no browser or none of the ways works.
 */
export async function chromiumGl() {
  if (process.env.SACCADE_GL) return JSON.parse(process.env.SACCADE_GL);
  const executablePath = await findChromium();
  if (executablePath) {
    for (const { name, args } of GL_CANDIDATES) {
      const renderer = webGlRenderer(executablePath, args);
      if (renderer === undefined) continue;
      const choice = { name, args, renderer };
      process.env.SACCADE_GL = JSON.stringify(choice);
      return choice;
    }
    throw new SetUpError(`The browser ${executablePath} offers no WebGL2, neither on a GPU nor in software.`);
  }
  throw new SetUpError(
    'No Chromium was found: install one with "sudo apt-get install chromium" or "npx playwright install chromium", or set SACCADE_CHROMIUM to its path.',
  );
}

/**
 * Launch options for Playwright, Vitest's browser mode and benchmarks.
 * @returns {Promise<ChromiumLaunch>}
 * @throws SetUpError as `chromiumGl`.
 */
export async function chromiumLaunch() {
  const { args } = await chromiumGl();
  const executablePath = /** @type {string} */ (await findChromium());
  return { executablePath, args: [...ROOT_ARGS, '--disable-dev-shm-usage', ...args] };
}

if (isMain(import.meta.url)) {
  await runMain(async () => console.log(await ensureChromium()));
}
