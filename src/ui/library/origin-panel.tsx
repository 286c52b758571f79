import type { Algorithm } from '../../algorithm/algorithm.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { titleOf } from '../../session/library/names.ts';
import { Fact } from './fact.tsx';
import { useLibraryView } from './library-context.ts';
import { algorithmHash } from './place.ts';
import { dateWords, originFacts } from './words.ts';

interface OriginPanelProps {
  readonly entry: LibraryEntry;
  readonly algorithm: Algorithm;
}

/** Where an algorithm comes from. */
export function OriginPanel({ entry, algorithm }: OriginPanelProps) {
  const { origin, keptAt } = entry;
  const provenance = Object.entries(algorithm.provenance ?? {});
  return (
    <section className="panel" aria-labelledby="origin-title">
      <h3 id="origin-title">Where it comes from</h3>
      <dl className="facts">
        {originFacts(origin).map(([name, value]) => (
          <Fact key={name} name={name}>
            <span className="fact-long">{value}</span>
          </Fact>
        ))}
        {origin.kind === 'hand' && origin.link !== null && (
          <Fact name="The game">
            <a href={origin.link}>Open it</a>
          </Fact>
        )}
        {origin.kind === 'derived' && origin.from.length > 0 && (
          <Fact name="Made of">
            <Sources keys={origin.from} />
          </Fact>
        )}
        {origin.kind !== 'published' && <Fact name="Kept">{dateWords(keptAt)}</Fact>}
        {origin.kind === 'import' &&
          provenance.map(([name, value]) => (
            <Fact key={name} name={name}>
              <span className="fact-long">{shown(value)}</span>
            </Fact>
          ))}
      </dl>
    </section>
  );
}

/** Those that it was made of, while they are here. */
function Sources({ keys }: { readonly keys: readonly string[] }) {
  const entries = useLibraryView((view) => view.entries);
  return (
    <ul className="sources">
      {[...new Set(keys)].map((key) => {
        const entry = entries.get(key);
        return (
          <li key={key}>
            {entry === undefined ? (
              key.split('-').slice(0, 3).join(', ')
            ) : (
              <a href={algorithmHash(key)}>{titleOf(entry)}</a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const LONGEST = 200;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
