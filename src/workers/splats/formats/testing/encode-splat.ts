import type { RawSplats } from '../raw-splats.ts';

/** An antimatter15 .splat; harmonics above degree 0 have no place in it. */
export function encodeSplat(raw: RawSplats): Uint8Array {
  const view = new DataView(new ArrayBuffer(raw.count * 32));
  const byte = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
  for (let i = 0; i < raw.count; i++) {
    for (let k = 0; k < 3; k++) {
      view.setFloat32(i * 32 + k * 4, raw.positions[i * 3 + k]!, true);
      view.setFloat32(i * 32 + 12 + k * 4, raw.scales[i * 3 + k]!, true);
      view.setUint8(i * 32 + 24 + k, byte(raw.colors[i * 3 + k]! * 255));
    }
    view.setUint8(i * 32 + 27, byte(raw.opacities[i]! * 255));
    [3, 0, 1, 2].forEach((component, k) => {
      view.setUint8(i * 32 + 28 + k, byte(raw.rotations[i * 4 + component]! * 128 + 128));
    });
  }
  return new Uint8Array(view.buffer);
}
