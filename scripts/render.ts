/** `npm run render`: draws a scene without a browser, with the same engine and threads as the application. */
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { encode } from 'fast-png';
import { SplatFileError } from '../src/workers/splats/formats/raw-splats.ts';
import { loadWebpWasm } from '../src/workers/splats/formats/webp-wasm-node.ts';
import { type OpenedScene, openScene, pageScene } from '../src/workers/splats/loader-engine.ts';
import { openPath } from '../src/workers/splats/node/node-file.ts';
import { createNodeRenderer, type NodeRenderer } from '../src/workers/splats/node/node-renderer.ts';
import { viewOf } from './render/camera.ts';
import { parseRenderOptions, type RenderOptions, USAGE, UsageError } from './render/options.ts';

const STAGES = ['project', 'sort', 'bin', 'blend', 'reconstruct', 'total'] as const;
/** Frames before the measured ones, so that the engine has compiled the kernels. */
const WARM_UP = 5;

async function main(): Promise<void> {
  const options = parseRenderOptions(process.argv.slice(2), availableParallelism());
  const start = performance.now();
  const { info, raw } = await open(options);
  const decoded = performance.now();
  const renderer = await createNodeRenderer(raw, {
    name: info.name,
    threads: options.threads,
    maxPixels: options.width * options.height,
    ...(options.kernels ? { kernels: options.kernels } : {}),
  });
  const built = performance.now();
  try {
    const report = draw(renderer, options);
    await writePng(renderer, options);
    const { name, format, up, metresPerUnit, floorY, bounds, splatsInFile, shDegree } = info;
    const scene = { scene: name, format, up, metresPerUnit, floorY, bounds, splatsInFile, shDegree };
    const whole = { ...scene, decodeMs: decoded - start, buildMs: built - decoded, ...report };
    if (options.json) console.log(JSON.stringify(whole, null, 2));
    else
      console.log(`${options.out}: ${report.splats} splats, ${report.medianMs.total.toFixed(1)} ms a frame`);
  } finally {
    await renderer.close();
  }
}

/** Opens the scene; of a streamed one everything that the camera's place and the budget ask for. */
async function open(options: RenderOptions): Promise<OpenedScene> {
  const { up, metresPerUnit, residentBudget } = options;
  const file = await openPath(options.scene);
  let opened = await openScene(file, { up, metresPerUnit, residentBudget }, loadWebpWasm, () => {});
  while (opened.paging) {
    const more = await pageScene(opened.paging, options.position, () => {});
    if (!more) break;
    opened = more;
  }
  for (const remark of opened.info.remarks) console.error(remark);
  return opened;
}

/** Draws `repeat` times and takes each stage's median. */
function draw(renderer: NodeRenderer, options: RenderOptions) {
  const view = viewOf(options);
  const times: number[][] = STAGES.map(() => []);
  for (let i = options.repeat > 1 ? -WARM_UP : 0; i < options.repeat; i++) {
    const { stageMs } = renderer.draw(view);
    if (i >= 0) for (const [stage, ms] of stageMs.entries()) times[stage]!.push(ms);
  }
  const frame = renderer.draw(view);
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
  const medianMs = Object.fromEntries(STAGES.map((stage, i) => [stage, middle(times[i]!)]));
  return {
    width: options.width,
    height: options.height,
    mode: options.mode,
    threads: options.threads,
    kernels: renderer.variant,
    splats: renderer.planned.scene.count,
    splatsProjected: frame.splatsProjected[0]!,
    pixelsShaded: frame.pixelsShaded[0]!,
    medianMs: medianMs as Record<(typeof STAGES)[number], number>,
  };
}

/** Writes the last picture over black. */
async function writePng(renderer: NodeRenderer, options: RenderOptions): Promise<void> {
  const { width, height } = options;
  const { color } = renderer.picture(renderer.draw(viewOf(options)), 0);
  const data = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) data[3 * pixel + channel] = color[4 * pixel + channel]!;
  }
  await writeFile(options.out, encode({ width, height, data, channels: 3 })).catch(() => {
    throw new UsageError(`${options.out} cannot be written.`);
  });
}

main().catch((error: unknown) => {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
  else if (error instanceof SplatFileError) console.error(error.message);
  else console.error(error);
  process.exitCode = 1;
});
