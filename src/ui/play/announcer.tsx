import { useEffect, useRef, useState } from 'react';
import type { PlayState } from '../../session/play/play-state.ts';
import { usePlay } from './play-context.ts';
import { outputsOfTerm, productFormula } from './term-formulas.ts';

/** Says aloud, politely, what a move, a walk through the line or a hint has changed. */
export function Announcer() {
  const play = usePlay();
  const [words, setWords] = useState('');
  const before = useRef(play.state.getState());
  useEffect(() => {
    before.current = play.state.getState();
    return play.state.subscribe((state) => {
      const said = announcement(state, before.current);
      before.current = state;
      if (said !== null) setWords(said);
    });
  }, [play]);
  return (
    <p className="unseen" role="status">
      {words}
    </p>
  );
}

/** What has changed, in words; null when it need not be said. */
export function announcement(state: PlayState, before: PlayState): string | null {
  if (state.target !== before.target || state.arithmetic !== before.arithmetic) {
    const arithmetic = state.arithmetic === 'z2' ? 'modulo 2' : 'integers';
    return `${state.target.title}, ${arithmetic}. ${residualWords(state)}`;
  }
  if (state.position !== before.position) return `${whereWords(state)} ${residualWords(state)}`;
  if (state.hint !== before.hint && state.hint.status !== before.hint.status) {
    return hintWords(state);
  }
  return null;
}

function whereWords({ tree, target, position }: PlayState): string {
  const { term } = tree.nodes[tree.at]!;
  if (term === null) return 'At the start.';
  const product = productFormula(term, target.modes, position.moves);
  return `Move ${position.moves}: ${product.text}, added to ${outputsOfTerm(term, target.modes).text}.`;
}

function residualWords({ position, finished }: PlayState): string {
  if (position.solved) {
    return finished?.verified === true
      ? `Solved: rank ${finished.rank}, verified exactly, ${finished.additions} additions.`
      : 'Solved.';
  }
  return `${position.nonzeros} non-zeros left, rank bound ${position.rankBound}, score ${position.score}.`;
}

function hintWords({ hint, target, position }: PlayState): string | null {
  switch (hint.status) {
    case 'idle':
      return null;
    case 'thinking':
      return 'Looking for a hint.';
    case 'failed':
      return null; // shown as an alert
    case 'shown':
      break;
  }
  const { answer } = hint;
  if (answer.kind === 'cells') return `A good move changes ${answer.cells.length} ringed cells.`;
  if (answer.kind === 'playOn') return `Played on with ${answer.terms.length} moves.`;
  const product = productFormula(answer.term, target.modes, position.moves + 1);
  return `Suggested: ${product.text}, added to ${outputsOfTerm(answer.term, target.modes).text}. Rank bound ${answer.rankBound} after it.`;
}
