import type { FramePixels } from './frame-pixels.ts';

/** Colours by quality lost, JOD: what nobody sees keeps the picture's grey. Between two of them colours are mixed. */
const STOPS: readonly { readonly loss: number; readonly color: readonly [number, number, number] }[] = [
  { loss: 0.1, color: [30, 60, 160] },
  { loss: 0.5, color: [20, 160, 170] },
  { loss: 1, color: [110, 200, 60] },
  { loss: 2, color: [250, 200, 40] },
  { loss: 4, color: [220, 40, 30] },
];
/** How much of a colour is laid over the grey where the difference is plain to see. */
const OPACITY = 0.75;

/**
 * Difference map in colour over the reference picture in grey.
 * @param loss quality lost at each pixel, JOD, (height, width) @param reference 8 bits @returns RGB, (height, width, 3)
 * @throws RangeError when the sizes differ
 */
export function heatMap(loss: Float32Array, reference: FramePixels): Uint8Array {
  const { width, height, data, channels } = reference;
  if (loss.length !== width * height) {
    throw new RangeError(
      `A map of ${loss.length} values does not fit a picture of ${width} × ${height} pixels.`,
    );
  }
  const scale = data instanceof Float32Array ? 255 : data instanceof Uint16Array ? 255 / 65_535 : 1;
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  const picture = new Uint8Array(3 * loss.length);
  const color = [0, 0, 0];
  for (let i = 0; i < loss.length; i++) {
    const at = i * channels;
    const grey = scale * (0.3 * data[at]! + 0.6 * data[at + green]! + 0.1 * data[at + blue]!);
    const opacity = OPACITY * Math.min(1, loss[i]! / STOPS[0]!.loss);
    colorOf(loss[i]!, color);
    for (let k = 0; k < 3; k++) picture[3 * i + k] = Math.round(grey + opacity * (color[k]! - grey));
  }
  return picture;
}

function colorOf(loss: number, to: number[]): void {
  const next = STOPS.findIndex((stop) => stop.loss > loss);
  const upper = STOPS[next < 0 ? STOPS.length - 1 : next]!;
  const lower = STOPS[next < 0 ? STOPS.length - 1 : Math.max(next - 1, 0)]!;
  const span = upper.loss - lower.loss;
  const part = span > 0 ? (loss - lower.loss) / span : 0;
  for (let k = 0; k < 3; k++) to[k] = lower.color[k]! + part * (upper.color[k]! - lower.color[k]!);
}
