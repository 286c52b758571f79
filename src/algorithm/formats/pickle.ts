/**
 * A restricted reader of Python's pickles, protocols 0 to 5: numbers, strings, bytes, lists, tuples
 * and NumPy arrays, and nothing else. It runs no code: of what a pickle may call it knows only
 * NumPy's own reconstructors, each a case below, and refuses the rest by name.
 * Opcodes as in CPython's Lib/pickletools.py.
 */
import { FormatError } from './imported.ts';
import { Cursor } from './pickle-cursor.ts';
import {
  build,
  Call,
  type PickleValue,
  reduce,
  Tuple,
  type UnfinishedArray,
} from './pickle-values.ts';

export type { PickledArray, PickleValue } from './pickle-values.ts';

/** Every number of the largest scheme, pickled one by one, takes fewer. */
const MOST_STEPS = 8e6;

/** A mark on the stack, from where a list or a tuple is gathered. */
const MARK = Symbol('mark');
type Item = PickleValue | typeof MARK;

/** @throws FormatError when it is damaged or holds anything but numbers and arrays */
export function readPickle(bytes: Uint8Array): PickleValue {
  const machine = new Machine(new Cursor(bytes));
  return machine.run();
}

class Machine {
  readonly #in: Cursor;
  readonly #stack: Item[] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(cursor: Cursor) {
    this.#in = cursor;
  }

  run(): PickleValue {
    for (let step = 0; ; step++) {
      if (step > MOST_STEPS) throw new FormatError('The pickle holds more than a scheme can have.');
      const opcode = String.fromCharCode(this.#in.byte());
      if (opcode === '.') return this.#pop();
      this.#step(opcode);
    }
  }

  #step(opcode: string): void {
    const value = this.#literal(opcode);
    if (value !== undefined) this.#stack.push(value);
    else if (!this.#gather(opcode) && !this.#remember(opcode)) this.#call(opcode);
  }

  /** The value that an opcode pushes; undefined when it is no such opcode. */
  #literal(opcode: string): PickleValue | undefined {
    const from = this.#in;
    switch (opcode) {
      case 'N':
        return null;
      case '\x88':
        return true;
      case '\x89':
        return false;
      case 'I':
      case 'L':
        return wholeNumber(from.line());
      case 'J':
        return from.int32();
      case 'K':
        return from.byte();
      case 'M':
        return from.unsigned(2);
      case '\x8a':
        return from.long(from.byte());
      case '\x8b':
        return from.long(from.unsigned(4));
      case 'F':
        return Number(from.line());
      case 'G':
        return from.double();
      case 'S':
        return from.line().replace(/^(['"])(.*)\1$/, '$2');
      case 'T':
        return from.latin1(from.unsigned(4));
      case 'U':
        return from.latin1(from.byte());
      case 'V':
        return unescaped(from.line());
      case 'X':
        return from.utf8(from.unsigned(4));
      case '\x8c':
        return from.utf8(from.byte());
      case '\x8d':
        return from.utf8(from.unsigned(8));
      case 'B':
        return from.take(from.unsigned(4));
      case 'C':
        return from.take(from.byte());
      case '\x8e':
      case '\x96':
        return from.take(from.unsigned(8));
      case ')':
        return new Tuple([]);
      case ']':
        return [];
      default:
        return undefined;
    }
  }

  /** Marks, and lists and tuples of what is on the stack. False for other opcodes. */
  #gather(opcode: string): boolean {
    switch (opcode) {
      case '(':
        this.#stack.push(MARK);
        return true;
      case 't':
        this.#stack.push(new Tuple(this.#sinceMark()));
        return true;
      case 'l':
        this.#stack.push(this.#sinceMark());
        return true;
      case '\x85':
      case '\x86':
      case '\x87': {
        const items: PickleValue[] = [];
        for (let left = opcode.charCodeAt(0) - 0x84; left > 0; left--) items.unshift(this.#pop());
        this.#stack.push(new Tuple(items));
        return true;
      }
      case 'a':
      case 'e': {
        const items = opcode === 'a' ? [this.#pop()] : this.#sinceMark();
        const list = this.#top();
        if (!Array.isArray(list)) throw damaged();
        for (const item of items) list.push(item);
        return true;
      }
      case '0':
        this.#stack.pop();
        return true;
      default:
        return false;
    }
  }

  /** The memo, the protocol's number and its frames. False for other opcodes. */
  #remember(opcode: string): boolean {
    const from = this.#in;
    switch (opcode) {
      case '\x80':
        from.byte();
        return true;
      case '\x95':
        from.take(8);
        return true;
      case '\x94':
        this.#memo.set(this.#memo.size, this.#top());
        return true;
      case 'p':
        this.#memo.set(wholeNumber(from.line()), this.#top());
        return true;
      case 'q':
        this.#memo.set(from.byte(), this.#top());
        return true;
      case 'r':
        this.#memo.set(from.unsigned(4), this.#top());
        return true;
      case 'g':
        this.#stack.push(this.#recall(wholeNumber(from.line())));
        return true;
      case 'h':
        this.#stack.push(this.#recall(from.byte()));
        return true;
      case 'j':
        this.#stack.push(this.#recall(from.unsigned(4)));
        return true;
      default:
        return false;
    }
  }

  /** What Python would call; here, a table of five. */
  #call(opcode: string): void {
    switch (opcode) {
      case 'c':
        this.#stack.push(new Call(`${this.#in.line()}.${this.#in.line()}`));
        return;
      case '\x93': {
        const name = this.#pop();
        const module = this.#pop();
        if (typeof module !== 'string' || typeof name !== 'string') throw damaged();
        this.#stack.push(new Call(`${module}.${name}`));
        return;
      }
      case 'R': {
        const args = this.#pop();
        const call = this.#pop();
        if (!(args instanceof Tuple) || !(call instanceof Call)) throw damaged();
        this.#stack.push(reduce(call, args.items));
        return;
      }
      case 'b': {
        const state = this.#pop();
        const target: PickleValue | UnfinishedArray = this.#top();
        if (!(state instanceof Tuple)) throw damaged();
        build(target, state.items);
        return;
      }
      default:
        throw new FormatError(
          `The pickle uses opcode ${opcode.charCodeAt(0)}, which numbers and arrays do not need.`,
        );
    }
  }

  #pop(): PickleValue {
    const item = this.#stack.pop();
    if (item === undefined || item === MARK) throw damaged();
    return item;
  }

  #top(): PickleValue {
    const item = this.#stack.at(-1);
    if (item === undefined || item === MARK) throw damaged();
    return item;
  }

  #sinceMark(): PickleValue[] {
    const at = this.#stack.lastIndexOf(MARK);
    if (at < 0) throw damaged();
    const items = this.#stack.splice(at + 1) as PickleValue[];
    this.#stack.pop();
    return items;
  }

  #recall(key: number): PickleValue {
    const value = this.#memo.get(key);
    if (value === undefined) throw damaged();
    return value;
  }
}

/** '12', '12L'; '00' and '01' are protocol 0's False and True. */
function wholeNumber(line: string): number {
  const value = Number(line.replace(/L$/, ''));
  if (line === '' || !Number.isSafeInteger(value)) throw damaged();
  return value;
}

/** Protocol 0 writes Python's raw-unicode-escape. */
function unescaped(line: string): string {
  return line.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function damaged(): FormatError {
  return new FormatError('The pickle is damaged.');
}
