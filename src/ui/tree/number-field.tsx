import { useState } from 'react';

interface NumberFieldProps {
  readonly id: string;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  /** Null: no limit. */
  readonly value: number | null;
  readonly onValue: (value: number | null) => void;
}

/** A whole number within limits; what is typed on the way to one is left alone. */
export function NumberField({ id, least, most, step = 1, value, onValue }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      id={id}
      type="number"
      inputMode="numeric"
      min={least}
      max={most}
      step={step}
      placeholder="all"
      value={typed ?? value ?? ''}
      onChange={({ target }) => {
        setTyped(target.value);
        const next = Number(target.value);
        if (target.value === '') onValue(null);
        else if (Number.isInteger(next) && next >= least && next <= most) onValue(next);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
