import { ProtobufWriter } from './protobuf-writer.ts';

/** Numbers of onnx.proto: versions, types of elements and of attributes. */
const IR_VERSION = 9;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE = { float: 1, int: 2, text: 3, ints: 7 } as const;

export type Attribute =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly text: string };

/**
 * Builds an ONNX model of float32 tensors node by node. Names of values are made up where none is given; adding a node gives the name
 * of its output.
 */
export class OnnxGraph {
  private readonly graph = new ProtobufWriter();
  private values = 0;

  /** @param opset version of the operators */
  constructor(
    name: string,
    private readonly opset: number,
  ) {
    this.graph.text(2, name);
  }

  input(name: string, shape: readonly number[]): string {
    this.graph.message(11, valueInfo(name, shape));
    return name;
  }

  /** Makes a value an output of the model, under a name of its own. */
  output(name: string, value: string, shape: readonly number[]): void {
    this.node('Identity', [value], {}, [name]);
    this.graph.message(12, valueInfo(name, shape));
  }

  /** A constant of floats. */
  floats(values: Float32Array, shape: readonly number[]): string {
    return this.constant(FLOAT, new Uint8Array(values.buffer, values.byteOffset, values.byteLength), shape);
  }

  /** A constant list of whole numbers: a shape, indices. */
  integers(values: readonly number[]): string {
    const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.constant(INT64, bytes, [values.length]);
  }

  /** Adds a node of one output. */
  add(type: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    const out = this.newName();
    this.node(type, inputs, attributes, [out]);
    return out;
  }

  /** The model as a file. */
  finish(): Uint8Array {
    return new ProtobufWriter()
      .integer(1, IR_VERSION)
      .text(2, 'saccade')
      .message(7, this.graph)
      .message(8, new ProtobufWriter().integer(2, this.opset))
      .finish();
  }

  private newName(): string {
    return `v${this.values++}`;
  }

  private constant(type: number, bytes: Uint8Array, shape: readonly number[]): string {
    const name = this.newName();
    const tensor = new ProtobufWriter();
    for (const size of shape) tensor.integer(1, size);
    this.graph.message(5, tensor.integer(2, type).text(8, name).bytes(9, bytes));
    return name;
  }

  private node(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
    outputs: readonly string[],
  ): void {
    const node = new ProtobufWriter();
    for (const input of inputs) node.text(1, input);
    for (const output of outputs) node.text(2, output);
    node.text(4, type);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attribute(name, value));
    this.graph.message(1, node);
  }
}

function attribute(name: string, value: Attribute): ProtobufWriter {
  const out = new ProtobufWriter().text(1, name);
  if ('float' in value) return out.float(2, value.float).integer(20, ATTRIBUTE.float);
  if ('int' in value) return out.integer(3, value.int).integer(20, ATTRIBUTE.int);
  if ('text' in value) return out.text(4, value.text).integer(20, ATTRIBUTE.text);
  for (const number of value.ints) out.integer(8, number);
  return out.integer(20, ATTRIBUTE.ints);
}

function valueInfo(name: string, shape: readonly number[]): ProtobufWriter {
  const sizes = new ProtobufWriter();
  for (const size of shape) sizes.message(1, new ProtobufWriter().integer(1, size));
  const tensor = new ProtobufWriter().integer(1, FLOAT).message(2, sizes);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
}
