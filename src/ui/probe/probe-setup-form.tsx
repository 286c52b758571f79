import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type SubmitEvent, useEffect, useId, useState } from 'react';
import { useStore } from 'zustand';
import type { Precision } from '../../latency/kernels/tile.ts';
import { library } from '../../session/library/create-library.ts';
import { type ProbeSetup, parseSizes } from '../../session/probe/setup.ts';
import { useProbe, useProbeView } from './probe-context.ts';
import { schemeChoices } from './scheme-choices.ts';

/** Which schemes, at which sizes, in which precision. */
export function ProbeSetupForm() {
  const session = useProbe();
  const setup = useProbeView((view) => view.setup);
  const status = useProbeView((view) => view.status);
  const software = useProbeView((view) => view.gpu?.software ?? false);
  const [wrong, setWrong] = useState<string | null>(null);
  const idle = status !== 'running' && status !== 'looking' && status !== 'none';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (wrong === null && setup.schemes.length > 0 && idle) void session.run();
  };
  return (
    <form className="card probe-setup" aria-label="What to measure" onSubmit={submit}>
      <h2>What to measure</h2>
      <SchemeList setup={setup} />
      <SizesInput setup={setup} wrong={wrong} setWrong={setWrong} />
      <PrecisionChoice setup={setup} />
      <Button
        type="submit"
        size="md"
        fullWidth
        disabled={!idle || wrong !== null || setup.schemes.length === 0}
      >
        {software ? 'Measure all the same' : 'Measure'}
      </Button>
    </form>
  );
}

function SchemeList({ setup }: { readonly setup: ProbeSetup }) {
  const session = useProbe();
  const entries = useStore(library().view, (view) => view.entries);
  const choices = schemeChoices(entries, setup.schemes);
  const toggle = (id: string, on: boolean) =>
    session.change({
      schemes: on ? [...setup.schemes, id] : setup.schemes.filter((chosen) => chosen !== id),
    });
  const full = setup.schemes.length >= 8;
  return (
    <fieldset className="probe-schemes">
      <legend>Schemes</legend>
      <div className="probe-scheme-list">
        {choices.map(({ id, label, detail }) => {
          const chosen = setup.schemes.includes(id);
          return (
            <label key={id}>
              <input
                type="checkbox"
                checked={chosen}
                disabled={full && !chosen}
                onChange={(event) => toggle(id, event.currentTarget.checked)}
              />
              <span>
                {label}
                <small>{detail}</small>
              </span>
            </label>
          );
        })}
      </div>
      <p className="help">
        {setup.schemes.length === 0
          ? 'Choose at least one.'
          : 'Schemes of your library that hold for numbers are listed here too.'}
      </p>
    </fieldset>
  );
}

interface SizesProps {
  readonly setup: ProbeSetup;
  readonly wrong: string | null;
  readonly setWrong: (sentence: string | null) => void;
}

function SizesInput({ setup, wrong, setWrong }: SizesProps) {
  const session = useProbe();
  const written = setup.sizes.join(', ');
  const [text, setText] = useState(written);
  // A link, or small sizes for a software adapter, change them from outside.
  useEffect(() => {
    setText((now) => (sameSizes(now, written) ? now : written));
    setWrong(null);
  }, [written, setWrong]);
  const change = (next: string) => {
    setText(next);
    try {
      session.change({ sizes: parseSizes(next) });
      setWrong(null);
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <TextInput
      label="Sizes n of the n×n matrices"
      value={text}
      inputMode="numeric"
      error={wrong}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function sameSizes(text: string, written: string): boolean {
  try {
    return parseSizes(text).join(', ') === written;
  } catch {
    return false;
  }
}

function PrecisionChoice({ setup }: { readonly setup: ProbeSetup }) {
  const session = useProbe();
  const id = useId();
  const half = useProbeView((view) => view.gpu?.f16 ?? false);
  const data: { value: Precision; label: string; disabled?: boolean }[] = [
    { value: 'f32', label: '32-bit floats' },
    { value: 'f16', label: '16-bit floats', disabled: !half },
  ];
  return (
    <div>
      <p className="probe-label" id={id}>
        Precision
      </p>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        data={data}
        value={setup.precision}
        onChange={(precision) => session.change({ precision })}
      />
      {!half && <p className="help">16-bit floats are not there on this GPU or in this browser.</p>}
    </div>
  );
}
