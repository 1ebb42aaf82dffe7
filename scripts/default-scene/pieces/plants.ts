import { rgb } from '../core/color.ts';
import { place } from '../core/frame.ts';
import { glaze, leaf, paint, plain } from '../core/materials.ts';
import { noise } from '../core/noise.ts';
import { Piece } from '../core/piece.ts';
import { add, cross, mix, normalize, scale, type Vec3 } from '../core/vec.ts';
import { WINDOW } from '../light/lights.ts';

interface LeafShape {
  readonly length: number;
  readonly width: number;
  /** How far the tip bends down, as a share of the length. */
  readonly droop: number;
  readonly fine: number;
}

/** One blade from its stalk's end along `out`: heart-shaped outline, folded along the midrib, tip bent down. */
function blade(piece: Piece, from: Vec3, out: Vec3, shape: LeafShape, green: string, vein: string): void {
  const ahead = normalize(out);
  const side = normalize(cross([0, 1, 0], ahead));
  const up = cross(ahead, side);
  const { length, width, droop } = shape;
  const at = (u: number, v: number): Vec3 => {
    const outline = Math.sin(Math.PI * Math.min(1, v ** 0.62 * 0.97 + 0.03)) * (1 - 0.15 * v);
    const x = (0.5 - u) * width * outline;
    const lift = 0.28 * Math.abs(x) - droop * length * v * v;
    return add(
      from,
      add(add(scale(ahead, length * v * (1 - 0.25 * droop)), scale(side, x)), scale(up, lift)),
    );
  };
  piece.sheet(at, leaf(green, vein, 6), {
    coarse: 0.03,
    fine: shape.fine,
    edge: shape.fine * 1.3,
    tolerance: 0.07,
    twoSided: true,
    segments: [2, 5],
    lightSpacing: 0.05,
  });
}

/** Rubber plant with broad leaves in a white pot, by the window. */
export function plant(seed: number): Piece {
  const piece = new Piece(
    'plant',
    'plant',
    'Broad-leaved pot plant by the window',
    seed,
    place([-1.72, 0, -3.42]),
  );
  const { rng } = piece;
  const pot = paint(
    ({ v, s, t }) => scale(rgb(v > 0.3 ? '#e6dfd0' : '#c98f5c'), 0.92 + 0.1 * noise(s * 40, t * 40)),
    { gloss: 0.03 },
  );
  piece.lathe(
    [
      [0.12, 0],
      [0.15, 0.02],
      [0.185, 0.28],
      [0.19, 0.31],
    ],
    pot,
    { coarse: 0.022, fine: 0.009, lightSpacing: 0.03 },
  );
  piece.lathe(
    [
      [0.178, 0.31],
      [0.172, 0.27],
    ],
    pot,
    { coarse: 0.02 },
  );
  piece.disc(
    0.275,
    0,
    0.174,
    paint(({ world }) => scale([0.07, 0.05, 0.035], 0.5 + noise(world[0] * 90, world[2] * 90))),
    { coarse: 0.02 },
  );
  const stems: readonly (readonly Vec3[])[] = [
    [
      [0, 0.27, 0],
      [0.02, 0.7, 0.02],
      [-0.03, 1.15, 0],
      [0.02, 1.62, 0.03],
    ],
    [
      [0.04, 0.27, 0.03],
      [0.14, 0.6, 0.1],
      [0.2, 0.95, 0.16],
      [0.21, 1.2, 0.18],
    ],
    [
      [-0.04, 0.27, 0.02],
      [-0.13, 0.55, 0.12],
      [-0.18, 0.8, 0.2],
      [-0.2, 0.98, 0.24],
    ],
  ];
  for (const [k, stem] of stems.entries()) {
    piece.strand(stem, 0.011 - 0.001 * k, rgb('#6d5a3a'), 0.025);
    const count = [19, 13, 11][k]!;
    for (let i = 0; i < count; i++) {
      const f = 0.2 + 0.8 * (i / (count - 1));
      const x = f * (stem.length - 1);
      const j = Math.min(Math.floor(x), stem.length - 2);
      const node = mix(stem[j]!, stem[j + 1]!, x - j);
      const a = i * 2.4 + k * 1.3;
      const rise = -0.05 + 0.75 * f ** 3 + rng.range(-0.1, 0.1);
      const out: Vec3 = [Math.cos(a), rise, Math.sin(a) * 0.8 + 0.12];
      const tip = add(node, scale(normalize(out), 0.09));
      piece.strand([node, mix(node, add(tip, [0, 0.01, 0]), 0.5), tip], 0.0035, rgb('#7d8a45'), 0.02);
      const size = rng.range(0.23, 0.3) * (1.05 - 0.35 * f);
      blade(
        piece,
        tip,
        out,
        { length: size, width: size * 0.66, droop: rng.range(0.45, 0.95), fine: 0.0155 },
        rng.pick(['#3d7a3a', '#4b8a3f', '#336b37', '#5c9645']),
        '#b5cf7e',
      );
    }
  }
  return piece;
}

/** Three herb pots on the window sill. */
export function herbs(seed: number): Piece {
  const piece = new Piece('herbs', 'herbs', 'Three herb pots on the window sill', seed);
  const { rng } = piece;
  const y = WINDOW.y0;
  for (const [k, x] of [-0.55, -0.28, 0.52].entries()) {
    piece.within(place([x, y, WINDOW.z + 0.08]), () => {
      const clay = k === 1 ? glaze('#6f98a0', 0.05) : plain('#b9683f');
      piece.lathe(
        [
          [0.04, 0],
          [0.045, 0.006],
          [0.056, 0.075],
          [0.062, 0.078],
          [0.063, 0.098],
        ],
        clay,
        { coarse: 0.012, fine: 0.006, lightSpacing: 0.02 },
      );
      piece.disc(0.09, 0, 0.06, plain('#2f241c'), { coarse: 0.014 });
      const stalks = [16, 26, 13][k]!;
      for (let i = 0; i < stalks; i++) {
        const a = i * 2.4;
        const r = 0.045 * Math.sqrt(i / stalks);
        const reach = rng.range(0.6, 1) * [0.075, 0.09, 0.11][k]!;
        const high = rng.range(0.14, 0.24) * [1, 1.25, 0.95][k]!;
        const foot: Vec3 = [r * Math.cos(a), 0.09, r * Math.sin(a)];
        const tip: Vec3 = [foot[0] + reach * Math.cos(a), 0.09 + high, foot[2] + reach * 0.7 * Math.sin(a)];
        const middle = add(mix(foot, tip, 0.5), [0, 0.03, 0]);
        piece.strand([foot, middle, tip], 0.0016, rgb('#5f7f3a'), 0.016);
        const steps = [4, 9, 3][k]!;
        for (let n = 1; n <= steps; n++) {
          const node = mix(foot, tip, 0.3 + (0.7 * n) / steps);
          const b = a + n * 2.1;
          const out: Vec3 = [Math.cos(b), 0.35, Math.sin(b)];
          if (k === 1) piece.strand([node, add(node, scale(out, 0.018))], 0.0026, rgb('#7f9a6a'), 0.02);
          else
            blade(
              piece,
              node,
              out,
              { length: 0.042, width: 0.028, droop: 0.3, fine: 0.009 },
              rng.pick(['#4f9a3c', '#66ad48', '#3f8636']),
              '#a8d080',
            );
        }
      }
    });
  }
  return piece;
}
