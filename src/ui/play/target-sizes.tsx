import { Button, NativeSelect } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { bilinearTarget, type TargetSpec } from '../../tensor/bilinear.ts';
import type { Size } from '../../tensor/size.ts';
import { formatTarget } from '../shared/format.ts';

const SIDES = ['1', '2', '3', '4', '5'];
const LABELS = ['Rows of A', 'Columns of A, rows of B', 'Columns of B'];
const QUICK: readonly Size[] = [
  [2, 2, 2],
  [2, 2, 3],
  [2, 3, 3],
  [3, 3, 3],
  [2, 3, 4],
  [4, 4, 4],
  [5, 5, 5],
];

interface TargetSizesProps {
  readonly arithmetic: Arithmetic;
  readonly initial: Size;
  readonly onChoose: (spec: TargetSpec) => void;
}

/** Every matrix product up to 5×5×5. */
export function TargetSizes({ arithmetic, initial, onChoose }: TargetSizesProps) {
  const [size, setSize] = useState<Size>(initial);
  const { rank, naive, note } = bilinearTarget({ kind: 'matmul', size }).known(arithmetic);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChoose({ kind: 'matmul', size });
  };
  return (
    <form className="target-sizes" onSubmit={submit}>
      <div className="target-quick">
        {QUICK.map((quick) => (
          <Button
            key={quick.join()}
            size="compact-md"
            variant={quick.join() === size.join() ? 'light' : 'default'}
            aria-pressed={quick.join() === size.join()}
            onClick={() => setSize(quick)}
          >
            {formatTarget(quick)}
          </Button>
        ))}
      </div>
      <div className="target-sides">
        {LABELS.map((label, at) => (
          <NativeSelect
            key={label}
            label={label}
            data={SIDES}
            value={String(size[at])}
            onChange={(event) => {
              const side = Number(event.currentTarget.value);
              const [n, m, p] = size.map((old, i) => (i === at ? side : old));
              setSize([n!, m!, p!]);
            }}
          />
        ))}
      </div>
      <p>
        <b>{formatTarget(size)}</b>: {naive} multiplications in school, {rank ?? 'unknown'} in the
        best algorithm known. <span className="help">{note}</span>
      </p>
      <Button type="submit">Play {formatTarget(size)}</Button>
    </form>
  );
}
