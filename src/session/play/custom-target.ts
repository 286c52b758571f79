/** A target of the user's own, from JSON. */
import { z } from 'zod';
import type { TargetSpec } from '../../tensor/bilinear.ts';

/** The lengths of 5×5×5's modes. */
export const LONGEST_MODE = 25;
export const LARGEST_ENTRY = 99;
export const LONGEST_TITLE = 80;
/** Characters: the largest tensor, well spaced, has half as many. */
export const LONGEST_FILE = 256_000;

const entry = z.int().min(-LARGEST_ENTRY).max(LARGEST_ENTRY);
const nested = z
  .array(z.array(z.array(entry).max(LONGEST_MODE)).max(LONGEST_MODE))
  .max(LONGEST_MODE);
const file = z.union([nested, z.object({ title: z.string().optional(), tensor: nested })]);

/** What a file may look like, for messages and help. */
export const CUSTOM_EXAMPLE = '{"title": "Mine", "tensor": [[[1, 0], [0, 1]], [[0, -1], [1, 0]]]}';

/**
 * Reads a tensor T[i][j][k], a list of lists of lists of whole numbers, alone or as "tensor" of an
 * object with a "title": a[i]·b[j] adds T[i][j][k] times to c[k].
 */
export function parseCustomTarget(
  text: string,
): { readonly spec: TargetSpec } | { readonly error: string } {
  if (text.length > LONGEST_FILE) {
    const size = text.length < 1e6 ? `${Math.ceil(text.length / 1000)} kB` : megabytes(text.length);
    return {
      error: `The text is ${size} long, but the largest target, ${LONGEST_MODE}×${LONGEST_MODE}×${LONGEST_MODE}, needs less than ${LONGEST_FILE / 1000} kB: nothing was loaded.`,
    };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { error: `The text is not JSON. A target looks like ${CUSTOM_EXAMPLE}.` };
  }
  const mistake = firstMistake(value);
  if (mistake !== undefined) return { error: mistake };
  const parsed = file.safeParse(value);
  if (!parsed.success) return { error: `This is no target. One looks like ${CUSTOM_EXAMPLE}.` };
  const { title = '', tensor } = Array.isArray(parsed.data) ? { tensor: parsed.data } : parsed.data;
  const shape = [tensor.length, tensor[0]!.length, tensor[0]![0]!.length] as const;
  const spec = customSpec(title, shape, tensor.flat(2));
  return typeof spec === 'string' ? { error: `There is nothing to play: ${spec}.` } : { spec };
}

/** The specification, or the reason why it is none. */
export function customSpec(
  title: string,
  shape: readonly [number, number, number],
  data: readonly number[],
): TargetSpec | string {
  if (data.every((value) => value === 0)) return 'all entries of the tensor are 0';
  const tensor = { shape: [...shape] as const, data: Int32Array.from(data) };
  const shown = title.trim().slice(0, LONGEST_TITLE);
  return { kind: 'custom', title: shown === '' ? `Your own ${shape.join('×')}` : shown, tensor };
}

/** The first thing that is wrong, in words that a schema does not find; undefined when none of them. */
function firstMistake(value: unknown): string | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const tensor: unknown = isObject ? (value as { readonly tensor?: unknown }).tensor : value;
  if (!Array.isArray(tensor)) {
    return isObject
      ? `“tensor” is missing. A target looks like ${CUSTOM_EXAMPLE}.`
      : `The text holds no list. A target looks like ${CUSTOM_EXAMPLE}.`;
  }
  const lengths: (number | undefined)[] = [undefined, undefined, undefined];
  const walk = (list: unknown, depth: number, path: string): string | undefined => {
    if (!Array.isArray(list)) {
      return `${path} is ${show(list)}, but a tensor is a list of lists of lists of whole numbers.`;
    }
    if (list.length === 0) return `${path} is empty.`;
    if (list.length > LONGEST_MODE) {
      return `${path} has ${list.length} entries, but at most ${LONGEST_MODE} can be played.`;
    }
    lengths[depth] ??= list.length;
    if (list.length !== lengths[depth]) {
      return `${path} has ${list.length} entries, but the lists before it have ${lengths[depth]}.`;
    }
    for (const [at, item] of list.entries()) {
      const mistake =
        depth < 2 ? walk(item, depth + 1, `${path}[${at}]`) : entryMistake(item, `${path}[${at}]`);
      if (mistake !== undefined) return mistake;
    }
    return undefined;
  };
  return walk(tensor, 0, 'tensor');
}

function entryMistake(item: unknown, path: string): string | undefined {
  if (!Number.isInteger(item)) return `${path} is ${show(item)} and not a whole number.`;
  if (Math.abs(Number(item)) > LARGEST_ENTRY) {
    return `${path} is ${show(item)}, but entries go from −${LARGEST_ENTRY} to ${LARGEST_ENTRY}.`;
  }
  return undefined;
}

function show(value: unknown): string {
  // JSON.stringify has no word for the infinity that 1e400 is read as.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'missing');
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}

function megabytes(length: number): string {
  return `${(length / 1e6).toFixed(1)} MB`;
}
