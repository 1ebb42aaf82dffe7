import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './run-command.mjs';
import { isMain, runMain, SetUpError } from './steps.mjs';

const DIST = join(ROOT, 'dist');
const REQUIRED = ['index.html', '_headers', 'profiles/profilesList.json'];

/** Named by a library for something that this app does not do: uikit's fonts from TrueType files at run time. */
const NEVER_LOADED = new Set(['msdfgen_wasm.wasm']);

/** @typedef {{ name: string, bytes: number, gzipBytes: number }} SizeRow */

/** @returns {string[]} every built file, relative to dist, with forward slashes */
function builtFiles() {
  if (!existsSync(DIST)) throw new SetUpError('There is no dist folder; run "npm run build" first.');
  return readdirSync(DIST, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(DIST, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
}

/**
 * Files that built scripts name with `new URL(..., import.meta.url)` but that were not built: the bundler only warns
 * of these, and the app would find out at run time.
 * @param {string} script path relative to dist
 */
function missingReferences(script) {
  const text = readFileSync(join(DIST, script), 'utf8');
  const named = [
    ...text.matchAll(/new URL\(\s*(["'`])((?:\.{0,2}\/)?[\w./-]+\.\w+)\1\s*,\s*import\.meta\.url/g),
  ];
  return named
    .map(([, , file]) => posix.join(posix.dirname(script), /** @type {string} */ (file)))
    .filter((file) => !NEVER_LOADED.has(posix.basename(file)) && !existsSync(join(DIST, file)))
    .map((file) => `${file} (named by ${script})`);
}

/** @param {string} file @returns {SizeRow} */
function measure(file) {
  const content = readFileSync(join(DIST, file));
  return { name: file, bytes: content.length, gzipBytes: gzipSync(content).length };
}

/** @param {string} name @param {readonly SizeRow[]} rows @returns {SizeRow} */
function sum(name, rows) {
  const total = { name, bytes: 0, gzipBytes: 0 };
  for (const row of rows) {
    total.bytes += row.bytes;
    total.gzipBytes += row.gzipBytes;
  }
  return total;
}

/** @param {SizeRow} row @param {number} nameWidth */
function line({ name, bytes, gzipBytes }, nameWidth) {
  const kilobytes = (/** @type {number} */ value) => (value / 1000).toFixed(1).padStart(9);
  return `  ${name.padEnd(nameWidth)} ${kilobytes(bytes)} ${kilobytes(gzipBytes)}`;
}

/**
 * Prints what the built app weighs, largest first; controller models are one row.
 * @throws SetUpError that names the files that are missing.
 */
export function sizeReport() {
  const files = builtFiles();
  const missing = [
    ...REQUIRED.filter((file) => !files.includes(file)),
    ...files.filter((file) => file.endsWith('.js')).flatMap(missingReferences),
  ];
  if (missing.length > 0) throw new SetUpError(`The build lacks ${missing.join(', ')}.`);

  const profiles = files.filter((file) => dirname(file).startsWith('profiles'));
  const rows = files.filter((file) => !profiles.includes(file)).map(measure);
  rows.push(sum(`profiles/ (${profiles.length} files)`, profiles.map(measure)));
  rows.sort((a, b) => b.gzipBytes - a.gzipBytes);
  const scripts = rows.filter((row) => row.name.endsWith('.js'));
  const width = Math.max(...rows.map((row) => row.name.length), 24);
  console.log(`  ${'file'.padEnd(width)} ${'kB'.padStart(9)} ${'gzip kB'.padStart(9)}`);
  for (const row of rows) console.log(line(row, width));
  console.log(line(sum('all scripts', scripts), width));
  console.log(line(sum('total', rows), width));
}

if (isMain(import.meta.url)) await runMain(async () => sizeReport());
