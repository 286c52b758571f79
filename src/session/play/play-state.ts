/** What the play screen shows: everything is derived from it, and nothing else is kept. */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import type { Formulas } from '../../algorithm/formulas.ts';
import type { HintAnswer, HintKind } from '../../game/hints/hint.ts';
import type { LineTree } from '../../game/line-tree.ts';
import type { Position } from '../../game/position.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Basis } from '../../tensor/basis.ts';
import type { BilinearTarget } from '../../tensor/bilinear.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Term } from '../../tensor/term.ts';

export interface BoardView {
  /** The mode along which slices are laid out. */
  readonly mode: 0 | 1 | 2;
  /** In 3D. */
  readonly solid: boolean;
  /** Degrees. */
  readonly yaw: number;
  readonly pitch: number;
}

export type HintState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'thinking';
      readonly kind: HintKind;
      /** From 0 to 1. */
      readonly done: number;
      /** The fewest moves known so far to finish. */
      readonly best: number | null;
    }
  /** Shown until the position changes; the moves of a playOn have been played. */
  | { readonly status: 'shown'; readonly answer: HintAnswer }
  | { readonly status: 'failed'; readonly sentence: string };

/** A game that reached zero, mapped back to the canonical basis and verified there. */
export interface FinishedGame {
  /** In the canonical basis. */
  readonly terms: readonly Term[];
  /** Multiplications. */
  readonly rank: number;
  /** When every sum is computed from scratch. */
  readonly additions: number;
  /** The best known rank of the target; null when unknown. */
  readonly known: number | null;
  /** True after the exact check; `reason` says why not, which would be a mistake of the app. */
  readonly verified: boolean;
  readonly reason: string | null;
  readonly formulas: Formulas;
  /** For matrix products: can be kept in the library. */
  readonly algorithm: Algorithm | null;
  readonly file: { readonly name: string; readonly text: string };
  readonly kept: 'no' | 'keeping' | 'yes';
}

export interface Notice {
  readonly kind: 'info' | 'error';
  readonly text: string;
}

export interface PlayState {
  readonly target: BilinearTarget;
  readonly arithmetic: Arithmetic;
  readonly maxCoefficient: 1 | 2;
  /** Null in the canonical basis. */
  readonly basis: Basis | null;
  readonly basisSeed: number | null;
  /** The target in the basis and the arithmetic of the game: what the moves must add up to. */
  readonly start: Tensor;
  readonly tree: LineTree;
  /** The move that is being edited: all zeros at first. */
  readonly draft: Term;
  /** Of tree.at. */
  readonly position: Position;
  readonly view: BoardView;
  readonly hint: HintState;
  /** Not null exactly when the position is solved. */
  readonly finished: FinishedGame | null;
  readonly notice: Notice | null;
}

/** The slices of C: each shows the products that one result is made of. */
export const DEFAULT_VIEW: BoardView = { mode: 2, solid: false, yaw: 32, pitch: 26 };
