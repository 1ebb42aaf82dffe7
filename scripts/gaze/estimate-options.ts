import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

export interface EstimateOptions {
  /** PNG files and folders of them. */
  readonly paths: readonly string[];
  /** Weights as safetensors, or an ONNX model; null = what ships. */
  readonly model: string | null;
  /** Share of tokens that each pruning keeps; null = all, or what the ONNX model has. */
  readonly topK: number | null;
  readonly json: boolean;
}

export const ESTIMATE_USAGE = `npm run gaze -- EYE.png|FOLDER ... [options]

Prints where an eye looks, for every exit of the tracker: the optical axis, before any calibration, degrees to the right and up.

  --model FILE        .safetensors or .onnx (assets/gaze/headset.safetensors)
  --top-k K           share of tokens that each pruning keeps, above 0, up to 1 (1); not for .onnx
  --json              print everything as JSON`;

/** Parses a command line without `--synthesize`. @throws UsageError */
export function parseEstimateOptions(args: readonly string[]): EstimateOptions {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new UsageError('Name an eye image or a folder of them.');
  const model = values.model ?? null;
  if (model !== null && !/\.(safetensors|onnx)$/i.test(model)) {
    throw new UsageError(`--model wants a .safetensors or .onnx file, not "${model}".`);
  }
  const topK = values['top-k'] === undefined ? null : Number(values['top-k']);
  if (topK !== null && !(topK > 0 && topK <= 1)) {
    throw new UsageError(`--top-k wants a number above 0, up to 1, not "${values['top-k']}".`);
  }
  if (topK !== null && isOnnx(model)) {
    throw new UsageError('--top-k goes with .safetensors: what an ONNX model keeps is in its file.');
  }
  return { paths: positionals, model, topK, json: values.json };
}

export function isOnnx(model: string | null): boolean {
  return model !== null && /\.onnx$/i.test(model);
}

function parse(args: readonly string[]) {
  const optional = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { model: optional, 'top-k': optional, json: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
