import { type DataTable, MemoryReadFileSystem, readFile } from '@playcanvas/splat-transform';
import { type RawSplats, shRestCount } from '../formats/raw-splats.ts';
import { SH_C0 } from '../formats/splat-arrays.ts';

/** A file as @playcanvas/splat-transform reads it, in its y-down axes, with unit quaternions. */
export async function readWithSplatTransform(file: string, bytes: Uint8Array): Promise<RawSplats> {
  const inputFormat = file.split('.').at(-1) as 'ply' | 'splat' | 'ksplat' | 'spz' | 'sog';
  const fileSystem = new MemoryReadFileSystem();
  fileSystem.set(`scene.${inputFormat}`, bytes);
  const options = {} as Parameters<typeof readFile>[0]['options'];
  const [table] = await readFile({
    filename: `scene.${inputFormat}`,
    inputFormat,
    options,
    params: [],
    fileSystem,
  });
  return normalized(fromTable(table!));
}

function fromTable(table: DataTable): RawSplats {
  const interleave = (
    names: readonly string[],
    map: (value: number) => number = (value) => value,
  ): Float32Array => {
    const out = new Float32Array(table.numRows * names.length);
    names.forEach((name, k) => {
      const { data } = table.getColumnByName(name)!;
      for (let i = 0; i < table.numRows; i++) out[i * names.length + k] = map(data[i]!);
    });
    return out;
  };
  const rest = table.columns.filter(({ name }) => name.startsWith('f_rest_')).length / 3;
  const shDegree = ([0, 1, 2, 3] as const).find((degree) => shRestCount(degree) === rest)!;
  const restNames = Array.from(
    { length: rest * 3 },
    (_, n) => `f_rest_${(n % 3) * rest + Math.floor(n / 3)}`,
  );
  return {
    count: table.numRows,
    positions: interleave(['x', 'y', 'z']),
    scales: interleave(['scale_0', 'scale_1', 'scale_2'], Math.exp),
    rotations: interleave(['rot_1', 'rot_2', 'rot_3', 'rot_0']),
    colors: interleave(['f_dc_0', 'f_dc_1', 'f_dc_2'], (value) => 0.5 + SH_C0 * value),
    opacities: interleave(['opacity'], (value) => 1 / (1 + Math.exp(-value))),
    shDegree,
    shRest: shDegree === 0 ? null : interleave(restNames),
    up: 'y-down',
  };
}

function normalized(raw: RawSplats): RawSplats {
  for (let i = 0; i < raw.count; i++) {
    const norm = Math.hypot(
      raw.rotations[i * 4]!,
      raw.rotations[i * 4 + 1]!,
      raw.rotations[i * 4 + 2]!,
      raw.rotations[i * 4 + 3]!,
    );
    for (let k = i * 4; k < i * 4 + 4; k++) raw.rotations[k] = raw.rotations[k]! / norm;
  }
  return raw;
}
