/**
 * The passes of FovVideoVDP that touch every pixel, so that the metric (src/metrics) can run on WebAssembly (src/kernels) or on
 * plain TypeScript. Pictures are planes of float32, row after row from the top, that live in the passes' own memory.
 */

declare const planeBrand: unique symbol;
/** Handle of a plane; what the number means is the implementation's affair. */
export type Plane = number & { readonly [planeBrand]: true };

/** One uniformly spaced axis of the sensitivity tables: sample i stands for `first + i * step`. */
export interface TableAxis {
  readonly first: number;
  readonly step: number;
  readonly size: number;
}

/** What the band pass needs to know besides the pictures. */
export interface VdpModel {
  /** Of log2 luminance in cd/m². */
  readonly luminance: TableAxis;
  /** Of log2 spatial frequency in cycles per degree. Callers of `bandErrors` hand over coordinates on this axis. */
  readonly rho: TableAxis;
  /** Of the square root of eccentricity in degrees. */
  readonly eccentricity: TableAxis;
  /** log2 sensitivity [luminance][rho][eccentricity] of the sustained channel, then of the transient one. */
  readonly sensitivity: readonly [Float32Array, Float32Array];
  /** Factor on the masker min(|T'|, |R'|). */
  readonly maskerGain: number;
  /** Exponent of the difference |T' - R'|. */
  readonly differencePower: number;
  /** Exponents of the masker, sustained and transient. */
  readonly maskerPowers: readonly [number, number];
  /** Upper clamp of the masked difference D. */
  readonly differenceLimit: number;
  /** Exponent of D in the sums. */
  readonly poolingPower: number;
  /** Lower clamp of the local mean luminance that contrast is relative to, cd/m². */
  readonly backgroundFloor: number;
  /** Upper clamp of contrast; there is no lower one. */
  readonly contrastLimit: number;
}

/** A level of a Gaussian pyramid and the next coarser one, of ceil(width / 2) × ceil(height / 2). */
export interface LevelPair {
  readonly fine: Plane;
  readonly coarse: Plane;
}

/** Where the eye looks. Eccentricity of a pixel = Euclidean distance of (columns[x], rows[y]) and `gaze`, degrees. */
export interface BandFoveation {
  /** Coordinate on the rho axis of every pixel, 0 .. size - 1; (height, width). */
  readonly rho: Plane;
  /** Horizontal direction of every column, degrees; (width). */
  readonly columns: Plane;
  /** Vertical direction of every row, degrees, up positive; (height). */
  readonly rows: Plane;
  /** Horizontal and vertical direction of the gaze, degrees; may change between calls. */
  readonly gaze: Float64Array;
}

/** One frequency band of a test and a reference picture. */
export interface VdpBand {
  readonly width: number;
  readonly height: number;
  /** Sustained channel, and the transient one where there is motion: 1 or 2 entries. */
  readonly test: readonly LevelPair[];
  readonly reference: readonly LevelPair[];
  /** Factor on contrast, after its clamp. */
  readonly gain: number;
  /** Coordinate on the rho axis, 0 .. size - 1, of all pixels where nothing is foveated. */
  readonly rho: number;
  /** Null = the eye looks straight at every pixel: eccentricity 0 and `rho` everywhere. */
  readonly foveation: BandFoveation | null;
  /** Where D of each channel is to be written, (height, width), or null if nobody wants it. */
  readonly difference: readonly Plane[] | null;
}

/** One implementation of the passes with its memory. Calls are synchronous; none of them allocates but `allocate`. */
export interface VdpPasses {
  /** For reports, e.g. `reference` or `simd`. */
  readonly name: string;
  /** A new plane of `length` floats, all zero. @throws RangeError when memory does not suffice */
  allocate(length: number): Plane;
  /** Gives up all planes; their memory is used again. */
  release(): void;
  /** The plane's floats themselves, valid until the next `allocate`. */
  view(plane: Plane, length: number): Float32Array;
  /** Sets the tables and constants of `bandErrors`; to be called before it. */
  configure(model: VdpModel): void;
  /**
   * Luminance of 8-bit pixels: to[i] = table[red] + table[256 + green] + table[512 + blue], cd/m². A fourth value per pixel is
   * left out, a single one counts as all three.
   */
  luminance(
    pixels: Uint8Array | Uint8ClampedArray,
    channels: 1 | 3 | 4,
    table: Float32Array,
    count: number,
    to: Plane,
  ): void;
  /**
   * Two weighted sums of the same frames: toSustained[i] = Σ sustained[k] * frames[k][i], and likewise the transient one.
   * The targets are none of the frames.
   */
  temporal(
    frames: readonly Plane[],
    sustained: Float32Array,
    transient: Float32Array,
    count: number,
    toSustained: Plane,
    toTransient: Plane,
  ): void;
  /** Next coarser level of a Gaussian pyramid; `width` and `height` are those of `from`. See `reduceReference` for the edges. */
  reduce(from: Plane, width: number, height: number, to: Plane): void;
  /** Inverse of `reduce` in size: `width` and `height` are those of `to`. */
  expand(from: Plane, width: number, height: number, to: Plane): void;
  /**
   * Contrast, sensitivity, masking and pooling of a band in one go. Per pixel, with E(·) = `expand` of the coarse level:
   * background B = max(backgroundFloor, E(reference sustained)); contrast C = gain * min(contrastLimit, (fine - E(coarse)) / B);
   * S = 2^(trilinear look-up of log2 B, rho and √eccentricity, coordinates clamped to the table); T' = S * C of the test, R' of
   * the reference; masker M = maskerGain * min(|T'|, |R'|);
   * D = min(differenceLimit, |T' - R'|^differencePower / (1 + M^maskerPower)).
   * @param sums set to Σ D^poolingPower of each channel of the band
   */
  bandErrors(band: VdpBand, sums: Float64Array): void;
}
