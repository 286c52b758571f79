import { Button, CloseButton, NativeSelect } from '@mantine/core';
import { bestKnownRank } from '../../algorithm/known.ts';
import { SIDES } from '../../session/settings.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { formatSize, type Size } from '../../tensor/size.ts';
import { formatTarget } from '../shared/format.ts';
import { useSession, useSettings } from '../shared/session-context.ts';
import { nextSize, withSmaller } from './target-sets.ts';

const SIDE_NAMES = ['rows of A', 'columns of A, rows of B', 'columns of B'] as const;

/** The targets of one agent: a row each, with a side in each of three lists. */
export function TargetList() {
  const session = useSession();
  const { sizes, arithmetic } = useSettings();
  const set = (next: readonly Size[]) => session.settings.setState({ sizes: next });
  const twice = new Set(
    sizes.filter((size, i) => sizes.findIndex((other) => same(other, size)) < i).map(formatSize),
  );
  const larger = withSmaller(sizes);
  return (
    <fieldset>
      <legend>{sizes.length === 1 ? 'Target' : `${sizes.length} targets`}</legend>
      <ul className="targets" aria-label="Targets">
        {sizes.map((size, row) => (
          // A row is its place in the list: its size is what changes in it.
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <li key={row} className="targets-row">
            {SIDE_NAMES.map((name, at) => (
              <NativeSelect
                key={name}
                aria-label={`Target ${row + 1}: ${name}`}
                data={SIDES.map(String)}
                value={String(size[at])}
                error={twice.has(formatSize(size))}
                onChange={(event) => {
                  const side = Number(event.currentTarget.value);
                  const [n, m, p] = size.map((old, i) => (i === at ? side : old));
                  set(sizes.map((old, i) => (i === row ? [n!, m!, p!] : old)));
                }}
              />
            ))}
            {sizes.length > 1 && (
              <CloseButton
                aria-label={`Remove ${formatTarget(size)}`}
                onClick={() => set(sizes.filter((_, i) => i !== row))}
              />
            )}
          </li>
        ))}
      </ul>
      <p className="help">{sentence(sizes, arithmetic)}</p>
      <div className="targets-buttons">
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => set([...sizes, nextSize(sizes)])}
        >
          Add a target
        </Button>
        {larger.length > sizes.length && (
          <Button variant="default" size="compact-sm" onClick={() => set(larger)}>
            Add all smaller
          </Button>
        )}
        {sizes.length > 2 && (
          <Button variant="subtle" size="compact-sm" onClick={() => set(sizes.slice(0, 1))}>
            Only the first
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function same(a: Size, b: Size): boolean {
  return formatSize(a) === formatSize(b);
}

function sentence(sizes: readonly Size[], arithmetic: Arithmetic): string {
  const [first] = sizes;
  if (sizes.length > 1 || first === undefined) {
    return 'One agent learns them all: each game is of one of them, drawn at random.';
  }
  const [n, m, p] = first;
  const naive = n * m * p;
  const known = bestKnownRank(first, arithmetic);
  const product = `A ${formatTarget([n, m])} matrix times a ${formatTarget([m, p])} matrix`;
  return known < naive
    ? `${product}: ${naive} multiplications as taught in school, ${known} in the best algorithm known.`
    : `${product}: ${naive} multiplications as taught in school, and none fewer.`;
}
