import os from 'node:os';
import path from 'node:path';
import { parseBenchArguments } from './harness/arguments.ts';
import { consoleReport } from './harness/console-report.ts';
import { runSuite } from './harness/run-suite.ts';
import { SUITES } from './registry.ts';

const USAGE =
  'npm run bench <suite> -- [--json FILE] [--html FILE] [--quick] [--only part[,part…]]\n' +
  '                            [--minutes N] [--replay FOLDER] [--choose] [--publish]\n' +
  'Without --json and --html, files go to bench/out/.';

async function main(): Promise<number> {
  const args = parseBenchArguments(process.argv.slice(2));
  const suite = SUITES.find(({ name }) => name === args.suite);
  if (!suite) {
    const list = SUITES.map(({ name, description }) => `  ${name.padEnd(14)}${description}`);
    const output = [USAGE, '', 'Suites:', ...list].join('\n');
    if (args.suite === null) {
      console.log(output);
      return 0;
    }
    console.error(`There is no suite "${args.suite}".\n\n${output}`);
    return 1;
  }
  const root = path.resolve(import.meta.dirname, '..');
  const report = await runSuite(suite, { root, loadAtStart: os.loadavg()[0]!, ...args });
  console.log(`\n${consoleReport(report).join('\n')}`);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
