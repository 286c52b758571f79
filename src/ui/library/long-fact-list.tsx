import type { LibraryContent } from '../../session/library/entry.ts';
import { formatCount, formatTarget, formatValue } from '../shared/format.ts';
import { Fact } from './fact.tsx';
import { useLongFacts } from './use-algorithm.ts';
import { figure } from './words.ts';

/** The facts that take a moment to compute. */
export function LongFactList({ content }: { readonly content: LibraryContent }) {
  const long = useLongFacts(content);
  if (long === null) return <Fact name="More">computing…</Fact>;
  if ('failed' in long) return <Fact name="More">{long.failed}</Fact>;
  const { facts, error, secondCheck, symmetries } = long;
  const { coefficients, stability, invariants } = facts;
  return (
    <>
      <Fact name="Coefficients">
        {coefficients.map(({ value, count }) => (
          <span className="coefficient" key={value}>
            {figure(value)} <small>{formatCount(count)}×</small>
          </span>
        ))}
      </Fact>
      {stability !== undefined && (
        <Fact name="Growth of errors">
          {formatValue(stability.factor)}
          <small title="Ballard, Benson, Druinsky, Lipshitz and Schwartz, 2016: the error grows at most by this factor with each recursive step">
            stability factor; prefactor {stability.prefactor}
          </small>
        </Fact>
      )}
      {error !== null && (
        <Fact name="Error in fp32">
          {scientific(error.fast)}
          <small>
            against fp64, {formatTarget(error.shape)} by {error.levels}{' '}
            {error.levels === 1 ? 'step' : 'steps'}; school {scientific(error.classical)}
          </small>
        </Fact>
      )}
      <Fact name="Ranks of factors">
        {invariants.pattern.slice(0, PATTERNS).map(({ ranks, terms }) => (
          <span className="pattern" key={ranks.join()}>
            {terms}× ({ranks.join(', ')})
          </span>
        ))}
        {invariants.pattern.length > PATTERNS && (
          <small>and {invariants.pattern.length - PATTERNS} other kinds</small>
        )}
      </Fact>
      {symmetries !== null && (
        <Fact name="Symmetries">
          {formatCount(symmetries)}
          <small title="Signed permutations of the coordinates, with the cyclic symmetry and transposition">
            that map it to itself
          </small>
        </Fact>
      )}
      <Fact name="Second check">
        {secondCheck.ok ? 'passed' : 'failed'}
        <small>
          {secondCheck.ok
            ? 'random matrices of big integers, multiplied by its program'
            : secondCheck.reason}
        </small>
      </Fact>
    </>
  );
}

/** Kinds of products that are listed. */
const PATTERNS = 6;

/** '1.3·10⁻⁷' */
function scientific(value: number): string {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(value));
  const digits = [...String(Math.abs(exponent))]
    .map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])
    .join('');
  return `${(value / 10 ** exponent).toFixed(1)}·10${exponent < 0 ? '⁻' : ''}${digits}`;
}
