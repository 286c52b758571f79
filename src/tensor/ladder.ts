/**
 * The ladder: small bilinear maps other than matrix products, with what is known of their ranks.
 *
 * The game offers whole coefficients only. A decomposition in whole numbers is one modulo 2, too, term
 * by term, so a rank modulo 2 bounds the rank in `standard` from below.
 */
import type { Arithmetic } from './arithmetic.ts';
import { columnLabels, matrixLabels, rowLabels, type ThreeModes } from './mode-labels.ts';

/** In the order of the ladder. Links name a target by its place here: only ever append. */
export const NAMED_TARGETS = [
  'polynomial-2',
  'complex',
  'matvec-2',
  'skew-2',
  'skew-3',
  'skew-4',
  'polynomial-3',
  'quaternion',
] as const;

export type NamedTargetId = (typeof NAMED_TARGETS)[number];

/** An entry of the tensor: coefficient × a[i]·b[j] adds to c[k]. */
export type Entry = readonly [i: number, j: number, k: number, coefficient: 1 | -1];

export interface KnownRank {
  /** Null when none is known. */
  readonly rank: number | null;
  /** Products of one a by one b that are needed when nothing is shared. */
  readonly naive: number;
  readonly note: string;
}

export interface NamedTarget {
  readonly title: string;
  readonly description: string;
  readonly modes: ThreeModes;
  readonly entries: readonly Entry[];
  readonly known: (arithmetic: Arithmetic) => Omit<KnownRank, 'naive'>;
}

/** @throws RangeError for another name */
export function namedTarget(id: NamedTargetId): NamedTarget {
  switch (id) {
    case 'polynomial-2':
      return polynomial(2, 3, 'Karatsuba: 3 products, and no fewer, for there are 3 results.');
    case 'polynomial-3':
      return polynomial(3, 6, POLYNOMIAL_3);
    case 'complex':
      return complex();
    case 'matvec-2':
      return matvec();
    case 'skew-2':
      return skew(2);
    case 'skew-3':
      return skew(3);
    case 'skew-4':
      return skew(4);
    case 'quaternion':
      return quaternion();
  }
}

export function isNamedTargetId(value: unknown): value is NamedTargetId {
  return NAMED_TARGETS.some((id) => id === value);
}

const POLYNOMIAL_3 =
  '6 is the least with whole coefficients: 5 would be values at 5 points, no two of them alike modulo 2, and there are only 3 (0, 1 and ∞). Toom’s 5 need fractions.';

function polynomial(terms: number, rank: number, note: string): NamedTarget {
  const entries: Entry[] = [];
  for (let i = 0; i < terms; i++) {
    for (let j = 0; j < terms; j++) entries.push([i, j, i + j, 1]);
  }
  const degree = terms - 1;
  return {
    title: `Polynomials of degree ${degree}`,
    description: `The product of two polynomials of degree ${degree}: a₀ + a₁x${terms > 2 ? ' + a₂x²' : ''} by the same in b, c₀ to c${subscript(2 * degree)} its coefficients.`,
    modes: [rowLabels('a', terms, 0), rowLabels('b', terms, 0), rowLabels('c', 2 * terms - 1, 0)],
    entries,
    known: () => ({ rank, note }),
  };
}

function complex(): NamedTarget {
  return {
    title: 'Complex product',
    description: 'The product (a₁ + a₂i)(b₁ + b₂i) = c₁ + c₂i.',
    modes: [rowLabels('a', 2), rowLabels('b', 2), rowLabels('c', 2)],
    entries: [
      [0, 0, 0, 1],
      [1, 1, 0, -1],
      [0, 1, 1, 1],
      [1, 0, 1, 1],
    ],
    known: () => ({ rank: 3, note: 'Gauss’s 3 products; 2 are too few.' }),
  };
}

function matvec(): NamedTarget {
  const entries: Entry[] = [0, 1, 2, 3].map((at) => [at, at % 2, at >> 1, 1]);
  return {
    title: '2×2 matrix by vector',
    description: 'The product of a 2×2 matrix A and a vector b.',
    modes: [matrixLabels('a', 2, 2), columnLabels('b', 2), columnLabels('c', 2)],
    entries,
    known: () => ({
      rank: 4,
      note: 'Nothing can be saved: each entry of A needs a product of its own.',
    }),
  };
}

/** Of side n; the entries above the diagonal are a12, a13, …, those below are their negatives. */
function skew(n: number): NamedTarget {
  const names: string[] = [];
  const entries: Entry[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      entries.push([names.length, j, i, 1], [names.length, i, j, -1]);
      names.push(`a${i + 1}${j + 1}`);
    }
  }
  const least = n < 4;
  return {
    title: `Skew-symmetric ${n}×${n} matrix by vector`,
    description: `The product of a skew-symmetric ${n}×${n} matrix (aⱼᵢ = −aᵢⱼ, zeros on the diagonal) and a vector b.`,
    modes: [
      { letter: 'a', names, rows: 1, columns: names.length },
      columnLabels('b', n),
      columnLabels('c', n),
    ],
    entries,
    known: () => ({
      rank: ((n - 1) * (n + 2)) / 2,
      note: least
        ? '(n − 1)(n + 2)/2 as AlphaTensor found for every n; fewer are impossible here.'
        : '(n − 1)(n + 2)/2 as AlphaTensor found for every n; nobody has proved it least here.',
    }),
  };
}

/** Rows: a's unit; columns: b's; the unit of the product, and its sign. */
const QUATERNION_UNITS = [
  [0, 1, 2, 3],
  [1, 0, 3, 2],
  [2, 3, 0, 1],
  [3, 2, 1, 0],
] as const;
const QUATERNION_SIGNS = [
  [1, 1, 1, 1],
  [1, -1, 1, -1],
  [1, -1, -1, 1],
  [1, 1, -1, -1],
] as const;

function quaternion(): NamedTarget {
  const entries: Entry[] = [];
  for (const [i, units] of QUATERNION_UNITS.entries()) {
    for (const [j, k] of units.entries()) entries.push([i, j, k, QUATERNION_SIGNS[i]![j]!]);
  }
  return {
    title: 'Quaternion product',
    description: 'The product of the quaternions a₀ + a₁i + a₂j + a₃k and b₀ + b₁i + b₂j + b₃k.',
    modes: [rowLabels('a', 4, 0), rowLabels('b', 4, 0), rowLabels('c', 4, 0)],
    entries,
    known: () => ({
      rank: 8,
      note: '8, with coefficients −1, 0 and 1; 7 are impossible modulo 2 and so in whole numbers.',
    }),
  };
}

function subscript(n: number): string {
  return String.fromCharCode(0x2080 + n);
}
