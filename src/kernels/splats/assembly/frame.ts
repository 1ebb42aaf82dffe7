// Blocks of parameters that the host fills before a frame; mirrored by ../frame-block.ts, which a test holds to this order.

/** One eye: world to camera, pixels, and the frustum that bounds the Jacobian. */
@unmanaged
export class EyeBlock {
  // Rows of the rotation: camera x right, camera y up, forward (the direction of view).
  xx: f32;
  xy: f32;
  xz: f32;
  yx: f32;
  yy: f32;
  yz: f32;
  zx: f32;
  zy: f32;
  zz: f32;
  // Camera position dotted with each row, to be subtracted.
  tx: f32;
  ty: f32;
  tz: f32;
  // Pixels per unit tangent and principal point.
  fx: f32;
  fy: f32;
  cx: f32;
  cy: f32;
  // Bounds of x/z and y/z in the Jacobian: 1.3 × the frustum, as in 3DGS.
  minU: f32;
  maxU: f32;
  minV: f32;
  maxV: f32;
  // Outputs of projection for this eye: records and tile words by record number, and tile words in depth order.
  records: usize;
  rects: usize;
  ordered: usize;
}

/** Everything else of a frame. Pointers are byte offsets into the shared memory. */
@unmanaged
export class FrameBlock {
  /** Eleven arrays of 32-bit values, `stride` bytes apart: x y z, covariance xx xy xz yy yz zz, log2 opacity, colour. */
  scene: usize;
  stride: usize;
  /** Harmonics above degree 0 as signed bytes, `shBytes` a splat: red, green, blue planes; 0 = none. */
  sh: usize;
  shBytes: i32;
  shDegree: i32;
  shScale: f32;
  /** Table of chunks, `CHUNK_WORDS` words each, see chunk fields below. */
  chunks: usize;
  eyeCount: i32;
  eyes: usize;
  width: i32;
  height: i32;
  tilesX: i32;
  tilesY: i32;
  headX: f32;
  headY: f32;
  headZ: f32;
  /**
   * Level of detail around the gaze (unit vector, world). At an angle a from it no splat needs a standard deviation below
   * lodSlope · (a − lodStart), all in radians; finer ones are thinned, to lodLeast at the most. Slope 0: none.
   */
  gazeX: f32;
  gazeY: f32;
  gazeZ: f32;
  lodStart: f32;
  lodSlope: f32;
  lodLeast: f32;
  /** Sort key = (d − keyBase) · keyScale, 0..65535; d is the distance or, where `keyBits` is set, its bits: a scale of octaves. */
  keyBits: i32;
  keyBase: f32;
  keyScale: f32;
  keys: usize;
  order: usize;
  /** Tile lists: offsets (tiles + 1) and record numbers. */
  offsets: usize;
  lists: usize;
  /** Pictures: colour, depth; eye images follow one another. */
  color: usize;
  depth: usize;
  /** A byte a splat for what it adds at most to any view from about here, see `see.ts`; 0 = every splat is drawn. */
  codes: usize;
  /**
   * Least byte of a splat that is drawn: leastCode near the gaze, up to codeRise more where the cosine of the angle to it falls below
   * codeCosine, fully where it is lower by 1 / codeSlope.
   */
  leastCode: f32;
  codeRise: f32;
  codeCosine: f32;
  codeSlope: f32;
}

/**
 * Words of a chunk's row: first splat, how many to look at, first record, factor on σ², visible count (out), splats that a share of 1
 * means, how many are left out for their byte (out), 1 unused.
 */
export const CHUNK_START: usize = 0;
export const CHUNK_KEEP: usize = 4;
export const CHUNK_RECORD: usize = 8;
export const CHUNK_GROW2: usize = 12;
export const CHUNK_VISIBLE: usize = 16;
export const CHUNK_WHOLE: usize = 20;
export const CHUNK_LEFT: usize = 24;
export const CHUNK_BYTES: usize = 32;

/** Key of splats that are left out, behind all others. */
export const LEFT_OUT_KEY: i32 = 65535;

/**
 * A record, twelve words: mean x, y; conic a, b, c and log2 opacity, all divided by eight for the exponential; colour; depth;
 * then the ellipse on which alpha falls to 1/255 as chords: at height dy it spans shear · dy ± sqrt(reach − fall · dy²), and it
 * is widest to the right at dy = peak.
 */
export const RECORD_BYTES: usize = 48;
export const RECORD_SHAPE: usize = 32;

/** −log2(255): a splat fainter than 1/255 is skipped. */
export const MIN_LOG2_ALPHA: f32 = -7.994353436858858;

/**
 * Tiles a record touches, one word: first column, first row, and a bit for each of the 4 × 4 tiles from there on (row by row).
 * No bit: the ellipse is larger than that and its rows are worked out where they are needed.
 */
export const NO_TILES: u32 = 0xffffffff;
export const NEAR: f32 = 0.2;
/** Splats farther than this are not drawn, metres: what follows from their depth would leave the range of floats. */
export const FAR: f32 = 1e12;
/** Largest determinant of a covariance, px⁴: a splat a hundred million pixels wide and more is left out, for the same reason. */
export const MOST_DETERMINANT: f32 = 1e36;
