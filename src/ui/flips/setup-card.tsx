import { Button, NativeSelect, NumberInput, SegmentedControl } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useStore } from 'zustand';
import { knownToWalks } from '../../flips/known-to-walks.ts';
import { STRATEGIES, type Strategy } from '../../flips/starts.ts';
import { type FlipsChoices, productSetup } from '../../session/flips/flips-setup.ts';
import { library } from '../../session/library/create-library.ts';
import { targetKey } from '../../session/library/entry.ts';
import { sentence } from '../../session/sentences.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { LARGEST_SIDE, type Size } from '../../tensor/size.ts';
import { SeedInput } from '../shared/seed-input.tsx';
import { useFlips } from './flips-context.ts';
import { STRATEGY_HELP, STRATEGY_LABELS } from './words.ts';

const SIDES = Array.from({ length: LARGEST_SIDE }, (_, at) => String(at + 1));
const SIDE_LABELS = ['Rows of A', 'Columns of A, rows of B', 'Columns of B'];
const ARITHMETIC_CHOICES: { value: Arithmetic; label: string }[] = [
  { value: 'z2', label: 'Modulo 2' },
  { value: 'standard', label: 'Integers' },
];
const MOST_OFFERED = 50;
const NO_ALGORITHM = '';

// The form is as it was left when its screen is opened again.
let kept: FlipsChoices = {
  ...{ size: [3, 3, 3], arithmetic: 'z2', strategy: 'all', seed: 1, targetRank: null },
};

/** What to search: the target, the arithmetic, how walks begin, and how far to go. */
export function SetupCard() {
  const flips = useFlips();
  const [choices, setChoices] = useState(kept);
  const [from, setFrom] = useState(NO_ALGORITHM);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (part: Partial<FlipsChoices>) => {
    kept = { ...choices, ...part };
    setChoices(kept);
    setFailure(null);
  };
  const { size, arithmetic, strategy, seed, targetRank } = choices;
  const offered = useStarts(size, arithmetic);
  const start = offered.some(({ key }) => key === from) ? from : NO_ALGORITHM;
  const known = knownToWalks(size, arithmetic);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    try {
      const algorithm = start === NO_ALGORITHM ? null : await library().algorithm(start);
      await flips.start(productSetup(choices, algorithm));
    } catch (error) {
      setFailure(sentence(error));
    }
  };
  return (
    <form
      className="card flips-card flips-form"
      aria-label="What to search"
      onSubmit={(event) => void submit(event)}
    >
      <h2>Search with flips</h2>
      <p className="flips-help">
        Two terms that share a factor can exchange parts of the others. Walking from decomposition
        to decomposition that way, two terms now and then become one.
      </p>
      <fieldset>
        <legend>Target</legend>
        <div className="flips-size">
          {([0, 1, 2] as const).map((at) => (
            <NativeSelect
              key={at}
              aria-label={SIDE_LABELS[at]!}
              data={SIDES}
              value={String(size[at])}
              onChange={(event) => {
                const side = Number(event.currentTarget.value);
                const next = size.map((old, i) => (i === at ? side : old)) as unknown as Size;
                change({ size: next, targetRank: null });
              }}
            />
          ))}
        </div>
        <p className="flips-help">
          {size[0] * size[1] * size[2]} multiplications as taught in school, {known} in the best
          algorithm known.
        </p>
      </fieldset>
      <div>
        <p className="flips-label" id="flips-arithmetic">
          Arithmetic
        </p>
        <SegmentedControl
          fullWidth
          aria-labelledby="flips-arithmetic"
          data={ARITHMETIC_CHOICES}
          value={arithmetic}
          onChange={(value) => change({ arithmetic: value, targetRank: null })}
        />
      </div>
      <div>
        <NativeSelect
          label="How walks begin"
          data={STRATEGIES.map((value) => ({ value, label: STRATEGY_LABELS[value] }))}
          value={strategy}
          onChange={(event) => change({ strategy: event.currentTarget.value as Strategy })}
        />
        <p className="flips-help">{STRATEGY_HELP[strategy]}</p>
      </div>
      {offered.length > 0 && (
        <NativeSelect
          label="Start from an algorithm of the library"
          data={[
            { value: NO_ALGORITHM, label: 'None' },
            ...offered.map(({ key, label }) => ({ value: key, label })),
          ]}
          value={start}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
      )}
      <div className="flips-pair">
        <NumberInput
          label="Until rank"
          min={1}
          max={1000}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          value={targetRank ?? known}
          onChange={(value) => typeof value === 'number' && change({ targetRank: value })}
        />
        <SeedInput value={seed} onChange={(next) => change({ seed: next })} />
      </div>
      {failure !== null && (
        <p className="flips-failure" role="alert">
          {failure}
        </p>
      )}
      <Button type="submit" size="md" fullWidth>
        Search
      </Button>
    </form>
  );
}

/** The library's algorithms of the target that a walk can begin with, best first. */
function useStarts(size: Size, arithmetic: Arithmetic) {
  const entries = useStore(library().view, (view) => view.entries);
  const target = targetKey(size, arithmetic);
  return [...entries.values()]
    .filter((entry) => entry.target === target && (entry.ring === 'z2' || entry.ring === 'zt'))
    .sort((a, b) => a.rank - b.rank || a.additions - b.additions)
    .slice(0, MOST_OFFERED)
    .map(({ key, rank, name, additions }) => ({
      key,
      label: `rank ${rank}, ${additions} additions${name === '' ? '' : `: ${name}`}`,
    }));
}
