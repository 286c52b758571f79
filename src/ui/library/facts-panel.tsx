import { bestKnown, exponent } from '../../session/library/compare.ts';
import type { LibraryContent, LibraryEntry } from '../../session/library/entry.ts';
import { knownRanks } from '../../tensor/known.ts';
import { formatCount, formatTarget } from '../shared/format.ts';
import { Fact } from './fact.tsx';
import { LongFactList } from './long-fact-list.tsx';
import { gapWords, RING_NAMES, RING_WORDS } from './words.ts';

interface FactsPanelProps {
  readonly entry: LibraryEntry;
  readonly content: LibraryContent;
}

/** What is known of an algorithm, in numbers. */
export function FactsPanel({ entry, content }: FactsPanelProps) {
  const { size, ring, rank, additions, reduced } = entry;
  const [n, m, p] = size;
  const known = knownRanks(size);
  const best = bestKnown(size, ring);
  const omega = exponent(size, rank);
  const alphaTensor = ring === 'z2' ? known?.at_z2 : known?.at_std;
  return (
    <section className="panel" aria-labelledby="facts-title">
      <h3 id="facts-title">Facts</h3>
      <dl className="facts">
        <Fact name="Size">
          {formatTarget(size)}
          <small>
            {n}×{m} by {m}×{p}
          </small>
        </Fact>
        <Fact name="Arithmetic">
          <span title={RING_WORDS[ring]}>{RING_NAMES[ring]}</span>
        </Fact>
        <Fact name="Rank">
          {formatCount(rank)}
          <small>{gapWords(entry)}</small>
        </Fact>
        <Fact name="In school">{formatCount(n * m * p)}</Fact>
        {alphaTensor !== undefined && alphaTensor !== null && (
          <Fact name="AlphaTensor">{formatCount(alphaTensor)}</Fact>
        )}
        {best !== null && <Fact name="Best known">{formatCount(best)}</Fact>}
        {Number.isFinite(omega) && (
          <Fact name="Exponent ω">
            {omega.toFixed(4)}
            <small>3·log R / log(n·m·p)</small>
          </Fact>
        )}
        <Fact name="Additions">
          {formatCount(reduced ?? additions)}
          {reduced !== null && <small>{formatCount(additions)} from scratch</small>}
        </Fact>
        <LongFactList content={content} />
      </dl>
    </section>
  );
}
