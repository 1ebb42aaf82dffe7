import { type Safetensors, SafetensorsError, typeSize } from './safetensors.ts';

/** Values begin at multiples of eight bytes, as other writers do it: the header ends in as many spaces. */
const ALIGNMENT = 8;

/**
 * Writes a safetensors file, tensors in the order of the map.
 * @throws SafetensorsError when a tensor's bytes do not fit its shape
 */
export function writeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header.__metadata__ = metadata;
  let end = 0;
  for (const [name, { type, shape, bytes }] of tensors) {
    const wanted = shape.reduce((product, size) => product * size, typeSize(type));
    if (bytes.length !== wanted) {
      throw new SafetensorsError(`Tensor “${name}” needs ${wanted} bytes and has ${bytes.length}.`);
    }
    header[name] = { dtype: type, shape, data_offsets: [end, end + bytes.length] };
    end += bytes.length;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(8 + length + end).fill(0x20, 8, 8 + length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(json, 8);
  let at = 8 + length;
  for (const { bytes } of tensors.values()) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}
