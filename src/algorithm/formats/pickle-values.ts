/** What a pickle of numbers and arrays may hold, and how NumPy's arrays come about in it. */
import { FormatError } from './imported.ts';

export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickleValue[]
  | Tuple
  | Call
  | Dtype
  | PickledArray
  | UnfinishedArray;

export class Tuple {
  readonly items: readonly PickleValue[];
  constructor(items: readonly PickleValue[]) {
    this.items = items;
  }
}

/** The name of something that Python would call. */
export class Call {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A type as NumPy writes it, 'i4', with its byte order. */
export class Dtype {
  readonly name: string;
  order = '|';
  constructor(name: string) {
    this.name = name;
  }
}

export class PickledArray {
  readonly shape: readonly number[];
  /** '<i4'; '|O8' for objects */
  readonly descr: string;
  readonly isFortranOrder: boolean;
  /** The numbers' bytes, or the objects in C order. */
  readonly content: Uint8Array | readonly PickleValue[];
  constructor(
    shape: readonly number[],
    descr: string,
    isFortranOrder: boolean,
    content: Uint8Array | readonly PickleValue[],
  ) {
    this.shape = shape;
    this.descr = descr;
    this.isFortranOrder = isFortranOrder;
    this.content = content;
  }
}

/** Made empty by _reconstruct, filled by the state that follows. */
export class UnfinishedArray {
  finished: PickledArray | undefined;
}

/** A call with its arguments. @throws FormatError for every call but NumPy's reconstructors */
export function reduce({ name }: Call, args: readonly PickleValue[]): PickleValue {
  switch (name) {
    case 'numpy.core.multiarray._reconstruct':
    case 'numpy._core.multiarray._reconstruct':
      return new UnfinishedArray();
    case 'numpy.dtype':
      if (typeof args[0] !== 'string' || args[0].length > 8) break;
      return new Dtype(args[0]);
    case '_codecs.encode':
      // Python 2's bytes in protocol 2: every character is a byte.
      if (typeof args[0] !== 'string' || args[1] !== 'latin1') break;
      return Uint8Array.from(args[0], (character) => character.charCodeAt(0));
    case 'numpy.core.multiarray.scalar':
    case 'numpy._core.multiarray.scalar':
      if (!(args[0] instanceof Dtype)) break;
      return new PickledArray([], descrOf(args[0]), false, bytesOf(args[1]));
    case 'numpy.core.numeric._frombuffer':
    case 'numpy._core.numeric._frombuffer':
      if (!(args[1] instanceof Dtype)) break;
      return new PickledArray(
        shapeOf(args[2]),
        descrOf(args[1]),
        args[3] === 'F',
        bytesOf(args[0]),
      );
    default:
      throw new FormatError(
        `The pickle calls “${name.slice(0, 60)}”, which numbers and arrays do not need; nothing was run.`,
      );
  }
  throw new FormatError('The pickle is damaged.');
}

/** The state of a dtype or of an array. @throws FormatError when it is neither's */
export function build(target: PickleValue, state: readonly PickleValue[]): void {
  if (target instanceof Dtype) {
    // (version, byte order, …); a structured type has names here.
    const [, order, , names] = state;
    if (typeof order !== 'string' || (names !== null && names !== undefined)) {
      throw new FormatError('The pickle holds a structured type, not numbers.');
    }
    target.order = order;
    return;
  }
  if (!(target instanceof UnfinishedArray)) throw new FormatError('The pickle is damaged.');
  const [, shape, dtype, isFortranOrder, content] = state;
  if (!(dtype instanceof Dtype)) throw new FormatError('The pickle is damaged.');
  target.finished = new PickledArray(
    shapeOf(shape),
    descrOf(dtype),
    isFortranOrder === true || isFortranOrder === 1,
    Array.isArray(content) ? content : bytesOf(content),
  );
}

function shapeOf(value: PickleValue | undefined): number[] {
  if (value instanceof Tuple && value.items.length <= 32) {
    const shape = value.items.filter((side): side is number => typeof side === 'number');
    if (shape.length === value.items.length) return shape;
  }
  throw new FormatError('The pickle holds an array without a shape.');
}

function descrOf({ name, order }: Dtype): string {
  return `${order}${name}`;
}

function bytesOf(value: PickleValue | undefined): Uint8Array {
  if (value instanceof Uint8Array) return value;
  // Python 2 wrote bytes as strings.
  if (typeof value === 'string') return Uint8Array.from(value, (c) => c.charCodeAt(0));
  throw new FormatError('The pickle holds an array without numbers.');
}
