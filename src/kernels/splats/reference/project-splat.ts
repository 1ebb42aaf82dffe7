import { rotationMatrix } from './rotation-matrix.ts';
import type { EyeView, SplatCloud } from './splat-cloud.ts';

/** Splats nearer than this along the view axis are not drawn, metres (3DGS). */
export const NEAR_DEPTH = 0.2;

/** Nor are those farther than this, metres, or with a covariance of a larger determinant, px⁴: floats end not far beyond. */
export const FAR_DEPTH = 1e12;
export const MOST_DETERMINANT = 1e36;
/** Variance added along both image axes, px²: every splat covers about a pixel (3DGS). */
export const LOW_PASS_PX2 = 0.3;

/** The Jacobian is evaluated no farther out than this multiple of the frustum's tangents (3DGS). */
export const JACOBIAN_LIMIT = 1.3;

/** A splat on the image plane of one eye. */
export interface ProjectedSplat {
  /** Centre, pixels; pixel centres are at +0.5, row 0 is on top. */
  x: number;
  y: number;
  /** Distance along the view axis, metres. */
  depth: number;
  /** Covariance, px², low-pass included. */
  covXX: number;
  covXY: number;
  covYY: number;
  /** Inverse of the covariance. */
  conicXX: number;
  conicXY: number;
  conicYY: number;
}

/** What projecting needs of an eye, worked out once. */
export interface Camera {
  readonly eye: EyeView;
  /** World to eye, row-major 3 × 3. */
  readonly worldToEye: Float64Array;
  readonly focalX: number;
  readonly focalY: number;
  /** Principal point, pixels. */
  readonly principalX: number;
  readonly principalY: number;
}

/** Camera of an eye. */
export function cameraOf(eye: EyeView): Camera {
  const m = rotationMatrix(eye.orientation);
  const focalX = eye.width / (eye.left + eye.right);
  const focalY = eye.height / (eye.up + eye.down);
  return {
    eye,
    worldToEye: Float64Array.of(m[0]!, m[3]!, m[6]!, m[1]!, m[4]!, m[7]!, m[2]!, m[5]!, m[8]!),
    focalX,
    focalY,
    principalX: eye.left * focalX,
    principalY: eye.up * focalY,
  };
}

/**
 * Projects splat `index` by the local affine approximation (EWA splatting, Zwicker et al. 2001, with the clamped
 * Jacobian and low-pass of 3DGS): cov2d = J W Σ Wᵀ Jᵀ + 0.3 I.
 * @returns null when the centre is nearer than `NEAR_DEPTH` or the splat beyond what floats hold
 */
export function projectSplat(cloud: SplatCloud, index: number, camera: Camera): ProjectedSplat | null {
  const { eye, focalX, focalY } = camera;
  const [ex, ey, ez] = toEye(camera, cloud.positions, 3 * index);
  const depth = -ez;
  if (!(depth >= NEAR_DEPTH && depth < FAR_DEPTH)) return null;

  const tx = clamp(ex / depth, -JACOBIAN_LIMIT * eye.left, JACOBIAN_LIMIT * eye.right);
  const ty = clamp(ey / depth, -JACOBIAN_LIMIT * eye.down, JACOBIAN_LIMIT * eye.up);
  // Rows of J, the derivative of (pixel x, pixel y) by the point in eye space. Pixel y grows downwards.
  const jx = [focalX / depth, 0, (focalX * tx) / depth];
  const jy = [0, -focalY / depth, (-focalY * ty) / depth];

  // With Σ = R S² Rᵀ the covariance is the Gram matrix of the rows of J W R S.
  const w = camera.worldToEye;
  const r = rotationMatrix(cloud.rotations, 4 * index);
  let covXX = LOW_PASS_PX2;
  let covXY = 0;
  let covYY = LOW_PASS_PX2;
  for (let axis = 0; axis < 3; axis++) {
    const scale = cloud.scales[3 * index + axis]!;
    let ax = 0;
    let ay = 0;
    for (let row = 0; row < 3; row++) {
      const inEye = w[3 * row]! * r[axis]! + w[3 * row + 1]! * r[3 + axis]! + w[3 * row + 2]! * r[6 + axis]!;
      ax += jx[row]! * inEye * scale;
      ay += jy[row]! * inEye * scale;
    }
    covXX += ax * ax;
    covXY += ax * ay;
    covYY += ay * ay;
  }
  const determinant = covXX * covYY - covXY * covXY;
  if (!(determinant < MOST_DETERMINANT)) return null;
  return {
    x: camera.principalX + (focalX * ex) / depth,
    y: camera.principalY - (focalY * ey) / depth,
    depth,
    covXX,
    covXY,
    covYY,
    conicXX: covYY / determinant,
    conicXY: -covXY / determinant,
    conicYY: covXX / determinant,
  };
}

/** Point at `offset` of `points` in eye space. */
function toEye(camera: Camera, points: ArrayLike<number>, offset: number): [number, number, number] {
  const { position } = camera.eye;
  const dx = points[offset]! - position[0]!;
  const dy = points[offset + 1]! - position[1]!;
  const dz = points[offset + 2]! - position[2]!;
  const w = camera.worldToEye;
  return [
    w[0]! * dx + w[1]! * dy + w[2]! * dz,
    w[3]! * dx + w[4]! * dy + w[5]! * dz,
    w[6]! * dx + w[7]! * dy + w[8]! * dz,
  ];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
