/** `npm run metric`: FovVideoVDP of two pictures or two videos. */
import { loadVdpPasses } from '../src/kernels/vdp/vdp-passes-node.ts';
import { createReferencePasses } from '../src/metrics/fovvideovdp/passes-reference.ts';
import { compare } from './metric/compare.ts';
import { runGolden } from './metric/golden.ts';
import { parseMetricOptions, USAGE } from './metric/options.ts';
import { UsageError } from './metric/usage-error.ts';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return console.log(USAGE);
  const command = parseMetricOptions(args);
  const passes = loadVdpPasses() ?? createReferencePasses();
  if (command.kind === 'golden') {
    console.log(JSON.stringify(await runGolden(command.folder, passes), null, 2));
    return;
  }
  const report = await compare(command.options, passes);
  if (command.options.json) console.log(JSON.stringify(report, null, 2));
  else {
    const { jod, frames, display, ppd } = report;
    const what = frames.length === 1 ? 'a picture' : `${frames.length} frames`;
    console.log(
      `${jod.toFixed(4)} JOD (10 = no visible difference): ${what} on ${display}, ${ppd.toFixed(1)} pixels per degree`,
    );
  }
}

main().catch((error: unknown) => {
  // Both say in a sentence what is wrong with what was asked for.
  if (error instanceof UsageError || error instanceof RangeError) console.error(error.message);
  else console.error(error);
  process.exitCode = 1;
});
