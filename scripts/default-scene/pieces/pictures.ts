import { rgb } from '../core/color.ts';
import { place } from '../core/frame.ts';
import { centeredInk } from '../core/glyphs.ts';
import { metal, paint, plain, wood } from '../core/materials.ts';
import { fbm, noise } from '../core/noise.ts';
import type { PatchOptions } from '../core/patch.ts';
import { Piece } from '../core/piece.ts';
import { clamp, mix, scale, smoothstep, type Vec3 } from '../core/vec.ts';

const FRAME: Partial<PatchOptions> = {
  coarse: 0.02,
  fine: 0.008,
  edge: 0.012,
  aspect: 2,
  lightSpacing: 0.06,
};

function frameAround(
  piece: Piece,
  w: number,
  h: number,
  bar: number,
  offset: number,
  light: string,
  dark: string,
): void {
  const material = wood(light, dark, offset, { gloss: 0.03 });
  const rail = (lo: Vec3, hi: Vec3) => piece.box(lo, hi, material, FRAME, ['-z']);
  rail([-w / 2 - bar, -h / 2 - bar, 0], [w / 2 + bar, -h / 2, 0.024]);
  rail([-w / 2 - bar, h / 2, 0], [w / 2 + bar, h / 2 + bar, 0.024]);
  rail([-w / 2 - bar, -h / 2, 0], [-w / 2, h / 2, 0.024]);
  rail([w / 2, -h / 2, 0], [w / 2 + bar, h / 2, 0.024]);
}

/** Lettered poster of an eye over the cabinet. */
export function poster(seed: number): Piece {
  const piece = new Piece(
    'poster',
    'poster',
    'Framed poster of an eye with the word SACCADE',
    seed,
    place([1.93, 1.72, -3.995]),
  );
  const [w, h] = [0.74, 1.02];
  const paper = rgb('#f0e6cf');
  const navy = rgb('#1f3348');
  const red = rgb('#c2482d');
  const iris = rgb('#2f7f86');
  const print = paint(({ s, t }) => {
    const x = s - w / 2;
    const y = t - h / 2;
    let color = paper;
    const ey = y - 0.1;
    const lid = 0.16 * (1 - (x / 0.3) ** 2);
    const r = Math.hypot(x, ey);
    if (Math.abs(x) < 0.3 && Math.abs(ey) < lid) {
      color = rgb('#fbf6e8');
      if (r < 0.118)
        color = mix(
          iris,
          rgb('#8fd0bd'),
          0.5 + 0.5 * Math.sin(Math.atan2(ey, x) * 34) * smoothstep(0.05, 0.11, r),
        );
      if (r < 0.118 && r > 0.108) color = navy;
      if (r < 0.05) color = rgb('#10161c');
      if (Math.hypot(x + 0.03, ey - 0.035) < 0.016) color = rgb('#ffffff');
    }
    if (Math.abs(x) < 0.305 && Math.abs(Math.abs(ey) - Math.max(0, lid)) < 0.006) color = navy;
    const ring = Math.abs(((r / 0.045) % 1) - 0.5);
    if (r > 0.2 && r < 0.33 && Math.abs(ey) > lid + 0.02 && ring < 0.12) color = mix(paper, red, 0.85);
    const ink = (text: string, base: number, cap: number, weight: number) =>
      centeredInk(text, x, y - base, cap, weight);
    color = mix(color, navy, ink('SACCADE', -0.355, 0.085, 0.17));
    color = mix(color, red, ink('THE EYE LEAPS', -0.41, 0.03, 0.17));
    color = mix(color, navy, ink('THE WORLD HOLDS STILL', -0.455, 0.021, 0.16));
    color = mix(color, navy, ink('A STUDY OF GLANCES', 0.452, 0.021, 0.16));
    return color;
  });
  piece.quad([-w / 2, -h / 2, 0.012], [w, 0, 0], [0, h, 0], print, {
    coarse: 0.02,
    fine: 0.0042,
    legible: true,
    edge: 0.009,
    tolerance: 0.1,
    lightSpacing: 0.08,
  });
  frameAround(piece, w, h, 0.024, 41, '#3a2a20', '#221711');
  return piece;
}

