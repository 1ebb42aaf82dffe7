/** Exits that can be drawn. */
const EXITS = 6;
/** Pixels of the drawing for one pixel of the eye camera. */
export const EYE_PICTURE_SCALE = 2;

const CROP_COLOR = '#7dd3fc';
const TRUTH_COLOR = '#73e699';
/** From coarse to fine. */
const EXIT_COLORS = Array.from(
  { length: EXITS },
  (_, exit) => `rgba(240, 166, 74, ${(0.22 + (0.78 * exit) / (EXITS - 1)).toFixed(2)})`,
);

/** What is drawn. One mutable object is reused; positions are pixels of the eye camera, NaN = not there. */
export interface EyePictureContent {
  width: number;
  height: number;
  /** (height, width) 8-bit grey, null before the first image. */
  pixels: Uint8Array | null;
  /** Left, top, width, height of what the tracker read. */
  readonly crop: Int32Array;
  /** (6, 2) middle of the pupil as each exit has it. */
  readonly exits: Float64Array;
  /** (2) middle of the pupil as it is. */
  readonly truth: Float64Array;
}

export function eyePictureContent(): EyePictureContent {
  return {
    width: 0,
    height: 0,
    pixels: null,
    crop: new Int32Array(4),
    exits: new Float64Array(2 * EXITS).fill(Number.NaN),
    truth: new Float64Array(2).fill(Number.NaN),
  };
}

/** Draws eye images onto one canvas, which it sizes to them. Allocates only when their size changes. */
export class EyePainter {
  private readonly context: CanvasRenderingContext2D;
  private readonly small: CanvasRenderingContext2D;
  private data: ImageData | null = null;

  constructor(readonly canvas: HTMLCanvasElement) {
    this.context = canvas.getContext('2d')!;
    this.small = document.createElement('canvas').getContext('2d')!;
  }

  draw(content: EyePictureContent): void {
    const { width, height, pixels } = content;
    if (!pixels || pixels.length < width * height) return;
    this.fit(width, height);
    const rgba = this.data!.data;
    for (let i = 0; i < width * height; i++) {
      const grey = pixels[i]!;
      rgba[4 * i] = rgba[4 * i + 1] = rgba[4 * i + 2] = grey;
    }
    this.small.putImageData(this.data!, 0, 0);
    const { context } = this;
    context.drawImage(this.small.canvas, 0, 0, width * EYE_PICTURE_SCALE, height * EYE_PICTURE_SCALE);
    this.drawCrop(content);
    this.drawTruth(content.truth);
    for (let exit = 0; exit < EXITS; exit++) this.drawExit(content.exits, exit);
  }

  private fit(width: number, height: number): void {
    if (this.data?.width === width && this.data.height === height) return;
    this.data = new ImageData(width, height);
    this.data.data.fill(255);
    this.small.canvas.width = width;
    this.small.canvas.height = height;
    this.canvas.width = width * EYE_PICTURE_SCALE;
    this.canvas.height = height * EYE_PICTURE_SCALE;
    this.context.imageSmoothingQuality = 'high';
  }

  private drawCrop({ crop, width, height }: EyePictureContent): void {
    const left = crop[0]!;
    const top = crop[1]!;
    const across = crop[2]!;
    const down = crop[3]!;
    if (across === 0 || (across >= width && down >= height)) return;
    const { context } = this;
    context.strokeStyle = CROP_COLOR;
    context.lineWidth = 1;
    const s = EYE_PICTURE_SCALE;
    context.strokeRect(left * s + 0.5, top * s + 0.5, across * s - 1, down * s - 1);
  }

  /** A ring, so that the estimate can be seen inside it. */
  private drawTruth(at: Float64Array): void {
    const x = at[0]! * EYE_PICTURE_SCALE;
    const y = at[1]! * EYE_PICTURE_SCALE;
    if (Number.isNaN(x + y)) return;
    const { context } = this;
    context.strokeStyle = TRUTH_COLOR;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(x, y, 7, 0, 2 * Math.PI);
    context.stroke();
  }

  private drawExit(exits: Float64Array, exit: number): void {
    const x = exits[2 * exit]! * EYE_PICTURE_SCALE;
    const y = exits[2 * exit + 1]! * EYE_PICTURE_SCALE;
    if (Number.isNaN(x + y)) return;
    const { context } = this;
    context.fillStyle = EXIT_COLORS[exit]!;
    context.beginPath();
    context.arc(x, y, exit === EXITS - 1 ? 3.5 : 2.5, 0, 2 * Math.PI);
    context.fill();
  }
}
