/** Numbers of one image that its passes read, in this order; `assembly/eye-block.ts` names the same. Lengths are mm unless said. */
export const EYE_PARAMETERS = [
  // Camera against the centre of the eyeball, headset's axes.
  ...['originX', 'originY', 'originZ'],
  // Inverse half axes of the ellipsoid on which the lids lie.
  ...['lidScaleX', 'lidScaleY', 'lidScaleZ'],
  ...['tiltCos', 'tiltSin', 'perHalfWidth', 'gap', 'lowerPeak', 'skew'],
  // How far closed lids overlap, and one over the width in which an edge fades.
  ...['overlap', 'perLidSoft'],
  ...['skinAlbedo', 'skinShift', 'creaseAt', 'creaseDepth'],
  ...['perUpperLash', 'perLowerLash', 'lashAlbedo', 'caruncleAlbedo', 'lidShadow'],
  // The eye's own axes, and the camera in them.
  ...['rightX', 'rightY', 'rightZ', 'upX', 'upY', 'upZ', 'axisX', 'axisY', 'axisZ'],
  ...['eyeX', 'eyeY', 'eyeZ'],
  ...['corneaAt', 'corneaRadius', 'pupilAt', 'eyeballRadius', 'pupilRadius', 'irisRadius'],
  ...['perPupilSoft', 'perLimbusSoft'],
  ...['irisAlbedo', 'irisContrast', 'pupilAlbedo', 'scleraAlbedo', 'veil'],
  // Pixels that the pupil moves while the shutter is open; weight of either neighbour in the lens' blur.
  ...['motionX', 'motionY', 'blurSide'],
  // Grey levels: of brightness 1, of darkness, and variances of read and shot noise.
  ...['gain', 'black', 'readVariance', 'shotVariance'],
] as const;

/** Whole numbers that the passes read: sizes, the box of pixels in which the eye may show, the noise's seed. */
export const EYE_NUMBERS = ['width', 'height', 'left', 'top', 'right', 'bottom', 'noiseSeed'] as const;

/** Light is known at the corners of squares of so many pixels and linear between. */
export const LIGHT_CELL = 8;
/** Pixels around a plane, so that what reads a little beyond it needs no care. */
export const PAD = 8;

/** Texels per mm and size of the skin's texture, whose middle is before the eyeball's centre. */
export const SKIN = { width: 176, height: 144, perMm: 5 } as const;
/** Edge of the square textures of iris and sclera. */
export const DISC = 128;
/** Lashes: across, the lid from corner to corner and a tenth more; down, from root to tip of the longest. */
export const LASH = { width: 256, height: 48, span: 1.1 } as const;

/** Everything that the passes read and write. */
export interface EyeBuffers {
  readonly width: number;
  readonly height: number;
  readonly parameters: Float32Array;
  readonly numbers: Int32Array;
  /** Unit directions of the pixels: planes of x, y, z. */
  readonly rays: Float32Array;
  /** Light on lids and on the eyeball, (height / 8 + 1, width / 8 + 1). */
  readonly skinLight: Float32Array;
  readonly eyeLight: Float32Array;
  readonly skin: Float32Array;
  readonly iris: Float32Array;
  readonly sclera: Float32Array;
  readonly upperLashes: Float32Array;
  readonly lowerLashes: Float32Array;
  /** Planes of (height + 2 · PAD, width + 2 · PAD): the eye; what share of it passes lids and lashes; what they add. */
  readonly eye: Float32Array;
  readonly through: Float32Array;
  readonly over: Float32Array;
  /** Scratch of the last pass. */
  readonly blend: Float32Array;
  /** (height, width), 8-bit grey. */
  readonly image: Uint8Array;
}

export type EyeParameter = (typeof EYE_PARAMETERS)[number];
export type EyeNumber = (typeof EYE_NUMBERS)[number];
type ArrayName = Exclude<keyof EyeBuffers, 'width' | 'height'>;

/** Index of each parameter. */
export const PARAMETER = indexOf(EYE_PARAMETERS);
export const NUMBER = indexOf(EYE_NUMBERS);

function indexOf<K extends string>(names: readonly K[]): Readonly<Record<K, number>> {
  return Object.fromEntries(names.map((name, i) => [name, i])) as Record<K, number>;
}

/** Byte offsets of the buffers for images of a size, each on a multiple of 16, and where they end. */
export function eyeBufferOffsets(width: number, height: number, start = 0) {
  checkSize(width, height);
  const light = (width / LIGHT_CELL + 1) * (height / LIGHT_CELL + 1);
  const plane = (width + 2 * PAD) * (height + 2 * PAD);
  const words: Record<ArrayName, number> = {
    parameters: EYE_PARAMETERS.length,
    numbers: EYE_NUMBERS.length,
    rays: 3 * width * height,
    skinLight: light,
    eyeLight: light,
    skin: SKIN.width * SKIN.height,
    iris: DISC * DISC,
    sclera: DISC * DISC,
    upperLashes: LASH.width * LASH.height,
    lowerLashes: LASH.width * LASH.height,
    eye: plane,
    through: plane,
    over: plane,
    blend: plane,
    image: (width * height) / 4,
  };
  const at = {} as Record<ArrayName, number>;
  let end = start;
  for (const name of Object.keys(words) as ArrayName[]) {
    at[name] = end;
    end += 16 * Math.ceil(words[name] / 4);
  }
  return { at, words, end };
}

/** Views of the buffers in a piece of memory, with their size already among the numbers. */
export function eyeBuffers(memory: ArrayBufferLike, width: number, height: number, start = 0): EyeBuffers {
  const { at, words } = eyeBufferOffsets(width, height, start);
  const floats = (name: ArrayName) => new Float32Array(memory, at[name], words[name]);
  const numbers = new Int32Array(memory, at.numbers, words.numbers);
  numbers[NUMBER.width] = width;
  numbers[NUMBER.height] = height;
  return {
    width,
    height,
    parameters: floats('parameters'),
    numbers,
    rays: floats('rays'),
    skinLight: floats('skinLight'),
    eyeLight: floats('eyeLight'),
    skin: floats('skin'),
    iris: floats('iris'),
    sclera: floats('sclera'),
    upperLashes: floats('upperLashes'),
    lowerLashes: floats('lowerLashes'),
    eye: floats('eye'),
    through: floats('through'),
    over: floats('over'),
    blend: floats('blend'),
    image: new Uint8Array(memory, at.image, width * height),
  };
}

function checkSize(width: number, height: number): void {
  const fits = (size: number) => Number.isInteger(size / LIGHT_CELL) && size >= 16 && size <= 1024;
  if (!fits(width) || !fits(height)) {
    throw new RangeError(
      `An eye image is 16 to 1024 pixels wide and high, in multiples of ${LIGHT_CELL}, not ${width} × ${height}.`,
    );
  }
}
