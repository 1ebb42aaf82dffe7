import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run-command.mjs';
import { isMain, runMain, SetUpError, step } from './steps.mjs';

const KERNELS = join(ROOT, 'src/kernels');

/**
 * The declared maximum is the largest that wasm knows: an imported memory may have any smaller one, so the host decides.
 * The runtime is `stub`: kernels work on addresses that the host hands out and never allocate.
 */
const FLAGS = [
  ...['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--sharedMemory'],
  ...['--initialMemory', '1', '--maximumMemory', '65536'],
];

/**
 * Builds of a module. Sources choose by the compile-time constants `ASC_FEATURE_SIMD` and `ASC_FEATURE_RELAXED_SIMD`; what differs
 * altogether without SIMD has an entry of its own.
 */
const VARIANTS = {
  simd: { features: 'simd,threads,bulk-memory', entry: 'index.ts' },
  relaxed: { features: 'simd,threads,bulk-memory,relaxed-simd', entry: 'index.ts' },
  scalar: { features: 'threads,bulk-memory', entry: 'scalar/index.ts' },
};

/**
 * Variants that a module has: all, or without `scalar` where its reference in TypeScript serves in that place.
 * @param {string} name
 */
function variantsOf(name) {
  return Object.entries(VARIANTS).filter(([, { entry }]) =>
    existsSync(join(KERNELS, name, 'assembly', entry)),
  );
}

/** @param {string} folder @returns {string[]} every file below it, sorted */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Folders of src/kernels that hold AssemblyScript, split into modules (with an index.ts) and code that they share. */
function assemblyFolders() {
  const names = existsSync(KERNELS) ? readdirSync(KERNELS).sort() : [];
  const all = names.filter((name) => existsSync(join(KERNELS, name, 'assembly')));
  const isModule = (/** @type {string} */ name) => existsSync(join(KERNELS, name, 'assembly/index.ts'));
  return { modules: all.filter(isModule), common: all.filter((name) => !isModule(name)) };
}

/** @param {readonly string[]} folders names below src/kernels */
function hashSources(folders) {
  const hash = createHash('sha256').update(JSON.stringify([FLAGS, VARIANTS]));
  hash.update(readFileSync(join(ROOT, 'node_modules/assemblyscript/package.json')));
  for (const file of folders.flatMap((name) => filesBelow(join(KERNELS, name, 'assembly')))) {
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * Compiles src/kernels/NAME/assembly to src/kernels/NAME/dist/NAME.VARIANT.wasm.
 * @param {string} name
 */
async function compileKernel(name) {
  const { default: asc } = await import('assemblyscript/asc');
  for (const [variant, { features, entry: file }] of variantsOf(name)) {
    const outFile = `src/kernels/${name}/dist/${name}.${variant}.wasm`;
    const entry = `src/kernels/${name}/assembly/${file}`;
    const args = [entry, '--outFile', outFile, ...FLAGS, '--enable', features, '--baseDir', ROOT];
    const { error, stderr } = await asc.main(args);
    if (error) throw new SetUpError(`${stderr}\nKernel "${name}" (${variant}) does not compile.`);
  }
}

/**
 * Builds every kernel whose sources, common sources, flags or compiler changed since its last build.
 * @returns {Promise<string>} what was done
 * @throws SetUpError with the compiler's messages.
 */
export async function buildKernels() {
  const { modules, common } = assemblyFolders();
  const built = [];
  for (const name of modules) {
    const dist = join(KERNELS, name, 'dist');
    const stamp = join(dist, 'sources.sha256');
    const hash = hashSources([name, ...common]);
    const complete = variantsOf(name).every(([variant]) => existsSync(join(dist, `${name}.${variant}.wasm`)));
    if (complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue;
    mkdirSync(dist, { recursive: true });
    await compileKernel(name);
    writeFileSync(stamp, hash);
    built.push(name);
  }
  return built.length > 0 ? `built ${built.join(', ')}` : `${modules.length} up to date`;
}

if (isMain(import.meta.url)) await runMain(() => step('kernels', buildKernels));
