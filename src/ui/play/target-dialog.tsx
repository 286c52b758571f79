import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { TargetSpec } from '../../tensor/bilinear.ts';
import { Dialog } from '../shared/dialog.tsx';
import { usePlay, usePlayState, usePlayUi, useUiState } from './play-context.ts';
import { TargetLadder } from './target-ladder.tsx';
import { TargetOwn } from './target-own.tsx';
import { TargetSizes } from './target-sizes.tsx';

type Kind = 'matrices' | 'others' | 'own';

const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'matrices', label: 'Matrices' },
  { value: 'others', label: 'Others' },
  { value: 'own', label: 'Your own' },
];
const ARITHMETICS: readonly { value: Arithmetic; label: string }[] = [
  { value: 'standard', label: 'Integers' },
  { value: 'z2', label: 'Modulo 2' },
];

/** What to take apart, and in which arithmetic. */
export function TargetDialog() {
  const ui = usePlayUi();
  const open = useUiState(({ dialog }) => dialog === 'target');
  const close = () => ui.setState({ dialog: null });
  return (
    <Dialog opened={open} onClose={close} title="Choose a target" size="44rem">
      <TargetChoice onChosen={close} />
    </Dialog>
  );
}

function TargetChoice({ onChosen }: { readonly onChosen: () => void }) {
  const play = usePlay();
  const current = usePlayState((state) => state.target.spec);
  const [kind, setKind] = useState<Kind>(kindOf(current));
  const [arithmetic, setArithmetic] = useState(play.state.getState().arithmetic);
  const choose = (spec: TargetSpec) => {
    play.setTarget(spec, arithmetic);
    onChosen();
  };
  return (
    <div className="target-choice">
      <div className="target-head">
        <SegmentedControl
          aria-label="Kind of target"
          data={[...KINDS]}
          value={kind}
          onChange={setKind}
        />
        <SegmentedControl
          aria-label="Arithmetic"
          data={[...ARITHMETICS]}
          value={arithmetic}
          onChange={setArithmetic}
        />
      </div>
      <p className="help">
        {arithmetic === 'z2'
          ? 'Modulo 2: coefficients 0 and 1, where 1 + 1 = 0. What is found holds for bits.'
          : 'Integers: coefficients −2 to 2. What is found holds for numbers of every kind.'}
      </p>
      {kind === 'matrices' && (
        <TargetSizes
          arithmetic={arithmetic}
          initial={current.kind === 'matmul' ? current.size : [2, 2, 2]}
          onChoose={choose}
        />
      )}
      {kind === 'others' && <TargetLadder arithmetic={arithmetic} onChoose={choose} />}
      {kind === 'own' && <TargetOwn arithmetic={arithmetic} onLoaded={onChosen} />}
      <p className="help target-kept">
        Every target keeps its last game: choose it again and you go on where you were.
      </p>
    </div>
  );
}

function kindOf({ kind }: TargetSpec): Kind {
  if (kind === 'matmul') return 'matrices';
  return kind === 'named' ? 'others' : 'own';
}
