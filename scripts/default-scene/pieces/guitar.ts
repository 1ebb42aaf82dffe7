import { rgb } from '../core/color.ts';
import { place } from '../core/frame.ts';
import { metal, paint, plain, wood } from '../core/materials.ts';
import { Piece } from '../core/piece.ts';
import { mix, smoothstep, type Vec3 } from '../core/vec.ts';

/** Half width of the body at height y above the lower end, metres. */
function outline(y: number): number {
  const t = Math.min(1, Math.max(0, y / 0.49));
  const bout = 0.185 * Math.sqrt(Math.max(0, 1 - ((t - 0.3) / 0.31) ** 2));
  const shoulder = 0.142 * Math.sqrt(Math.max(0, 1 - ((t - 0.78) / 0.225) ** 2));
  const waist = 0.118 * smoothstep(0.2, 0.4, t) * (1 - smoothstep(0.68, 0.9, t));
  return Math.max(bout, shoulder, waist);
}

/** Classical guitar that leans against the wall: cedar top, rosette, fretted neck, six strings. */
export function guitar(seed: number): Piece {
  const piece = new Piece(
    'guitar',
    'guitar',
    'Classical guitar leaning on the wall',
    seed,
    place([1.08, 0.02, -3.66], 6, -13, 4),
  );
  const depth = 0.09;
  const cedar = wood('#d69a55', '#b3742f', 91, { gloss: 0.05, lobe: 0.07 });
  const top = paint(
    ({ s, t, u, v, world }) => {
      const x = (u - 0.5) * 2 * outline(v * 0.49);
      const y = v * 0.49;
      const r = Math.hypot(x, y - 0.325);
      const rim = outline(y) - Math.abs(x);
      if (r < 0.043) return rgb('#1a100a');
      if (r < 0.058) return mix(rgb('#2a4a3a'), rgb('#e8d3a0'), Math.sin(r * 2600) * 0.5 + 0.5);
      if (rim < 0.005 || y < 0.004 || y > 0.486) return rgb('#3a2012');
      return cedar.albedo({ u, v, s: y, t: x + 1, world: [s, t, world[2]] });
    },
    { gloss: 0.05, lobe: 0.07 },
  );
  const options = {
    coarse: 0.014,
    fine: 0.0055,
    legible: true,
    tolerance: 0.08,
    lightSpacing: 0.025,
    edge: 0.008,
  };
  const face =
    (z: number, flip: number) =>
    (u: number, v: number): Vec3 => [(u - 0.5) * 2 * outline(v * 0.49) * flip, v * 0.49, z];
  piece.sheet(face(depth, 1), top, { ...options, segments: [4, 16] });
  const sides = wood('#7a4526', '#4a2614', 17, { gloss: 0.05 });
  piece.sheet(face(0, -1), sides, { ...options, coarse: 0.04, fine: 0.02, segments: [4, 16] });
  for (const side of [-1, 1]) {
    piece.sheet(
      (u, v) => [
        side * outline((side > 0 ? v : 1 - v) * 0.49),
        (side > 0 ? v : 1 - v) * 0.49,
        depth * (1 - u),
      ],
      sides,
      { ...options, segments: [1, 16] },
    );
  }
  const neck = wood('#6b4023', '#45250f', 12);
  const ebony = paint(({ s }) => {
    const fret = Array.from({ length: 13 }, (_, k) => 0.65 * (1 - 2 ** (-k / 12))).some(
      (f) => Math.abs(0.335 - f - s) < 0.0016,
    );
    return fret ? rgb('#cfc6ae') : rgb('#2a1b14');
  });
  const front = depth + 0.006;
  piece.quad([0.026, 0.47, front], [0, 0.335, 0], [-0.052, 0, 0], ebony, {
    ...options,
    coarse: 0.01,
    fine: 0.0035,
  });
  piece.box([-0.026, 0.47, depth - 0.018], [0.026, 0.805, front], neck, { ...options, aspect: 1 }, ['+z']);
  piece.box([-0.034, 0.8, depth - 0.016], [0.034, 0.97, depth + 0.002], neck, options);
  piece.box([-0.026, 0.803, depth], [0.026, 0.808, front + 0.004], plain('#efe6d0'), {
    coarse: 0.006,
    fine: 0.003,
  });
  piece.box([-0.085, 0.145, depth], [0.085, 0.17, depth + 0.008], plain('#2f1a10', { gloss: 0.04 }), {
    ...options,
    fine: 0.006,
  });
  for (let k = 0; k < 6; k++) {
    const x = (k - 2.5) * 0.0085;
    const string = rgb(k < 3 ? '#c9a25c' : '#f2ede0');
    piece.strand(
      [
        [x * 1.15, 0.157, front + 0.006],
        [x, 0.5, front + 0.007],
        [x * 0.9, 0.806, front + 0.005],
      ],
      0.0011,
      string,
      0.03,
    );
    const side = k < 3 ? -1 : 1;
    const peg = 0.84 + (k % 3) * 0.045;
    piece.tube(
      [
        [side * 0.034, peg, depth - 0.008],
        [side * 0.052, peg, depth - 0.008],
      ],
      0.003,
      metal('#c9b27a'),
      { coarse: 0.006, fine: 0.004 },
    );
    piece.cushion([side * 0.058, peg, depth - 0.008], [0.007, 0.01, 0.005], 1, plain('#efe6d0'), {
      coarse: 0.007,
    });
  }

  return piece;
}
