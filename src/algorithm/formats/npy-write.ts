/** Writes NumPy's array files, version 1: numbers, and an object array of three arrays of numbers. */

/** [rows × columns] in C order. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly number[];
}

type NumberType = 'i4' | 'f8';

/** An array of shape count × rows × columns; the matrices have one shape. */
export function writeStacked(matrices: readonly Matrix[], type: NumberType): Uint8Array {
  const { rows, columns } = matrices[0]!;
  const shape = `(${matrices.length}, ${rows}, ${columns})`;
  return withHeader(`<${type}`, shape, joined(matrices.map((m) => numbers(m.values, type))));
}

/** An object array of shape (count,), each an array of its own shape, as NumPy pickles it. */
export function writeObjects(matrices: readonly Matrix[], type: NumberType): Uint8Array {
  const dtype = (name: string, order: string, alignment: number) => [
    op('cnumpy\ndtype\n'),
    text(name),
    // (False, True): no alignment, a copy; then the state.
    op('\x89\x88\x87R'),
    op('(K\x03'),
    text(order),
    op(`NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK${String.fromCharCode(alignment)}tb`),
  ];
  const empty = [
    op('cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n'),
    op('K\0\x85C\x01b\x87R'),
  ];
  const arrays = matrices.flatMap((matrix) => [
    ...empty,
    op('(K\x01'),
    whole(matrix.rows),
    whole(matrix.columns),
    op('\x86'),
    ...dtype(type, '<', 0),
    op('\x89'),
    bytes(numbers(matrix.values, type)),
    op('tb'),
  ]);
  const content = joined([
    op('\x80\x03'),
    ...empty,
    op('(K\x01'),
    whole(matrices.length),
    op('\x85'),
    ...dtype('O8', '|', 63),
    op('\x89]('),
    ...arrays,
    op('etb.'),
  ]);
  return withHeader('|O', `(${matrices.length},)`, content);
}

function withHeader(descr: string, shape: string, content: Uint8Array): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  // NumPy aligns the numbers to 64 bytes; the header ends with a line break.
  const length = Math.ceil((10 + header.length + 1) / 64) * 64 - 10;
  return joined([
    op(`\x93NUMPY\x01\0${String.fromCharCode(length & 255, length >> 8)}`),
    op(`${header.padEnd(length - 1)}\n`),
    content,
  ]);
}

function numbers(values: readonly number[], type: NumberType): Uint8Array {
  const width = type === 'i4' ? 4 : 8;
  const view = new DataView(new ArrayBuffer(values.length * width));
  for (const [i, value] of values.entries()) {
    if (type === 'i4') view.setInt32(i * width, value, true);
    else view.setFloat64(i * width, value, true);
  }
  return new Uint8Array(view.buffer);
}

/** BININT */
function whole(value: number): Uint8Array {
  return joined([op('J'), little(value)]);
}

/** BINUNICODE */
function text(value: string): Uint8Array {
  return joined([op('X'), little(value.length), op(value)]);
}

/** BINBYTES */
function bytes(value: Uint8Array): Uint8Array {
  return joined([op('B'), little(value.length), value]);
}

function little(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setInt32(0, value, true);
  return new Uint8Array(view.buffer);
}

/** A byte a character. */
function op(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
