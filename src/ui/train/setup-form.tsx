import { Button, NativeSelect, NumberInput, SegmentedControl } from '@mantine/core';
import type { SubmitEvent } from 'react';
import { bestKnownRank } from '../../algorithm/known.ts';
import {
  BACKEND_CHOICES,
  isSeed,
  LARGEST_SEED,
  PRESET_NAMES,
  SIDES,
} from '../../session/settings.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Size } from '../../tensor/size.ts';
import type { PresetName } from '../../training/config.ts';
import { PRESETS } from '../../training/presets.ts';
import { formatTarget } from '../shared/format.ts';
import { useSession, useSettings, useView } from '../shared/session-context.ts';
import { FailureBox } from './failure-box.tsx';
import { ARITHMETIC_LABELS, BACKEND_LABELS, PRESET_LABELS } from './labels.ts';

const ARITHMETIC_CHOICES: { value: Arithmetic; label: string }[] = [
  { value: 'z2', label: ARITHMETIC_LABELS.z2 },
  { value: 'standard', label: ARITHMETIC_LABELS.standard },
];
const ARITHMETIC_HELP: Readonly<Record<Arithmetic, string>> = {
  z2: 'Coefficients 0 and 1, where 1 + 1 = 0. Fewer moves to choose from: learns fastest.',
  standard: 'Coefficients −1, 0 and 1. What is found holds for numbers of every kind.',
};

/** What to train: the target, the arithmetic, the network's size, the seed and the device. */
export function SetupForm() {
  const session = useSession();
  const settings = useSettings();
  const failed = useView((view) => view.failure !== null);
  const { size, arithmetic, preset, seed, backend } = settings;
  const change = (part: Partial<typeof settings>) => session.settings.setState(part);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    session.train();
  };
  return (
    <form className="card setup" aria-label="What to train" onSubmit={submit}>
      <h2>What to train</h2>
      <fieldset>
        <legend>Target</legend>
        <div className="setup-size">
          <Side size={size} at={0} label="Rows of A" />
          <span aria-hidden="true">×</span>
          <Side size={size} at={1} label="Columns of A, rows of B" />
          <span aria-hidden="true">×</span>
          <Side size={size} at={2} label="Columns of B" />
        </div>
        <p className="help">{targetSentence(size, arithmetic)}</p>
      </fieldset>
      <div>
        <p className="setup-label" id="setup-arithmetic">
          Arithmetic
        </p>
        <SegmentedControl
          fullWidth
          aria-labelledby="setup-arithmetic"
          data={ARITHMETIC_CHOICES}
          value={arithmetic}
          onChange={(value) => change({ arithmetic: value })}
        />
        <p className="help">{ARITHMETIC_HELP[arithmetic]}</p>
      </div>
      <div>
        <p className="setup-label" id="setup-preset">
          Network
        </p>
        <SegmentedControl
          fullWidth
          aria-labelledby="setup-preset"
          data={PRESET_NAMES.map((value: PresetName) => ({ value, label: PRESET_LABELS[value] }))}
          value={preset}
          onChange={(value) => change({ preset: value })}
        />
        <p className="help">{PRESETS.find(({ name }) => name === preset)?.description}</p>
      </div>
      <div className="setup-pair">
        <NativeSelect
          label="Device"
          data={BACKEND_CHOICES.map((value) => ({ value, label: BACKEND_LABELS[value] }))}
          value={backend}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const chosen = BACKEND_CHOICES.find((choice) => choice === value);
            if (chosen !== undefined) change({ backend: chosen });
          }}
        />
        <NumberInput
          label="Seed"
          min={0}
          max={LARGEST_SEED}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          value={seed}
          onChange={(value) => isSeed(value) && change({ seed: value })}
        />
      </div>
      {failed ? (
        <FailureBox />
      ) : (
        <Button type="submit" size="md" fullWidth>
          Train
        </Button>
      )}
    </form>
  );
}

function Side({ size, at, label }: { size: Size; at: 0 | 1 | 2; label: string }) {
  const session = useSession();
  return (
    <NativeSelect
      aria-label={label}
      data={SIDES.map(String)}
      value={String(size[at])}
      onChange={(event) => {
        const side = Number(event.currentTarget.value);
        const [n, m, p] = size.map((old, i) => (i === at ? side : old));
        session.settings.setState({ size: [n!, m!, p!] });
      }}
    />
  );
}

function targetSentence(size: Size, arithmetic: Arithmetic): string {
  const [n, m, p] = size;
  const naive = n * m * p;
  const known = bestKnownRank(size, arithmetic);
  const product = `A ${formatTarget([n, m])} matrix times a ${formatTarget([m, p])} matrix`;
  return known < naive
    ? `${product}: ${naive} multiplications as taught in school, ${known} in the best algorithm known.`
    : `${product}: ${naive} multiplications as taught in school, and none fewer.`;
}
