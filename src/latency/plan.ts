/** What is to be dispatched for one product of matrices: pure data, made before anything is allocated. */
import type { Precision, Tile } from './kernels/tile.ts';

/** a, b and c are the matrices; the others are a plan's own workspace. */
export type BufferName = 'a' | 'b' | 'c' | 's' | 't' | 'm' | 'z';

export interface Step {
  readonly label: string;
  readonly wgsl: string;
  readonly entries: readonly BufferName[];
  /** Contents of a uniform buffer, bound after the entries. */
  readonly uniform?: ArrayBuffer;
  readonly workgroups: readonly [x: number, y: number, z: number];
  /** Invocations of a workgroup and the bytes that they share */
  readonly invocations: number;
  readonly workgroupBytes: number;
}

/**
 * How a scheme is computed:
 * - `separate`: forms of A and of B in one pass each, all products as one batch, C in one pass;
 * - `sequence`: one dispatch; every workgroup forms, multiplies and adds all products in turn;
 * - `dispatches`: the same, a dispatch a product;
 * - `half`: forms of A and B in one pass each, products added to C from registers.
 * The standard product is computed `exact` (a multiple of the tile), `padded` or `guarded`.
 */
export type Variant =
  | 'exact'
  | 'padded'
  | 'guarded'
  | 'separate'
  | 'sequence'
  | 'dispatches'
  | 'half';

export interface Plan {
  readonly scheme: string;
  readonly variant: Variant;
  readonly tile: Tile;
  readonly precision: Precision;
  /** n, m, p of the whole product */
  readonly shape: readonly [number, number, number];
  /** Bytes of each buffer. */
  readonly buffers: Readonly<Partial<Record<BufferName, number>>>;
  readonly steps: readonly Step[];
}

/** Bytes beside the matrices themselves. */
export function workspaceBytes({ buffers }: Plan): number {
  return Object.entries(buffers).reduce(
    (sum, [name, bytes]) => (name === 'a' || name === 'b' || name === 'c' ? sum : sum + bytes),
    0,
  );
}
