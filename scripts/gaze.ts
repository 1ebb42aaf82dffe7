/** `npm run gaze`: where the eye in an image looks; eye images drawn from a seed. */
import { describeEstimate, estimateAll } from './gaze/estimate.ts';
import { ESTIMATE_USAGE, parseEstimateOptions } from './gaze/estimate-options.ts';
import { synthesize } from './gaze/synthesize.ts';
import { parseSynthesizeOptions, SYNTHESIZE_USAGE } from './gaze/synthesize-options.ts';
import { UsageError } from './gaze/usage-error.ts';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.length === 0) {
    return console.log(`${ESTIMATE_USAGE}\n\n${SYNTHESIZE_USAGE}`);
  }
  if (args.some((arg) => /^--synthesize(=|$)/.test(arg))) return draw(args);
  const options = parseEstimateOptions(args);
  const results = await estimateAll(options);
  if (options.json) console.log(JSON.stringify(results, null, 2));
  else for (const result of results) console.log(describeEstimate(result));
}

async function draw(args: readonly string[]): Promise<void> {
  const options = parseSynthesizeOptions(args);
  const start = performance.now();
  await synthesize(options, (done) => {
    const rate = done / ((performance.now() - start) / 1000);
    process.stderr.write(`\r${done} of ${options.count} images, ${rate.toFixed(0)} a second`);
  });
  process.stderr.write('\n');
  console.log(`${options.count} images in ${options.out}`);
}

main().catch((error: unknown) => {
  if (error instanceof UsageError) console.error(error.message);
  else console.error(error);
  process.exitCode = 1;
});
