import { DISC, type EyeBuffers, NUMBER, PAD, PARAMETER } from '../eye-buffers.ts';
import { lightAt } from './light-at.ts';
import { sample, saturate } from './sample.ts';

const INDEX = 1.3375;
/** Radii of the iris' texture at the pupil's edge and at the limbus, texels. */
const IRIS_INNER = 15;
const IRIS_RING = 46;
const MIDDLE = DISC / 2;

/** Writes `eye` of the pixels in the box, 0 elsewhere: see `EyePasses.eyeball`. */
export function eyeballReference(buffers: EyeBuffers): void {
  const { width, numbers, parameters: p, rays, eye } = buffers;
  const count = width * buffers.height;
  eye.fill(0);
  for (let row = numbers[NUMBER.top]!; row < numbers[NUMBER.bottom]!; row++) {
    for (let column = numbers[NUMBER.left]!; column < numbers[NUMBER.right]!; column++) {
      const at = row * width + column;
      const [x, y, z] = [rays[at]!, rays[count + at]!, rays[2 * count + at]!];
      const brightness = eyeBrightness(
        buffers,
        x * p[PARAMETER.rightX]! + y * p[PARAMETER.rightY]! + z * p[PARAMETER.rightZ]!,
        x * p[PARAMETER.upX]! + y * p[PARAMETER.upY]! + z * p[PARAMETER.upZ]!,
        x * p[PARAMETER.axisX]! + y * p[PARAMETER.axisY]! + z * p[PARAMETER.axisZ]!,
      );
      const light = lightAt(buffers.eyeLight, width, column, row);
      eye[(row + PAD) * (width + 2 * PAD) + column + PAD] = brightness * light;
    }
  }
}

/** Brightness under unit light where a ray, in the eye's axes, meets the eye. */
function eyeBrightness(buffers: EyeBuffers, dx: number, dy: number, dz: number): number {
  const p = buffers.parameters;
  const ox = p[PARAMETER.eyeX]!;
  const oy = p[PARAMETER.eyeY]!;
  const radius = p[PARAMETER.corneaRadius]!;
  const deep = p[PARAMETER.eyeZ]! - p[PARAMETER.corneaAt]!;
  const b = ox * dx + oy * dy + deep * dz;
  const c = ox * ox + oy * oy + deep * deep - radius * radius;
  const inside = b * b - c;
  const along = -b - Math.sqrt(Math.max(0, inside));
  const hx = ox + along * dx;
  const hy = oy + along * dy;
  const hz = deep + along * dz;
  // Height above the plane of the iris: where it is negative the sclera lies before this sphere.
  const height = hz + p[PARAMETER.corneaAt]! - p[PARAMETER.pupilAt]!;
  const clear = saturate(height * p[PARAMETER.perLimbusSoft]! + 0.5) * saturate(inside);
  const outer = scleraBrightness(buffers, dx, dy, dz);
  if (clear === 0) return outer;
  const nx = hx / radius;
  const ny = hy / radius;
  const nz = hz / radius;
  const facing = -(dx * nx + dy * ny + dz * nz);
  const eta = 1 / INDEX;
  const bend = eta * facing - Math.sqrt(Math.max(0, 1 - eta * eta * (1 - facing * facing)));
  // Only where the cornea was missed could it be less.
  const down = height / Math.max(0.1, -(eta * dz + bend * nz));
  const inner = irisBrightness(
    buffers,
    hx + down * (eta * dx + bend * nx),
    hy + down * (eta * dy + bend * ny),
  );
  return outer + clear * (inner + p[PARAMETER.veil]! - outer);
}

/** Pupil and iris at a point of their plane. */
function irisBrightness({ parameters: p, iris }: EyeBuffers, x: number, y: number): number {
  const r = Math.sqrt(x * x + y * y + 1e-6);
  const pupil = p[PARAMETER.pupilRadius]!;
  const edge = p[PARAMETER.irisRadius]!;
  const ring = saturate((r - pupil) / (edge - pupil));
  const reach = (IRIS_INNER + IRIS_RING * ring) / r;
  const texture = sample(iris, DISC, DISC, MIDDLE + x * reach, MIDDLE + y * reach);
  const rim = saturate((r / edge - 0.8) * 5);
  const albedo =
    p[PARAMETER.irisAlbedo]! * (1 + p[PARAMETER.irisContrast]! * texture) * (1 - 0.45 * rim * rim);
  const dark = p[PARAMETER.pupilAlbedo]!;
  return dark + saturate((r - pupil) * p[PARAMETER.perPupilSoft]! + 0.5) * (albedo - dark);
}

/** White of the eye with its vessels. */
function scleraBrightness({ parameters: p, sclera }: EyeBuffers, dx: number, dy: number, dz: number): number {
  const ox = p[PARAMETER.eyeX]!;
  const oy = p[PARAMETER.eyeY]!;
  const oz = p[PARAMETER.eyeZ]!;
  const radius = p[PARAMETER.eyeballRadius]!;
  const b = ox * dx + oy * dy + oz * dz;
  const c = ox * ox + oy * oy + oz * oz - radius * radius;
  const along = -b - Math.sqrt(Math.max(0, b * b - c));
  const scale = (MIDDLE - 1) / radius;
  const texture = sample(
    sclera,
    DISC,
    DISC,
    MIDDLE + (ox + along * dx) * scale,
    MIDDLE + (oy + along * dy) * scale,
  );
  return p[PARAMETER.scleraAlbedo]! * texture;
}
