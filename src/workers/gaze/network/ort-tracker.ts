import * as ort from 'onnxruntime-web/wasm';
import type { ExitEstimate } from '../tracker.ts';
import { OUTPUTS, type TrackerConfig } from '../tracker-config.ts';
import { makeEstimate, writeEstimate } from './exit-values.ts';
import { checkRun } from './run-rules.ts';
import { ONNX_INPUT, ONNX_OUTPUT } from './tracker-onnx.ts';

/** An ONNX file that is no tracker. The message is one sentence. */
export class TrackerModelError extends Error {
  override readonly name = 'TrackerModelError';
}

export interface OrtOptions {
  /** Threads of the session, 1 by default; more need a page that is isolated. */
  readonly threads?: number;
  /** Where a browser finds the runtime's own files; Node finds them itself. */
  readonly wasmPaths?: { readonly mjs: string; readonly wasm: string };
}

/**
 * The network by ONNX Runtime Web, for comparison and for files of others: asynchronous, all exits at once, whole images, and the
 * pruning that the file holds.
 */
export class OrtTracker {
  private readonly feeds: { readonly [ONNX_INPUT]: ort.Tensor };
  private readonly pixels: Float32Array;

  private constructor(
    readonly config: TrackerConfig,
    private readonly session: ort.InferenceSession,
  ) {
    const { width, height } = config;
    this.pixels = new Float32Array(width * height);
    this.feeds = { [ONNX_INPUT]: new ort.Tensor('float32', this.pixels, [1, 1, height, width]) };
  }

  /** @throws TrackerModelError when the file is no ONNX model, or one of other inputs, outputs or sizes */
  static async create(
    bytes: Uint8Array,
    config: TrackerConfig,
    { threads = 1, wasmPaths }: OrtOptions = {},
  ): Promise<OrtTracker> {
    ort.env.wasm.numThreads = threads;
    if (wasmPaths) ort.env.wasm.wasmPaths = wasmPaths;
    const session = await openSession(bytes);
    try {
      checkSession(session, config);
      const tracker = new OrtTracker(config, session);
      // The first run shows what the model's description may leave open.
      await tracker.run(new Uint8Array(config.width * config.height));
      return tracker;
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  /**
   * Estimates of all exits, the first first. `tokens` of each is 0: the file does not tell.
   * @param image (height, width) 8-bit grey
   * @throws RangeError when the image's size is not the network's
   */
  async run(image: Uint8Array): Promise<ExitEstimate[]> {
    const values = await this.exits(image);
    return Array.from({ length: values.length / OUTPUTS }, (_, i) => {
      const estimate = makeEstimate();
      writeEstimate(estimate, i + 1, 0, values, i * OUTPUTS);
      return estimate;
    });
  }

  /** What the head gives at every exit, (blocks, 3), radians and a logit. @throws RangeError as `run` */
  async exits(image: Uint8Array): Promise<Float32Array> {
    checkRun(this.config, image, null, 1);
    this.pixels.set(image);
    const result = (await this.session.run(this.feeds))[ONNX_OUTPUT]!;
    const wanted = this.config.blocks * OUTPUTS;
    if (!(result.data instanceof Float32Array) || result.data.length !== wanted) {
      throw new TrackerModelError(
        `The model's output “${ONNX_OUTPUT}” is ${result.type} of shape [${result.dims.join(', ')}], not float32 [${this.config.blocks}, ${OUTPUTS}].`,
      );
    }
    return result.data;
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}

async function openSession(bytes: Uint8Array): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TrackerModelError(`ONNX Runtime cannot open the model: ${firstLine(reason)}`);
  }
}

function checkSession(session: ort.InferenceSession, { width, height }: TrackerConfig): void {
  const { inputNames, outputNames, inputMetadata } = session;
  if (inputNames.join() !== ONNX_INPUT || !outputNames.includes(ONNX_OUTPUT)) {
    throw new TrackerModelError(
      `The model maps “${inputNames.join('”, “')}” to “${outputNames.join('”, “')}”; a tracker maps “${ONNX_INPUT}” to “${ONNX_OUTPUT}”.`,
    );
  }
  const input = inputMetadata[0]!;
  const wanted = [1, 1, height, width];
  const fits = (size: number | string, i: number) => typeof size === 'string' || size === wanted[i];
  if (!input.isTensor || input.type !== 'float32' || input.shape.length !== 4 || !input.shape.every(fits)) {
    const found = input.isTensor ? `${input.type} [${input.shape.join(', ')}]` : 'no tensor';
    throw new TrackerModelError(
      `The model's input is ${found}; a tracker's is float32 [${wanted.join(', ')}].`,
    );
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0]!;
}
