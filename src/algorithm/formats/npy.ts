/**
 * NumPy's array files, versions 1 to 3: numbers, and objects that are numbers or arrays of them.
 * Format: numpy.lib.format.
 */
import { type Fraction, fraction, ofDouble } from '../fraction.ts';
import { FormatError } from './imported.ts';
import { readPickle } from './pickle.ts';
import { PickledArray, type PickleValue, UnfinishedArray } from './pickle-values.ts';

/** Numbers in C order. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly values: readonly Fraction[];
}

/** Of 4096 products with sides of 16, three factors of 256 entries each. */
const MOST_NUMBERS = 3 * 256 * 4096;

const MAGIC = '\x93NUMPY';

export function isNpy(bytes: Uint8Array): boolean {
  return bytes.length > 10 && [...MAGIC].every((c, i) => bytes[i] === c.charCodeAt(0));
}

/**
 * One array of numbers; or, where the file holds an array of three arrays, those three.
 * @throws FormatError when it is damaged or holds something else
 */
export function readNpy(bytes: Uint8Array): NumberArray | readonly NumberArray[] {
  if (!isNpy(bytes)) throw new FormatError('It is no NumPy array.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isShort = bytes[6] === 1;
  const start = isShort ? 10 : 12;
  const length = isShort ? view.getUint16(8, true) : view.getUint32(8, true);
  if (start + length > bytes.length) throw new FormatError('The NumPy array is cut short.');
  const header = new TextDecoder().decode(bytes.subarray(start, start + Math.min(length, 4096)));
  const descr = /'descr':\s*'([^']{1,16})'/.exec(header)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const sides = /'shape':\s*\(([\d,\sL]*)\)/.exec(header)?.[1];
  if (descr === undefined || order === undefined || sides === undefined) {
    throw new FormatError('The header of the NumPy array is damaged.');
  }
  const shape = sides.split(',').flatMap((side) => /\d+/.exec(side)?.map(Number) ?? []);
  const content = bytes.subarray(start + length);
  if (/^[|<>=]?O/.test(descr)) return ofPickle(readPickle(content));
  return numbersOf(new PickledArray(shape, descr, order === 'True', content));
}

function ofPickle(value: PickleValue): NumberArray | readonly NumberArray[] {
  const array = value instanceof UnfinishedArray ? value.finished : value;
  if (!(array instanceof PickledArray)) {
    throw new FormatError('The NumPy array holds objects that are no numbers.');
  }
  const { content } = array;
  if (content instanceof Uint8Array) return numbersOf(array);
  if (content.length !== 3 || content.every((item) => typeof item === 'number')) {
    return numbersOf(array);
  }
  return content.map((item) => {
    const factor = item instanceof UnfinishedArray ? item.finished : item;
    if (factor instanceof PickledArray) return numbersOf(factor);
    throw new FormatError('The NumPy array holds objects that are no arrays of numbers.');
  });
}

function numbersOf({ shape, descr, isFortranOrder, content }: PickledArray): NumberArray {
  const count = shape.reduce((product, side) => product * side, 1);
  if (count > MOST_NUMBERS) {
    throw new FormatError(`The NumPy array holds ${count} numbers, more than a scheme can have.`);
  }
  const values =
    content instanceof Uint8Array ? decoded(content, descr, count) : content.map(ofObject);
  if (values.length !== count) {
    throw new FormatError(
      `The NumPy array of shape ${shape.join('×')} holds ${values.length} numbers and not ${count}.`,
    );
  }
  // NumPy pickles objects in C order whatever the array's own order is.
  const isTurned = isFortranOrder && content instanceof Uint8Array;
  return { shape, values: isTurned ? fromFortran(values, shape) : values };
}

function ofObject(value: PickleValue): Fraction {
  if (typeof value === 'number')
    return needFraction(
      ofDouble(value, (x) => x),
      value,
    );
  if (typeof value === 'boolean') return fraction(Number(value));
  if (value instanceof PickledArray && value.shape.length === 0) {
    if (value.content instanceof Uint8Array) return decoded(value.content, value.descr, 1)[0]!;
  }
  throw new FormatError('The NumPy array holds objects that are no numbers.');
}

/** @throws FormatError for types that are no numbers */
function decoded(bytes: Uint8Array, descr: string, count: number): Fraction[] {
  const match = /^([|<>=]?)([biuf])([1248])$/.exec(descr.replace('?', 'b1'));
  if (match === null) {
    throw new FormatError(`The NumPy array is of type “${descr}”, which is no type of numbers.`);
  }
  const isLittle = match[1] !== '>';
  const width = Number(match[3]);
  const read = reader(`${match[2]}${match[3]}`, descr);
  if (bytes.length !== count * width) {
    throw new FormatError(
      `The NumPy array of ${count} numbers has ${bytes.length} bytes and not ${count * width}.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, i) => read(view, i * width, isLittle));
}

function reader(type: string, descr: string) {
  type Read = (view: DataView, at: number, isLittle: boolean) => Fraction;
  const whole =
    (get: (view: DataView, at: number, isLittle: boolean) => number | bigint): Read =>
    (view, at, isLittle) => {
      const value = Number(get(view, at, isLittle));
      return needFraction(Number.isSafeInteger(value) ? fraction(value) : undefined, value);
    };
  const readers: Record<string, Read> = {
    b1: whole((view, at) => view.getInt8(at)),
    i1: whole((view, at) => view.getInt8(at)),
    u1: whole((view, at) => view.getUint8(at)),
    i2: whole((view, at, isLittle) => view.getInt16(at, isLittle)),
    u2: whole((view, at, isLittle) => view.getUint16(at, isLittle)),
    i4: whole((view, at, isLittle) => view.getInt32(at, isLittle)),
    u4: whole((view, at, isLittle) => view.getUint32(at, isLittle)),
    i8: whole((view, at, isLittle) => view.getBigInt64(at, isLittle)),
    u8: whole((view, at, isLittle) => view.getBigUint64(at, isLittle)),
    f4: (view, at, isLittle) => {
      const value = view.getFloat32(at, isLittle);
      return needFraction(ofDouble(value, Math.fround), value);
    },
    f8: (view, at, isLittle) => {
      const value = view.getFloat64(at, isLittle);
      return needFraction(
        ofDouble(value, (x) => x),
        value,
      );
    },
  };
  const read = readers[type];
  if (read === undefined) {
    throw new FormatError(
      `The NumPy array is of type “${descr}”, which this program does not read.`,
    );
  }
  return read;
}

function needFraction(value: Fraction | undefined, written: number): Fraction {
  if (value !== undefined) return value;
  throw new FormatError(
    `The NumPy array holds ${written}, which is no fraction that can be exact.`,
  );
}

/** The last index runs fastest in the result, the first one in the input. */
function fromFortran(values: readonly Fraction[], shape: readonly number[]): Fraction[] {
  return values.map((_, at) => {
    let rest = at;
    let position = 0;
    const index = shape.map(() => 0);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position = position * shape[axis]! + index[axis]!;
    }
    return values[position]!;
  });
}
