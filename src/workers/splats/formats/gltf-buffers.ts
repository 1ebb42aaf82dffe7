import { asObject, countOf, entryOf, type GltfContainer, type GltfObject } from './gltf-json.ts';
import { checkRelativePath } from './relative-path.ts';

/** Reads a file by its path relative to the glTF. */
type ReadBeside = (path: string) => Promise<Uint8Array>;

/** A part of a buffer; `stride` is the distance of elements in bytes, 0 where they follow each other. */
export interface BufferView {
  readonly bytes: Uint8Array;
  readonly stride: number;
}

/** Packed kinds of buffer views. */
const PACKED_VIEWS = ['EXT_meshopt_compression', 'KHR_meshopt_compression'];

/** Buffers of a glTF: each is fetched once, when a part of it is asked for. */
export class GltfBuffers {
  private readonly buffers = new Map<unknown, Promise<Uint8Array>>();
  private readonly name: string;
  private readonly container: GltfContainer;
  private readonly readBeside: ReadBeside | null;

  constructor(name: string, container: GltfContainer, readBeside: ReadBeside | null) {
    this.name = name;
    this.container = container;
    this.readBeside = readBeside;
  }

  /** @throws Error when the view leaves its buffer, which may be cut off, or is packed in a way that is not read. */
  async view(index: unknown): Promise<BufferView> {
    const view = entryOf(this.container.json, 'bufferViews', index);
    const extensions = view.extensions ?? {};
    const packed = PACKED_VIEWS.find((extension) =>
      Object.hasOwn(asObject(extensions, '“extensions”'), extension),
    );
    if (packed) throw new Error(`its data are packed with ${packed}, which is not read`);
    const buffer = await this.buffer(view.buffer);
    const start = countOf(view, 'byteOffset', 0);
    const length = countOf(view, 'byteLength');
    if (start + length > buffer.length) {
      throw new Error(`a buffer of it has ${buffer.length} bytes of at least ${start + length}`);
    }
    return { bytes: buffer.subarray(start, start + length), stride: countOf(view, 'byteStride', 0) };
  }

  private buffer(index: unknown): Promise<Uint8Array> {
    const known = this.buffers.get(index);
    if (known) return known;
    const buffer = this.fetch(entryOf(this.container.json, 'buffers', index), index);
    this.buffers.set(index, buffer);
    return buffer;
  }

  private async fetch(buffer: GltfObject, index: unknown): Promise<Uint8Array> {
    const length = countOf(buffer, 'byteLength');
    const bytes = await this.bytesOf(buffer.uri, index);
    if (length > bytes.length) {
      throw new Error(`a buffer of it is cut off: ${bytes.length} of ${length} bytes are there`);
    }
    return bytes.subarray(0, length);
  }

  private async bytesOf(uri: unknown, index: unknown): Promise<Uint8Array> {
    if (uri === undefined) {
      if (index !== 0 || !this.container.binary) throw new Error('a buffer of it has no address');
      return this.container.binary;
    }
    if (typeof uri !== 'string') throw new Error('a buffer of it has no address');
    if (/^data:/i.test(uri)) return readDataAddress(uri);
    if (!this.readBeside) throw new Error(`its buffer “${uri.slice(0, 60)}” lies in another file`);
    return this.readBeside(checkRelativePath(this.name, decodeAddress(uri)));
  }
}

/** Address without percent codes. */
function decodeAddress(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    throw new Error('the address of a buffer is damaged');
  }
}

function readDataAddress(uri: string): Uint8Array {
  const comma = uri.indexOf(',');
  if (comma < 0 || !/;base64$/i.test(uri.slice(0, comma)))
    throw new Error('a data address of it is no base64');
  let text: string;
  try {
    text = atob(uri.slice(comma + 1));
  } catch {
    throw new Error('a data address of it is damaged');
  }
  const bytes = new Uint8Array(text.length);
  for (let k = 0; k < text.length; k++) bytes[k] = text.charCodeAt(k);
  return bytes;
}
