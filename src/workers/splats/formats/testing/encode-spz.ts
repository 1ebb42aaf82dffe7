import { gzipSync } from 'fflate';
import { type RawSplats, shRestCount } from '../raw-splats.ts';
import { SH_C0 } from '../splat-arrays.ts';
import { joinBytes } from './encode-ply.ts';

const FRACTIONAL_BITS = 12;

/** One record of an extension. */
export function spzExtension(type: number, value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(type, 4, value).buffer);
}

/** A Niantic .spz; version 4 with its streams stored uncompressed in zstd blocks. */
export function encodeSpz(
  raw: RawSplats,
  version: 1 | 2 | 3 | 4,
  extension: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const streams = attributes(raw, version);
  const header = new Uint8Array(version === 4 ? 32 : 16);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0x5053474e, true);
  view.setUint32(4, version, true);
  view.setUint32(8, raw.count, true);
  header[12] = raw.shDegree;
  header[13] = FRACTIONAL_BITS;
  header[14] = extension.length > 0 ? 2 : 0;
  if (version < 4) return gzipSync(joinBytes(header, ...streams, extension));
  const used = streams.filter((stream) => stream.length > 0);
  const frames = used.map(storeZstd);
  header[15] = used.length;
  view.setUint32(16, 32 + extension.length, true);
  const table = BigUint64Array.from(
    used.flatMap((stream, k) => [BigInt(frames[k]!.length), BigInt(stream.length)]),
  );
  return joinBytes(header, extension, new Uint8Array(table.buffer), ...frames);
}

/** A zstd frame of raw blocks (RFC 8878). */
export function storeZstd(content: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58)];
  for (let at = 0; at === 0 || at < content.length; at += 65536) {
    const block = content.subarray(at, at + 65536);
    const header = (block.length << 3) | (at + 65536 >= content.length ? 1 : 0);
    parts.push(Uint8Array.of(header, header >> 8, header >> 16), block);
  }
  return joinBytes(...parts);
}

function attributes(raw: RawSplats, version: number): Uint8Array[] {
  const byte = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
  const rest = shRestCount(raw.shDegree) * 3;
  return [
    version === 1 ? halves(raw.positions) : fixedPoint(raw.positions),
    Uint8Array.from(raw.opacities, (value) => byte(value * 255)),
    Uint8Array.from(raw.colors, (value) => byte((((value - 0.5) / SH_C0) * 0.15 + 0.5) * 255)),
    Uint8Array.from(raw.scales, (value) => byte((Math.log(value) + 10) * 16)),
    version < 3 ? firstThree(raw) : smallestThreeCodes(raw),
    Uint8Array.from({ length: raw.count * rest }, (_, k) => byte(raw.shRest![k]! * 128 + 128)),
  ];
}

function fixedPoint(values: Float32Array): Uint8Array {
  const out = new Uint8Array(values.length * 3);
  values.forEach((value, k) => {
    const code = Math.round(value * 2 ** FRACTIONAL_BITS);
    out.set([code & 255, (code >> 8) & 255, (code >> 16) & 255], k * 3);
  });
  return out;
}

/** Normal binary16 numbers, fraction cut off. */
function halves(values: Float32Array): Uint8Array {
  const codes = Uint16Array.from(values, (value) => {
    const exponent = Math.max(-14, Math.floor(Math.log2(Math.abs(value))));
    const fraction = Math.floor((Math.abs(value) / 2 ** exponent - 1) * 1024);
    return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | Math.max(0, fraction);
  });
  return new Uint8Array(codes.buffer);
}

function firstThree({ count, rotations }: RawSplats): Uint8Array {
  return Uint8Array.from({ length: count * 3 }, (_, n) => {
    const splat = Math.floor(n / 3);
    const sign = rotations[splat * 4 + 3]! < 0 ? -1 : 1;
    return Math.round((rotations[splat * 4 + (n % 3)]! * sign + 1) * 127.5);
  });
}

function smallestThreeCodes({ count, rotations }: RawSplats): Uint8Array {
  const codes = Uint32Array.from({ length: count }, (_, i) => {
    const q = Array.from(rotations.subarray(i * 4, i * 4 + 4));
    const place = q.reduce((best, value, k) => (Math.abs(value) > Math.abs(q[best]!) ? k : best), 0);
    const sign = q[place]! < 0 ? -1 : 1;
    let code = place;
    q.forEach((value, k) => {
      if (k === place) return;
      const magnitude = Math.round((Math.abs(value) / Math.SQRT1_2) * 511);
      code = code * 1024 + (value * sign < 0 ? 512 : 0) + magnitude;
    });
    return code;
  });
  return new Uint8Array(codes.buffer);
}
