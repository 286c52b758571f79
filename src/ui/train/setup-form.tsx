import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { type SubmitEvent, useMemo } from 'react';
import { BACKEND_CHOICES, PRESET_NAMES } from '../../session/settings.ts';
import { configOf, presetConfig } from '../../session/settings-config.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { configFault } from '../../training/check-config.ts';
import type { PresetName } from '../../training/config.ts';
import { PRESETS } from '../../training/presets.ts';
import { SeedInput } from '../shared/seed-input.tsx';
import { useSession, useSettings, useView } from '../shared/session-context.ts';
import { costWords, faultWords } from './cost-words.ts';
import { FailureBox } from './failure-box.tsx';
import { ARITHMETIC_LABELS, BACKEND_LABELS, PRESET_LABELS } from './labels.ts';
import { TargetList } from './target-list.tsx';

const ARITHMETIC_CHOICES: { value: Arithmetic; label: string }[] = [
  { value: 'z2', label: ARITHMETIC_LABELS.z2 },
  { value: 'standard', label: ARITHMETIC_LABELS.standard },
];
const ARITHMETIC_HELP: Readonly<Record<Arithmetic, string>> = {
  z2: 'Coefficients 0 and 1, where 1 + 1 = 0. Fewer moves to choose from: learns fastest.',
  standard:
    'What is found holds for numbers of every kind. More moves to choose from: learns slower.',
};

const COEFFICIENT_CHOICES = [
  { value: '1', label: '−1 … 1' },
  { value: '2', label: '−2 … 2' },
];

interface SetupFormProps {
  /** The card of all settings, and whether it is open. */
  readonly knobsId: string;
  readonly knobsOpen: boolean;
  readonly onKnobs: () => void;
}

/** What to train: the targets, the arithmetic, the network's size, the seed and the device. */
export function SetupForm({ knobsId, knobsOpen, onKnobs }: SetupFormProps) {
  const session = useSession();
  const settings = useSettings();
  const failed = useView((view) => view.failure !== null);
  const { arithmetic, preset, seed, backend, knobs } = settings;
  const config = useMemo(() => configOf(settings), [settings]);
  const fault = useMemo(() => configFault(config), [config]);
  const words = PRESETS.find(({ name }) => name === preset);
  const changed = Object.keys(knobs).length;
  const change = (part: Partial<typeof settings>) => session.settings.setState(part);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (fault === null) session.train();
  };
  return (
    <form className="card setup" aria-label="What to train" onSubmit={submit}>
      <h2>What to train</h2>
      <TargetList />
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
        {arithmetic === 'standard' && (
          <SegmentedControl
            fullWidth
            size="xs"
            className="setup-coefficients"
            aria-label="Coefficients of a move"
            data={COEFFICIENT_CHOICES}
            value={String(config.maxCoefficient)}
            onChange={(value) => {
              const { maxCoefficient: _, ...others } = knobs;
              const chosen = Number(value);
              const isStandard = chosen === presetConfig(settings).maxCoefficient;
              change({ knobs: isStandard ? others : { ...others, maxCoefficient: chosen } });
            }}
          />
        )}
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
        <p className="help">{words?.description}</p>
        {fault === null && (
          <p className="setup-line">
            <b>Costs</b> {costWords(config, backend)}.
          </p>
        )}
        <p className="setup-line">
          <b>Hopes</b> {words?.hope}
        </p>
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
        <SeedInput value={seed} onChange={(next) => change({ seed: next })} />
      </div>
      <Button
        variant="default"
        fullWidth
        aria-expanded={knobsOpen}
        aria-controls={knobsId}
        onClick={onKnobs}
      >
        All settings{changed === 0 ? '' : ` · ${changed} changed`}
      </Button>
      {fault !== null && (
        <div className="failure" role="alert">
          <p>{faultWords(fault)}</p>
        </div>
      )}
      {failed ? (
        <FailureBox />
      ) : (
        <div className="setup-go">
          <Button type="submit" size="md" fullWidth disabled={fault !== null}>
            Train
          </Button>
        </div>
      )}
    </form>
  );
}