/** Round wall clock at eight minutes past ten. */
export function clock(seed: number): Piece {
  const piece = new Piece(
    'clock',
    'clock',
    'Round wall clock, ten past ten',
    seed,
    place([-2.2, 2.02, -3.99]),
  );
  const radius = 0.17;
  const face = rgb('#f5efdf');
  const black = rgb('#201c1a');
  const dial = paint(({ u, v }) => {
    const r = radius * (1 - v);
    const a = 2 * Math.PI * u;
    const [x, y] = [r * Math.cos(a), r * Math.sin(a)];
    let ink = 0;
    const minute = ((Math.atan2(x, y) / (2 * Math.PI)) * 60 + 60) % 60;
    const tick = Math.abs(minute - Math.round(minute)) * (r * 0.1047);
    if (r > 0.15 && r < 0.162 && tick < 0.0014) ink = 0.8;
    for (let hour = 1; hour <= 12; hour++) {
      const b = (hour * Math.PI) / 6;
      ink = Math.max(
        ink,
        centeredInk(String(hour), x - 0.127 * Math.sin(b), y - 0.127 * Math.cos(b) + 0.0125, 0.025, 0.19),
      );
    }
    return mix(face, black, ink);
  });
  const turn = (p: Vec3): Vec3 => [p[0], p[2], p[1]];
  piece.sheet(
    (u, v) => {
      const a = 2 * Math.PI * u;
      return [radius * (1 - v) * Math.cos(a), radius * (1 - v) * Math.sin(a), 0.02];
    },
    dial,
    {
      coarse: 0.014,
      fine: 0.0032,
      legible: true,
      edge: 0,
      tolerance: 0.08,
      segments: [28, 1],
      lightSpacing: 0.05,
    },
  );
  const rim: Vec3[] = Array.from({ length: 33 }, (_, i) =>
    turn([0.178 * Math.cos((i * Math.PI) / 16), 0.022, 0.178 * Math.sin((i * Math.PI) / 16)]),
  );
  piece.tube(rim, 0.014, metal('#b08d4a'), { coarse: 0.012, fine: 0.006, segments: [8, 48] });
  const hand = (angle: number, length: number, width: number) => {
    const d: Vec3 = [Math.sin(angle), Math.cos(angle), 0];
    piece.strand(
      [scale(d, -0.02), scale(d, length)].map((p): Vec3 => [p[0], p[1], 0.028]),
      width,
      black,
      0.012,
    );
  };
  hand(((10 + 8 / 60) * Math.PI) / 6, 0.078, 0.0045);
  hand((8 * Math.PI) / 30, 0.12, 0.0034);
  hand((36 * Math.PI) / 30, 0.125, 0.0014);
  piece.cushion([0, 0, 0.028], [0.008, 0.008, 0.004], 1, metal('#b08d4a'), { coarse: 0.006 });
  return piece;
}

/** Painted coast in a gilt frame on the left wall. */
export function painting(seed: number): Piece {
  const piece = new Piece(
    'painting',
    'painting',
    'Seascape in a gilt frame',
    seed,
    place([-2.597, 1.58, -1.45], 90),
  );
  const [w, h] = [1.05, 0.7];
  const oil = paint(({ s, t }) => {
    const x = s / w;
    const y = t / h;
    const stroke = noise(s * 60, t * 22);
    const cloud = smoothstep(0.5, 0.75, fbm(x * 4 + 2, y * 7, 4));
    let color = mix(mix(rgb('#f3cfa0'), rgb('#7fb0cf'), smoothstep(0.45, 1, y)), rgb('#fbeedd'), 0.8 * cloud);
    const sun = smoothstep(0.06, 0.045, Math.hypot((x - 0.63) * 1.5, y - 0.56));
    color = mix(color, rgb('#fff3cf'), sun);
    if (y < 0.46) {
      const glint = smoothstep(0.62, 0.85, noise(s * 28, t * 90)) * Math.exp(-(((x - 0.63) / 0.12) ** 2));
      color = mix(
        mix(rgb('#2f6f86'), rgb('#8fc0bd'), y / 0.46 + 0.3 * (stroke - 0.5)),
        rgb('#ffe6b0'),
        glint,
      );
    }
    const cape = 0.46 + 0.26 * smoothstep(0.42, 0.0, x) * (0.7 + 0.5 * fbm(x * 7, 3, 3));
    if (y < cape && y > 0.44 - 0.1 * (0.4 - x) && x < 0.42)
      color = mix(rgb('#3f5a4a'), rgb('#8a9a6a'), fbm(x * 18, y * 22, 3));
    const beach = 0.2 - 0.2 * x + 0.02 * Math.sin(x * 14);
    if (y < beach) color = mix(rgb('#d9bb86'), rgb('#b38d58'), noise(s * 50, t * 80));
    else if (y < beach + 0.018) color = rgb('#f4f1e6');
    const [bx, by] = [(x - 0.76) * w, (y - 0.47) * h];
    if (by > 0 && by < 0.085 && bx > -0.002 && bx < 0.045 * (1 - by / 0.085)) color = rgb('#f7f2e6');
    if (by > -0.014 && by < 0 && Math.abs(bx - 0.012) < 0.035 + by) color = rgb('#6a2f22');
    return scale(color, 0.88 + 0.22 * stroke);
  });
  piece.quad([-w / 2, -h / 2, 0.014], [w, 0, 0], [0, h, 0], oil, {
    coarse: 0.02,
    fine: 0.0065,
    edge: 0.014,
    tolerance: 0.1,
    lightSpacing: 0.08,
  });
  frameAround(piece, w, h, 0.045, 23, '#c9a255', '#8a6427');
  return piece;
}

