import { backdrop } from '../core/materials.ts';
import { fbm, noise } from '../core/noise.ts';
import { Piece } from '../core/piece.ts';
import { add, clamp, dot, mix, normalize, scale, smoothstep, type Vec3 } from '../core/vec.ts';
import { TO_SUN } from '../light/lights.ts';

const GROUND = -0.35;
const LEAF_DARK: Vec3 = [0.045, 0.12, 0.022];
const LEAF_BRIGHT: Vec3 = [0.55, 0.8, 0.16];

/** What one sees through the window, 5 to 60 m away: lawn, path, flowers, an apple tree, a hedge, hills and sky. */
export function garden(seed: number): Piece {
  const piece = new Piece('garden', 'garden', 'Lawn, flower bed, apple tree, hedge, hills and sky', seed);
  const far = { casts: false, edge: 0, tolerance: 0.045 };
  piece.quad([-45, -2, -60], [90, 0, 0], [0, 36, 0], backdrop(sky), {
    ...far,
    coarse: 2.4,
    fine: 0.7,
    tolerance: 0.08,
  });
  hills(piece, -46, 3.4, [0.42, 0.6, 0.72], 3);
  hills(piece, -34, 1.9, [0.28, 0.46, 0.3], 11);
  piece.quad([-16, GROUND, -4.3], [32, 0, 0], [0, 0.3, -24], backdrop(lawn), {
    ...far,
    coarse: 0.45,
    fine: 0.07,
    tolerance: 0.17,
  });
  hedge(piece);
  tree(piece, [-0.75, GROUND, -10.5]);
  flowerBed(piece);
  return piece;
}

function sky({ world }: { world: Vec3 }): Vec3 {
  const h = clamp((world[1] + 2) / 22, 0, 1);
  const clear = mix([1.15, 1.35, 1.5], [0.3, 0.66, 1.35], smoothstep(0, 0.9, h));
  const cloud = smoothstep(0.5, 0.72, fbm(world[0] * 0.075 + 4, world[1] * 0.17 + 9, 5));
  return mix(clear, [2.4, 2.35, 2.25], 0.85 * cloud);
}

function lawn({ world: [x, , z] }: { world: Vec3 }): Vec3 {
  const path = Math.abs(x - 0.35 - 0.9 * Math.sin(z * 0.33)) - 0.5;
  const blade = noise(x * 14, z * 5);
  const shade = smoothstep(1.0, 2.2, Math.hypot(x + 0.1, (z + 9.2) * 0.8));
  const grass = mix([0.09, 0.22, 0.035], [0.34, 0.6, 0.1], 0.3 * blade + 0.7 * fbm(x * 1.3, z * 0.8, 3));
  const stone = mix([0.5, 0.45, 0.36], [0.95, 0.88, 0.74], noise(x * 2.6, z * 1.9) * 0.7 + 0.3 * blade);
  return scale(
    mix(stone, grass, smoothstep(-0.08, 0.08, path + 0.14 * noise(x * 6, z * 4))),
    0.5 + 0.75 * shade,
  );
}

function hills(piece: Piece, z: number, top: number, color: Vec3, offset: number): void {
  const ridge = (x: number) => top * (0.45 + 0.75 * fbm(x * 0.05 + offset, offset, 4));
  const radiance = backdrop(({ world: [x, y] }) =>
    scale(color, 0.8 + 0.4 * fbm(x * 0.5 + offset, y * 1.6, 3) + 0.1 * (y / top)),
  );
  piece.sheet(
    (u, v) => {
      const x = -36 + 72 * u;
      return [x, -4 + (ridge(x) + 4) * v, z];
    },
    radiance,
    { casts: false, edge: 0.3, coarse: 1.2, fine: 0.26, tolerance: 0.07 },
  );
}

/** A leaf that the sun reaches by how far it stands on the sunny side of its clump. */
function foliage(piece: Piece, at: Vec3, out: Vec3, lit: number, size: number, bright = LEAF_BRIGHT): void {
  const { rng } = piece;
  const wild: Vec3 = [rng.range(-1, 1), rng.range(-1, 1), rng.range(-1, 1)];
  const normal = normalize(add(add(out, wild), [0, 0.3, 0.5]));
  const tip = normalize([rng.range(-1, 1), rng.range(-1, 0.3), rng.range(-1, 1)]);
  const glow = clamp(lit, 0, 1) ** 1.5 * rng.range(0.7, 1.3);
  piece.flecks.push({
    at,
    normal,
    tip,
    sigma: [size, size * 0.55],
    color: scale(mix(LEAF_DARK, bright, glow), 1.15),
  });
}

