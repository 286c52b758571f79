import { Button } from '@mantine/core';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { keepModuloTwo, keepReordered, otherOrders } from '../../session/library/compositions.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { titleOf } from '../../session/library/names.ts';
import { sentence } from '../../session/sentences.ts';
import type { Size } from '../../tensor/size.ts';
import { formatTarget } from '../shared/format.ts';
import { useLibrary, useLibraryView } from './library-context.ts';
import { algorithmHash } from './place.ts';

interface TurnPanelProps {
  readonly entry: LibraryEntry;
  readonly algorithm: Algorithm;
}

/** The same algorithm in other forms: for other orders of its sides, and those that are here. */
export function TurnPanel({ entry, algorithm }: TurnPanelProps) {
  const { library, workshop, ui } = useLibrary();
  const entries = useLibraryView((view) => view.entries);
  const orders = otherOrders(entry.size);
  const alike = [...entries.values()].filter(
    ({ family, key }) => family === entry.family && key !== entry.key,
  );
  const isIntegral = entry.arithmetic === 'standard';
  if (orders.length === 0 && alike.length === 0 && !isIntegral) return null;
  const reduce = async () => {
    try {
      workshop.tell(`${titleOf(entry)} modulo 2`, await keepModuloTwo(library, entry, algorithm));
    } catch (error) {
      ui.setState({ notice: sentence(error) });
    }
  };
  const turn = async (size: Size) => {
    const kept = await keepReordered(library, entry, algorithm, size);
    workshop.tell(`${formatTarget(size)}, rank ${entry.rank}`, kept);
  };
  return (
    <section className="panel" aria-labelledby="turn-title">
      <h3 id="turn-title">The same in other forms</h3>
      {orders.length > 0 && (
        <>
          <p className="help">An algorithm for one order of the sides is one for every order.</p>
          <div className="turn-orders">
            {orders.map((size) => (
              <Button
                key={size.join()}
                size="compact-sm"
                variant="default"
                aria-label={`Derive ${formatTarget(size)}`}
                onClick={() => void turn(size)}
              >
                {formatTarget(size)}
              </Button>
            ))}
          </div>
        </>
      )}
      {isIntegral && (
        <Button
          className="turn-modulo"
          size="compact-sm"
          variant="default"
          title="The same coefficients, where 1 + 1 = 0"
          onClick={() => void reduce()}
        >
          Derive it modulo 2
        </Button>
      )}
      {alike.length > 0 && (
        <>
          <p className="help">
            In your library, the same up to the order of terms, scales and symmetries:
          </p>
          <ul className="sources">
            {alike.map((other) => (
              <li key={other.key}>
                <a href={algorithmHash(other.key)}>{titleOf(other)}</a>
                {other.name !== '' && `, ${formatTarget(other.size)}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
