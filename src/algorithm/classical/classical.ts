/**
 * The classical schemes: published algorithms that come with the project, with their sources. They are
 * facts of the literature and marked as such; nothing here was discovered by this program.
 */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { formatSize, type Size } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';
import { glued, product } from '../compose/compose.ts';
import { describeRecipe, LONGEST_PLANNED_SIDE, Plan } from '../compose/plan.ts';
import { reordered, sortedSize } from '../equivalence/symmetries.ts';
import { naiveAlgorithm, strassen } from '../examples.ts';
import { hopcroftKerr, laderman, winograd } from './formulas.ts';

export interface ClassicalScheme {
  /** 'Strassen' */
  readonly name: string;
  /** who published it, where and when; of compositions, what they are made of */
  readonly source: string;
  /** over the integers, n ≤ m ≤ p, with a provenance that says what it is */
  readonly algorithm: Algorithm;
}

const STRASSEN =
  'V. Strassen, “Gaussian elimination is not optimal”, Numerische Mathematik 13, 1969';
const WINOGRAD =
  'S. Winograd, “On multiplication of 2×2 matrices”, Linear Algebra and its Applications 4, 1971';
const LADERMAN =
  'J. D. Laderman, “A noncommutative algorithm for multiplying 3×3 matrices using 23 multiplications”, Bulletin of the AMS 82, 1976';
const HOPCROFT_KERR =
  'J. E. Hopcroft and L. R. Kerr, “On minimizing the number of multiplications necessary for matrix multiplication”, SIAM Journal on Applied Mathematics 20, 1971';

/** Every one, smaller sizes first; made anew at each call. Their exactness is checked by the tests. */
export function classicalSchemes(): ClassicalScheme[] {
  const two = strassen('standard');
  const three = laderman();
  const wide = reordered(hopcroftKerr(), [2, 3, 3]);
  const twoByN = narrow();
  const square = product(two, two);
  return [
    published('Strassen', STRASSEN, two),
    published('Winograd’s form of Strassen', WINOGRAD, winograd()),
    ...twoByN,
    published('Hopcroft–Kerr', HOPCROFT_KERR, wide),
    published('Laderman', LADERMAN, three),
    composed('Strassen ⊗ Strassen', [STRASSEN], square),
    composed('Winograd’s form ⊗ Winograd’s form', [WINOGRAD], product(winograd(), winograd())),
    composed('Strassen ⊗ Hopcroft–Kerr', [STRASSEN, HOPCROFT_KERR], product(two, wide)),
    composed('Strassen ⊗ Laderman', [STRASSEN, LADERMAN], product(two, three)),
    composed('Strassen ⊗ Strassen ⊗ Strassen', [STRASSEN], product(two, square)),
  ];
}

/**
 * 2×2×p with ⌈7p/2⌉ products, the least possible modulo 2 (Hopcroft and Kerr): Strassen for pairs of
 * columns, and the naive algorithm for a column that is left.
 */
function narrow(): ClassicalScheme[] {
  const two = strassen('standard');
  const schemes: ClassicalScheme[] = [];
  let even = two;
  for (let p = 3; p <= 8; p++) {
    const isOdd = p % 2 === 1;
    const algorithm = glued(even, isOdd ? naiveAlgorithm([2, 2, 1], 'standard') : two, 'p');
    if (!isOdd) even = algorithm;
    schemes.push(composed(`Strassen along 2×2×${p}`, [STRASSEN, HOPCROFT_KERR], algorithm));
  }
  return schemes;
}

function published(name: string, source: string, algorithm: Algorithm): ClassicalScheme {
  return { name, source, algorithm: marked(name, source, algorithm) };
}

function composed(name: string, sources: readonly string[], algorithm: Algorithm): ClassicalScheme {
  return published(name, `Composed of: ${sources.join('; ')}`, algorithm);
}

/** With n ≤ m ≤ p. */
function marked(name: string, source: string, algorithm: Algorithm): Algorithm {
  const sorted = sortedSize(algorithm.size);
  const own =
    formatSize(algorithm.size) === formatSize(sorted) ? algorithm : reordered(algorithm, sorted);
  return { ...own, provenance: { published: true, name, source } };
}

/**
 * The best composition of the classical schemes for a size, with Winograd's form for 2×2×2: what to start
 * from in search of few additions. Undefined when its rank is higher than the one given, or for sizes that
 * are not planned.
 */
export function classicalComposition(
  size: Size,
  arithmetic: Arithmetic,
  rank: number,
): Algorithm | undefined {
  if (Math.max(...size) > LONGEST_PLANNED_SIDE) return undefined;
  const given = [winograd(), hopcroftKerr(), laderman()];
  const plan = new Plan(given, arithmetic);
  const recipe = plan.best(size);
  if (recipe.rank > rank) return undefined;
  const name = describeRecipe(recipe);
  return {
    ...plan.build(size),
    provenance: { name, source: [WINOGRAD, HOPCROFT_KERR, LADERMAN].join('; ') },
  };
}
