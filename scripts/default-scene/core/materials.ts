import { rgb } from './color.ts';
import { fbm, noise } from './noise.ts';
import type { Material, SurfacePoint } from './patch.ts';
import { mix, scale, smoothstep, type Vec3 } from './vec.ts';

type Paint = (p: SurfacePoint) => Vec3;

/** Matt unless told otherwise. */
export function paint(albedo: Paint, extra: Partial<Material> = {}): Material {
  return { albedo, gloss: 0, lobe: 0.1, emission: 0, unlit: false, ...extra };
}

export function plain(hex: string, extra: Partial<Material> = {}): Material {
  const color = rgb(hex);
  return paint(() => color, extra);
}

/** Lime plaster: slow clouds and a faint trowel texture. */
export function plaster(hex: string): Material {
  const color = rgb(hex);
  return paint(({ s, t }) =>
    scale(color, 0.95 + 0.07 * fbm(s * 1.1 + 3, t * 1.1, 3) + 0.03 * noise(s * 9, t * 5)),
  );
}

/** Wood with the grain along u; every `offset` is another board. */
export function wood(light: string, dark: string, offset: number, extra: Partial<Material> = {}): Material {
  const a = rgb(light);
  const b = rgb(dark);
  return paint(
    ({ s, t }) => {
      const wave = fbm(s * 0.9 + offset * 7.7, t * 9 + offset * 3.1, 3);
      const rings = 0.5 + 0.5 * Math.sin((t * 60 + wave * 34) * 1.1);
      const pores = noise(s * 14 + offset, t * 420);
      return mix(a, b, 0.12 + 0.42 * rings * wave + 0.26 * pores * pores + 0.3 * (wave - 0.35));
    },
    { gloss: 0.02, lobe: 0.12, ...extra },
  );
}

/** Woven cloth: a fine two-way weave over slow variation. */
export function fabric(hex: string, weave = 0.1): Material {
  const color = rgb(hex);
  return paint(({ s, t }) => {
    const threads = Math.sin(s * 700) * Math.sin(t * 700);
    return scale(
      color,
      0.92 + weave * (0.5 * threads + noise(s * 130, t * 130) - 0.5) + 0.12 * noise(s * 6, t * 6),
    );
  });
}

/** Glazed ware with a slight bloom. */
export function glaze(hex: string, gloss = 0.05): Material {
  const color = rgb(hex);
  return paint(({ s, t }) => scale(color, 0.94 + 0.1 * noise(s * 30, t * 30)), { gloss, lobe: 0.05 });
}

export function metal(hex: string): Material {
  return plain(hex, { gloss: 0.5, lobe: 0.12 });
}

/** Leaf with the stalk at v = 0: midrib, side veins, paler at the rim. */
export function leaf(hex: string, veinHex: string, veins: number): Material {
  const green = rgb(hex);
  const vein = rgb(veinHex);
  return paint(
    ({ u, v }) => {
      const across = Math.abs(u - 0.5) * 2;
      const rib = 1 - smoothstep(0.03, 0.1, across);
      const side = Math.abs(((((v * veins - across * 1.4) % 1) + 1.5) % 1) - 0.5) * 2;
      const mark = Math.max(rib, 0.45 * (1 - smoothstep(0.05, 0.3, side)) * (1 - across));
      return scale(mix(green, vein, mark), 0.82 + 0.25 * across + 0.1 * noise(u * 9, v * 20));
    },
    { gloss: 0.03, lobe: 0.2 },
  );
}

/** Light that a thing gives off by itself, linear radiance. */
export function glow(color: Vec3, emission: number): Material {
  return paint(() => color, { emission });
}

/** Drawn as it is: what lies outside the window. */
export function backdrop(radiance: Paint): Material {
  return paint(radiance, { unlit: true });
}
