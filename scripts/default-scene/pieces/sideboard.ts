import { rgb } from '../core/color.ts';
import { place } from '../core/frame.ts';
import { metal, paint, plain, wood } from '../core/materials.ts';
import { fbm } from '../core/noise.ts';
import type { PatchOptions } from '../core/patch.ts';
import { Piece } from '../core/piece.ts';
import { mix, smoothstep, type Vec3 } from '../core/vec.ts';

const TOP = 0.78;

/** Low oak cabinet with two doors under the poster. */
export function sideboard(seed: number): Piece {
  const piece = new Piece('sideboard', 'sideboard', 'Oak cabinet with two doors', seed);
  const oak = wood('#a9774a', '#6c4324', 31, { gloss: 0.03 });
  const options: Partial<PatchOptions> = {
    coarse: 0.05,
    fine: 0.013,
    edge: 0.015,
    aspect: 2,
    tolerance: 0.08,
    lightSpacing: 0.05,
  };
  const [x0, x1, z0, z1] = [1.38, 2.5, -3.98, -3.58];
  piece.box([x0, 0.14, z0], [x1, TOP - 0.025, z1], oak, options, ['-z']);
  piece.box([x0 - 0.015, TOP - 0.025, z0], [x1 + 0.015, TOP, z1 + 0.015], oak, options, ['-z']);
  const middle = (x0 + x1) / 2;
  for (const [a, b, knob] of [
    [x0 + 0.03, middle - 0.006, middle - 0.05],
    [middle + 0.006, x1 - 0.03, middle + 0.05],
  ] as const) {
    piece.box([a, 0.18, z1], [b, TOP - 0.055, z1 + 0.014], wood('#b98656', '#7a4e2b', 31 + a), options, [
      '-z',
    ]);
    piece.cushion([knob, 0.5, z1 + 0.03], [0.013, 0.013, 0.016], 1, plain('#b08d4a', { gloss: 0.3 }), {
      coarse: 0.008,
    });
  }
  for (const x of [x0 + 0.06, x1 - 0.06]) {
    piece.tube(
      [
        [x, 0, z1 - 0.05],
        [x, 0.14, z1 - 0.05],
      ],
      (t) => 0.014 + 0.008 * t,
      oak,
      { coarse: 0.02 },
    );
  }
  return piece;
}

/** Land and sea by noise, on longitude u and latitude v. */
function world(u: number, v: number): Vec3 {
  const a = u * 2 * Math.PI;
  const c = Math.cos((v - 0.5) * Math.PI);
  const p = [Math.cos(a) * c, Math.sin((v - 0.5) * Math.PI), Math.sin(a) * c] as const;
  const land = fbm(p[0] * 2.1 + p[1] * 1.3 + 6, p[2] * 2.1 - p[1] * 0.9 + 2, 5);
  const sea = mix(rgb('#2d6a8c'), rgb('#6fa7b5'), smoothstep(0.35, 0.5, land));
  const ground = mix(rgb('#a9b574'), rgb('#c79a58'), smoothstep(0.55, 0.72, land));
  const ice = Math.abs(v - 0.5) > 0.42 ? 1 : 0;
  const grid =
    Math.min(Math.abs(((u * 12) % 1) - 0.5), Math.abs(((v * 8 + 0.5) % 1) - 0.5)) < 0.025 ? 0.35 : 0;
  const base = ice ? rgb('#f0efe6') : land > 0.505 ? ground : sea;
  return mix(base, rgb('#3b3226'), land > 0.497 && land < 0.511 ? 0.55 : grid);
}

/** Terrestrial globe in a brass meridian on a turned foot. */
export function globe(seed: number): Piece {
  const piece = new Piece(
    'globe',
    'globe',
    'Terrestrial globe in a brass ring',
    seed,
    place([1.68, TOP, -3.75]),
  );
  const ball = paint(({ u, v }) => world(u, v), { gloss: 0.045, lobe: 0.08 });
  const [r, y] = [0.165, 0.275];
  const foot = wood('#7b4d28', '#432512', 4, { gloss: 0.05 });
  piece.lathe(
    [
      [0.11, 0],
      [0.112, 0.012],
      [0.07, 0.022],
      [0.022, 0.035],
      [0.018, 0.06],
      [0.03, 0.08],
      [0.012, 0.095],
    ],
    foot,
    {
      coarse: 0.014,
      fine: 0.006,
      lightSpacing: 0.02,
    },
  );
  piece.within(place([0, y, 0], 20, 0, 23), () => {
    piece.cushion([0, 0, 0], [r, r, r], 1, ball, {
      coarse: 0.02,
      fine: 0.007,
      legible: true,
      tolerance: 0.07,
      lightSpacing: 0.03,
    });
    const ring: Vec3[] = Array.from({ length: 15 }, (_, i) => {
      const a = -Math.PI / 2 + (i / 14) * Math.PI;
      return [Math.cos(a) * (r + 0.016), Math.sin(a) * (r + 0.016), 0];
    });
    piece.tube(ring, 0.006, metal('#b08d4a'), { coarse: 0.01, fine: 0.006, segments: [6, 28] });
    for (const end of [-1, 1]) {
      piece.cushion([0, end * (r + 0.014), 0], [0.01, 0.014, 0.01], 1, metal('#b08d4a'), { coarse: 0.008 });
    }
  });
  return piece;
}
