import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import { usePlayState } from './play-context.ts';

/** What is played, and what can be done with the whole game. */
export function PlayHead() {
  const target = usePlayState((state) => state.target);
  const arithmetic = usePlayState((state) => state.arithmetic);
  const changed = usePlayState((state) => state.basis !== null);
  return (
    <div className="play-head" data-guide="target">
      <h2 title={target.description} tabIndex={-1}>
        {target.title} <span>{arithmetic === 'z2' ? 'modulo 2' : 'integers'}</span>
      </h2>
      <ActionButton action={ACTIONS.target}>Change target</ActionButton>
      <ActionButton action={ACTIONS.basis} variant={changed ? 'light' : 'default'}>
        {changed ? 'Basis: changed' : 'Basis'}
      </ActionButton>
      <div className="play-head-end">
        <ActionButton action={ACTIONS.lessons} />
        <ActionButton action={ACTIONS.tree} />
        <ActionButton action={ACTIONS.share} />
        <ActionButton action={ACTIONS.help}>
          <span aria-hidden="true">?</span>
        </ActionButton>
      </div>
    </div>
  );
}
