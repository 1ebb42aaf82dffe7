import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run-command.mjs';

const SOURCE = join(ROOT, 'node_modules/@webxr-input-profiles/assets');
const TARGET = join(ROOT, 'public/profiles');

/**
 * The headsets this is made for are shown with their own controllers. Others name a generic profile as fallback, and
 * what has none of these is shown as `generic-trigger`: the whole package would be 90 MB.
 */
const PROFILES = [
  ...[
    'generic-hand',
    'generic-trigger',
    'generic-trigger-squeeze-thumbstick',
    'generic-trigger-squeeze-touchpad',
  ],
  ...['meta-quest-touch-plus', 'meta-quest-touch-plus-v2', 'meta-quest-touch-pro'],
  ...['oculus-touch', 'oculus-touch-v2', 'oculus-touch-v3', 'pico-4u'],
];

/**
 * Copies controller and hand models to public/profiles, which Vite serves at /profiles/. The list of profiles is
 * cut to those that are there, because a listed profile that is missing makes the whole controller disappear.
 */
export function copyControllerProfiles() {
  const { version } = JSON.parse(readFileSync(join(SOURCE, 'package.json'), 'utf8'));
  const stamp = join(TARGET, 'source.txt');
  const wanted = `@webxr-input-profiles/assets ${version}\n${PROFILES.join('\n')}\n`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return `${PROFILES.length} in place`;

  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  const from = join(SOURCE, 'dist/profiles');
  const list = JSON.parse(readFileSync(join(from, 'profilesList.json'), 'utf8'));
  for (const name of PROFILES) cpSync(join(from, name), join(TARGET, name), { recursive: true });
  cpSync(join(SOURCE, 'LICENSE.md'), join(TARGET, 'LICENSE.md'));
  const kept = Object.fromEntries(PROFILES.map((name) => [name, list[name]]));
  writeFileSync(join(TARGET, 'profilesList.json'), `${JSON.stringify(kept, null, 2)}\n`);
  writeFileSync(stamp, wanted);
  return `${PROFILES.length} copied`;
}