function tree(piece: Piece, foot: Vec3): void {
  const { rng } = piece;
  const bark: Vec3 = [0.14, 0.1, 0.07];
  const fork = add(foot, [0.12, 1.7, 0]);
  for (let i = 0; i < 9; i++) {
    const spread = (i - 4) / 4;
    const tone = scale(bark, (1.8 - 0.16 * i) * rng.range(0.75, 1.2));
    const at = (k: number, rise: number, bow: number): Vec3 =>
      add(foot, [spread * k + bow, rise, 0.03 * (1 - spread * spread)]);
    piece.strand(
      [at(0.24, 0, 0), at(0.12, 0.35, 0.02), at(0.09, 1, 0.1), at(0.12, 1.8, 0.12)],
      0.035,
      tone,
      0.07,
      true,
    );
  }
  const clumps: [Vec3, number][] = [];
  for (let i = 0; i < 24; i++) {
    const a = i * 2.4;
    const r = 0.1 + 1.5 * Math.sqrt(i / 24);
    const c = add(foot, [
      0.12 + r * Math.cos(a) * 1.15,
      2.45 + 1.25 * rng.next() - 0.12 * r,
      r * Math.sin(a),
    ]);
    clumps.push([c, rng.range(0.42, 0.68)]);
    if (i % 3 === 0) piece.strand([fork, mix(fork, add(c, [0, 0.25, 0]), 0.5), c], 0.02, bark, 0.1, true);
  }
  for (const [c, radius] of clumps) {
    for (let k = 0; k < 310; k++) {
      const d = normalize([rng.range(-1, 1), rng.range(-1, 1), rng.range(-1, 1)]);
      const r = radius * Math.cbrt(rng.range(0.12, 1));
      const at = add(c, [d[0] * r, d[1] * r * 0.8, d[2] * r]);
      const side = 0.34 + 0.4 * dot(d, TO_SUN) * (r / radius) + 0.2 * (at[1] - foot[1] - 2.4);
      if (rng.next() < 0.06) foliage(piece, at, d, side + 0.4, 0.022, [1.9, 1.5, 1.45]);
      else foliage(piece, at, d, side, rng.range(0.024, 0.045));
    }
  }
}

function hedge(piece: Piece): void {
  const { rng } = piece;
  for (let i = 0; i < 3600; i++) {
    const x = rng.range(-9, 9);
    const y = rng.next();
    const top = 1.15 + 0.35 * fbm(x * 0.8, 5, 3);
    const bump = 0.35 * noise(x * 1.6, y * 2.2);
    const at: Vec3 = [x, GROUND + 0.3 + y * top, -16 + bump + 0.15 * rng.next()];
    foliage(
      piece,
      at,
      [0, 0.4, 1],
      0.08 + 0.4 * y * y + bump * 0.8,
      rng.range(0.05, 0.085),
      [0.32, 0.5, 0.12],
    );
  }
}

function flowerBed(piece: Piece): void {
  const { rng } = piece;
  const petals: readonly Vec3[] = [
    [1.9, 0.5, 0.7],
    [2.0, 1.5, 0.25],
    [0.9, 0.5, 1.7],
    [2.1, 2.0, 1.9],
  ];
  for (let i = 0; i < 210; i++) {
    const x = rng.range(-3.1, 2.3);
    const z = rng.range(-6.6, -5.3);
    const top = GROUND + rng.range(0.5, 1.12) * (0.75 + 0.5 * noise(x * 1.3, 2));
    const lean = rng.range(-0.1, 0.1);
    const head: Vec3 = [x + lean, top, z + rng.range(-0.06, 0.06)];
    piece.strand(
      [[x, GROUND, z], [x + lean * 0.3, (GROUND + top) / 2, z], head],
      0.005,
      [0.14, 0.3, 0.06],
      0.12,
      true,
    );
    for (let k = 0; k < 9; k++) {
      const y = GROUND + (top - GROUND) * rng.range(0.1, 0.85);
      const at: Vec3 = [x + lean * 0.4 + rng.range(-0.07, 0.07), y, z + rng.range(-0.05, 0.05)];
      foliage(piece, at, [0, 0.5, 0.5], 0.1 + 0.55 * ((y - GROUND) / 1.1), rng.range(0.016, 0.032));
    }
    const color = petals[Math.floor(noise(x * 1.1, z * 1.1) * 3.99)]!;
    for (let k = 0; k < 8; k++) {
      const a = (k / 8) * 2 * Math.PI;
      const out: Vec3 = [Math.cos(a), Math.sin(a), 0.25];
      const at = add(head, scale(out, 0.017));
      piece.flecks.push({
        at,
        normal: [-out[1] * 0.1, 0.2, 1],
        tip: out,
        sigma: [0.011, 0.007],
        color: scale(color, rng.range(0.6, 1.1)),
      });
    }
    piece.flecks.push({
      at: add(head, [0, 0, 0.012]),
      normal: [0, 0.2, 1],
      tip: [1, 0, 0],
      sigma: [0.007, 0.007],
      color: [1.3, 0.8, 0.1],
    });
  }
}
