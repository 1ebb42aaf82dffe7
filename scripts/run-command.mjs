import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository's root, with a trailing separator. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/**
 * Runs a program in the repository's root with the terminal attached.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string> }} [options] variables on top of this process's own
 * @returns {Promise<number>} exit code; a program that was killed or never started counts as 1
 */
export function runCommand(program, args, { env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
    const onInterrupt = () => child.kill('SIGTERM');
    process.once('SIGTERM', onInterrupt);
    process.once('SIGINT', onInterrupt);
    const finish = (/** @type {number} */ code) => {
      process.off('SIGTERM', onInterrupt);
      process.off('SIGINT', onInterrupt);
      resolve(code);
    };
    child.on('error', () => finish(1));
    child.on('close', (code) => finish(code ?? 1));
  });
}