/** Title and four staves of notes. */
function score(s: number, t: number, w: number, h: number): number {
  let ink = centeredInk('MORNING', s - w / 2, t - h + 0.042, 0.024, 0.18);
  ink = Math.max(ink, centeredInk('FOR GUITAR', s - w / 2, t - h + 0.06, 0.0095, 0.2));
  const gap = 0.0066;
  const pitch = 0.06;
  const down = h - 0.074 - t;
  const row = Math.floor(down / pitch);
  if (row < 0 || row > 3 || s < 0.014 || s > w - 0.014) return ink;
  const y = down - row * pitch - 0.006;
  for (let line = 0; line < 5; line++) if (Math.abs(y - line * gap) < 0.0008) ink = Math.max(ink, 0.75);
  if (y > 0 && y < 4 * gap)
    for (let bar = 0; bar <= 4; bar++) if (Math.abs(s - 0.014 - (bar * (w - 0.028)) / 4) < 0.001) ink = 0.8;
  const slot = Math.floor((s - 0.024) / 0.0158);
  const pick = noise(slot * 7.7 + 0.4, row * 5.3 + 0.4);
  const center = 0.024 + (slot + 0.5) * 0.0158;
  const height = Math.round(clamp(pick * 10 - 1, 0, 8)) * gap * 0.5;
  if (slot >= 0 && Math.hypot((s - center) / 1.3, y - height) < 0.0034) ink = 1;
  if (slot >= 0 && Math.abs(s - center - 0.0039) < 0.0009 && y < height && y > height - 0.022) ink = 0.95;
  return ink;
}

/** Wire music stand at arm's length with a sheet for guitar. */
export function musicStand(seed: number): Piece {
  const piece = new Piece(
    'music-stand',
    'music stand',
    'Wire music stand with a sheet of music',
    seed,
    place([0.92, 0, -1.12], -34),
  );
  const iron = rgb('#2a2a2c');
  const [w, h] = [0.25, 0.335];
  piece.within(place([0, 1.06, 0], 0, -22), () => {
    const paper = rgb('#f6f0e0');
    const sheet = paint(({ s, t }) =>
      mix(scale(paper, 0.97 + 0.03 * noise(s * 50, t * 50)), rgb('#1d1a1a'), score(s, t, w, h)),
    );
    const page = {
      coarse: 0.014,
      fine: 0.002,
      edge: 0.006,
      tolerance: 0.15,
      legible: true,
      twoSided: true,
      lightSpacing: 0.03,
      segments: [2, 2] as const,
    };
    piece.quad([-w / 2, 0.005, 0.01], [w, 0, 0], [0, h, 0], sheet, page);
    const rod = (...points: Vec3[]) => piece.strand(points, 0.0032, iron, 0.016);
    for (const x of [-0.24, -0.12, 0.12, 0.24]) rod([x, 0, 0], [x * 0.92, 0.16, -0.002], [x * 0.6, 0.29, 0]);
    rod([-0.25, 0, 0], [0, 0, 0], [0.25, 0, 0]);
    rod([-0.25, 0, 0.035], [0, 0, 0.035], [0.25, 0, 0.035]);
    for (const x of [-0.25, 0.25]) rod([x, 0, 0], [x, 0, 0.035]);
    rod([-0.15, 0.29, 0], [0, 0.292, 0], [0.15, 0.29, 0]);
    rod([0, 0, -0.003], [0, 0.29, -0.003]);
  });
  const tube = { coarse: 0.012, fine: 0.006 };
  piece.tube(
    [
      [0, 0.3, 0],
      [0, 1.08, -0.01],
    ],
    0.007,
    metal('#55565a'),
    tube,
  );
  piece.cushion([0, 0.72, 0], [0.014, 0.02, 0.014], 0.7, plain('#202022'), { coarse: 0.008 });
  for (const k of [0, 1, 2]) {
    const a = 0.4 + (k * 2 * Math.PI) / 3;
    piece.tube(
      [
        [0, 0.34, 0],
        [0.27 * Math.cos(a), 0.012, 0.27 * Math.sin(a)],
      ],
      0.005,
      plain('#2a2a2c', { gloss: 0.1 }),
      tube,
    );
    piece.strand(
      [
        [0, 0.16, 0],
        [0.15 * Math.cos(a), 0.16, 0.15 * Math.sin(a)],
      ],
      0.003,
      iron,
      0.02,
    );
  }
  return piece;
}
