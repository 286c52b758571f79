import { Button } from '@mantine/core';
import { LARGEST_BASIS_SEED } from '../../session/play/game-record.ts';
import { Dialog } from '../shared/dialog.tsx';
import { usePlay, usePlayState, usePlayUi, useUiState } from './play-context.ts';

/** Seeds that are drawn: short enough to say aloud. */
const DRAWN_SEEDS = Math.min(10_000, LARGEST_BASIS_SEED);

/** Play the same target in another basis; what that means, and the way back. */
export function BasisDialog() {
  const play = usePlay();
  const ui = usePlayUi();
  const open = useUiState(({ dialog }) => dialog === 'basis');
  const seed = usePlayState((state) => state.basisSeed);
  const close = () => ui.setState({ dialog: null });
  const change = (next: number | null) => {
    play.setBasis(next);
    close();
  };
  return (
    <Dialog opened={open} onClose={close} title="Change of basis" size="36rem">
      <div className="target-choice">
        <p>
          The same target can look quite different. In another basis the coordinates of A, B and C
          are mixed by three invertible matrices of whole numbers: other cells are filled, but every
          decomposition here is one there, move by move, and the rank is the same.
        </p>
        <p>
          It is a way to get unstuck, and the agent learns from many bases at once. When you finish,
          your algorithm is mapped back to the canonical basis and verified there. The game that you
          leave waits for you.
        </p>
        <p className="help">
          {seed === null
            ? 'You play in the canonical basis.'
            : `You play in the random basis number ${seed}.`}
        </p>
        <div className="finished-buttons">
          <Button onClick={() => change(1 + Math.floor(Math.random() * (DRAWN_SEEDS - 1)))}>
            {seed === null ? 'Play in a random basis' : 'Another random basis'}
          </Button>
          {seed !== null && (
            <Button variant="default" onClick={() => change(null)}>
              Back to the canonical basis
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
