import { NumberInput } from '@mantine/core';
import { isSeed, LARGEST_SEED } from '../../session/settings.ts';

interface SeedInputProps {
  readonly value: number;
  readonly onChange: (seed: number) => void;
}

/** The seed from which everything random is drawn. */
export function SeedInput({ value, onChange }: SeedInputProps) {
  return (
    <NumberInput
      label="Seed"
      min={0}
      max={LARGEST_SEED}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      value={value}
      onChange={(next) => isSeed(next) && onChange(next)}
    />
  );
}
