import { formatMove } from '../../game/notation.ts';
import type { ThreeModes } from '../../tensor/bilinear.ts';
import { subscripted } from '../../tensor/mode-labels.ts';
import type { Term } from '../../tensor/term.ts';

/** '(a₁₁ + a₂₂)b₁₁ → c₂₁ −c₂₂', to be read and not to be typed. */
export function moveText(term: Term, modes: ThreeModes): string {
  const text = formatMove(term, modes)
    .replace('->', '→')
    .replaceAll('-', '−')
    .replace(/\(([^\s−()]+)\)/g, '$1');
  return subscripted(text);
}
