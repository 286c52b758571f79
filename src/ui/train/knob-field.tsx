import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { KnobValue } from '../../session/settings.ts';
import { type Knob, knobFault } from '../../training/knobs.ts';
import { knobText, parseKnob } from './knob-text.ts';

interface KnobFieldProps {
  readonly knob: Knob;
  readonly value: KnobValue;
  /** What the preset says. */
  readonly standard: KnobValue;
  readonly onChange: (value: KnobValue) => void;
}

/** One setting: its name, what it does, its value, and the way back to the preset's. */
export function KnobField({ knob, value, standard, onChange }: KnobFieldProps) {
  const id = useId();
  const changed = knobText(value) !== knobText(standard);
  const fault = knobFault(knob, value);
  return (
    <div className="knob" data-changed={changed || undefined}>
      <div className="knob-head">
        <label htmlFor={id}>{knob.label}</label>
        {changed && (
          <>
            <span className="knob-mark">changed</span>
            <Button
              variant="subtle"
              size="compact-xs"
              aria-label={`Reset ${knob.label} to ${knobText(standard)}`}
              onClick={() => onChange(standard)}
            >
              Reset to {knobText(standard)}
            </Button>
          </>
        )}
      </div>
      <KnobInput
        key={knobText(standard)}
        id={id}
        knob={knob}
        value={value}
        faulty={fault !== null}
        onChange={onChange}
      />
      <p className="help" id={`${id}-help`}>
        {knob.sentence}
      </p>
      {fault !== null && (
        <p className="knob-fault" id={`${id}-fault`}>
          {knob.label}: {fault}.
        </p>
      )}
    </div>
  );
}

interface KnobInputProps {
  readonly id: string;
  readonly knob: Knob;
  readonly value: KnobValue;
  readonly faulty: boolean;
  readonly onChange: (value: KnobValue) => void;
}

function KnobInput({ id, knob, value, faulty, onChange }: KnobInputProps) {
  // What is being typed, which need not be a value yet.
  const [draft, setDraft] = useState<string | null>(null);
  const described = { 'aria-describedby': faulty ? `${id}-help ${id}-fault` : `${id}-help` };
  if (knob.kind === 'choice' || knob.kind === 'flag') {
    const options = knob.kind === 'flag' ? [true, false] : knob.options;
    return (
      <select
        id={id}
        className="knob-input"
        value={knobText(value)}
        aria-invalid={faulty}
        {...described}
        onChange={(event) => {
          const { value: text } = event.currentTarget;
          const chosen = options.find((option) => knobText(option) === text);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {options.map((option) => (
          <option key={String(option)} value={knobText(option)}>
            {knobText(option)}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      id={id}
      className="knob-input"
      inputMode="decimal"
      autoComplete="off"
      value={draft ?? knobText(value)}
      aria-invalid={faulty}
      {...described}
      onChange={(event) => {
        const { value: text } = event.currentTarget;
        setDraft(text);
        const parsed = parseKnob(knob, text);
        if (parsed !== null) onChange(parsed);
      }}
      onBlur={() => setDraft(null)}
    />
  );
}
