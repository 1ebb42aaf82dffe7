import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runCommand } from './run-command.mjs';
import { SetUpError } from './steps.mjs';

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }> | null}
 */
function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * Compares the lock file with the one that npm leaves behind as the last act of an installation, so an installation
 * that was interrupted counts as stale. Optional packages may be absent: most are builds for other platforms.
 */
export function dependenciesAreCurrent() {
  const wanted = lockedPackages('package-lock.json');
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    const found = installed[path];
    if (path === '' || (!found && (entry.optional || entry.devOptional))) continue;
    if (found?.version !== entry.version || found?.integrity !== entry.integrity) return false;
  }
  return Object.keys(installed).every((path) => path in wanted);
}

/**
 * Brings node_modules in line with package-lock.json; does nothing when it already is.
 * @throws SetUpError when npm fails.
 */
export async function installDependencies() {
  if (dependenciesAreCurrent()) return 'already installed';
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npmCli = process.env.npm_execpath;
  // The npm that started us is the one to use; on Windows it is also the only one that starts without a shell.
  const exitCode = npmCli?.endsWith('npm-cli.js')
    ? await runCommand(process.execPath, [npmCli, ...args])
    : await runCommand('npm', args);
  if (exitCode !== 0) {
    throw new SetUpError(
      'npm could not install the dependencies; check the network and run the command again.',
    );
  }
  return 'installed';
}
