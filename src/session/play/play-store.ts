import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import type { HintKind, HintSolver } from '../../game/hints/hint.ts';
import * as line from '../../game/line-tree.ts';
import { type ParseError, parseMove } from '../../game/notation.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { TargetSpec } from '../../tensor/bilinear.ts';
import { isZeroTerm, type Term } from '../../tensor/term.ts';
import { sentence } from '../sentences.ts';
import { parseCustomTarget } from './custom-target.ts';
import { clamped, copyOf, fits, withCoefficient } from './draft.ts';
import { GameKeeper } from './game-keeper.ts';
import { freshGame, type Game, LARGEST_BASIS_SEED } from './game-record.ts';
import { type GameShelf, gameKey } from './game-shelf.ts';
import { Hinting } from './hinting.ts';
import { fromHash, toHash } from './link.ts';
import type { BoardView, Notice, PlayState } from './play-state.ts';
import { gameOf, stateOf, withTree, zeroTerm } from './play-transitions.ts';

/** What a game played by hand needs from the world. */
export interface PlayWorld {
  readonly solver: HintSolver;
  /** Keeps an algorithm in the library, with the link of its game; rejects with why it cannot. */
  readonly keep: (algorithm: Algorithm, link: string) => Promise<void>;
  /** Null where games are not kept: in a lesson. */
  readonly shelf: GameShelf | null;
  /** What the user has to know from the start; null when there is nothing. */
  readonly warning: string | null;
}

/** One game played by hand: its state, and everything that can be done with it. No method throws. */
export class Play {
  readonly state: StoreApi<PlayState>;
  readonly #world: PlayWorld;
  readonly #keeper: GameKeeper;
  readonly #hinting: Hinting;

  /** Begins with a fresh board. */
  constructor(
    world: PlayWorld,
    spec: TargetSpec = DEFAULT_SPEC,
    arithmetic: Arithmetic = 'standard',
  ) {
    this.#world = world;
    this.state = createStore<PlayState>(() => stateOf(freshGame(spec, arithmetic)));
    this.#keeper = new GameKeeper(this.state, world.shelf, (text) =>
      this.notify({ kind: 'error', text }),
    );
    this.#hinting = new Hinting(
      this.state,
      world.solver,
      (hint) => this.#set({ hint }),
      (terms) => this.#walk((tree) => terms.reduce(line.playTerm, tree)),
    );
  }

  /** Shows the game of the address, and without one the game that was on the board last. */
  start(hash: string): void {
    if (this.openLink(hash) === 'none') this.#try(() => this.#restore());
    const { warning } = this.#world;
    const { notice } = this.state.getState();
    if (warning !== null && notice === null) this.notify({ kind: 'error', text: warning });
  }

  /**
   * Opens the game that an address's hash holds: at the start, and whenever the hash changes.
   * 'same' when it is on the board already; 'broken' leaves the game as it was, and says why.
   */
  openLink(hash: string): 'opened' | 'same' | 'none' | 'broken' {
    let result: 'opened' | 'same' | 'none' | 'broken' = 'broken';
    this.#try(() => {
      const read = fromHash(hash);
      if (read === null) {
        result = 'none';
      } else if ('error' in read) {
        this.notify({ kind: 'error', text: read.error });
      } else if (hash === this.link()) {
        result = 'same';
      } else {
        this.#show(this.#keeper.withStoredLines(read.game));
        result = 'opened';
      }
    });
    return result;
  }

  /** The hash of an address that opens this position. */
  link(): string {
    return toHash(gameOf(this.state.getState()));
  }

  /** Goes to the last game of the target in the canonical basis, or begins one. */
  setTarget(spec: TargetSpec, arithmetic: Arithmetic): void {
    this.#change(spec, arithmetic, null);
  }

  /** Goes to the same target in the basis of the seed, or in the canonical one for null. */
  setBasis(seed: number | null): void {
    if (seed !== null && !(Number.isInteger(seed) && seed >= 0 && seed <= LARGEST_BASIS_SEED)) {
      this.notify({
        kind: 'error',
        text: `The seed of a basis is a whole number from 0 to ${LARGEST_BASIS_SEED}.`,
      });
      return;
    }
    const { target, arithmetic } = this.state.getState();
    this.#change(target.spec, arithmetic, seed);
  }

  /** Plays a target of the user's own. False, with a notice, when the text holds none. */
  loadCustom(text: string, arithmetic = this.state.getState().arithmetic): boolean {
    let loaded = false;
    this.#try(() => {
      const read = parseCustomTarget(text);
      if ('error' in read) this.notify({ kind: 'error', text: read.error });
      else loaded = this.#change(read.spec, arithmetic, null);
    });
    return loaded;
  }

  setMaxCoefficient(maxCoefficient: 1 | 2): void {
    const { draft, arithmetic } = this.state.getState();
    if (arithmetic === 'z2') return;
    this.#set({ maxCoefficient, draft: clamped(draft, maxCoefficient) });
  }

  /** Sets a coefficient of the move being edited; one that cannot be played changes nothing. */
  setCoefficient(mode: 0 | 1 | 2, index: number, value: number): void {
    const draft = withCoefficient(this.state.getState(), mode, index, value);
    if (draft !== null) this.#set({ draft });
  }

  /** Edits that move; one that does not fit changes nothing. */
  setDraft(term: Term): void {
    if (fits(term, this.state.getState())) this.#set({ draft: copyOf(term) });
  }

  clearDraft(): void {
    this.#set({ draft: zeroTerm(this.state.getState().start.shape) });
  }

  /** Plays the move that is being edited. */
  play(): void {
    const { draft } = this.state.getState();
    if (this.#play(draft)) this.clearDraft();
  }

  /** Plays a typed move; what is wrong with it otherwise, and nothing changes. */
  playTyped(text: string): ParseError | null {
    let result: ParseError | null = { at: 0, message: 'This move could not be played.' };
    this.#try(() => {
      const { target, arithmetic, maxCoefficient } = this.state.getState();
      const alphabet = { arithmetic, maxCoefficient };
      const parsed = parseMove(text, target.modes, alphabet);
      if ('error' in parsed) {
        result = parsed.error;
      } else if (this.state.getState().position.solved) {
        result = { at: 0, message: 'Nothing is left: the game is finished.' };
      } else if (this.#play(parsed.term)) {
        result = null;
      }
    });
    return result;
  }

  undo(): void {
    this.#walk(line.undo);
  }

  redo(): void {
    this.#walk(line.redo);
  }

  goTo(node: number): void {
    this.#walk((tree) => line.goTo(tree, node));
  }

  nextVariation(): void {
    this.#walk((tree) => line.nextVariation(tree, 1));
  }

  previousVariation(): void {
    this.#walk((tree) => line.nextVariation(tree, -1));
  }

  /** Forgets a move and all that follows it; whoever asks this has asked the user. */
  removeBranch(node: number): void {
    this.#walk((tree) => line.removeBranch(tree, node));
  }

  setView(view: Partial<BoardView>): void {
    const next = { ...this.state.getState().view, ...view };
    if (!Number.isFinite(next.yaw) || !Number.isFinite(next.pitch)) return;
    const tenth = (angle: number) => Math.round(angle * 10) / 10;
    const turned = tenth(((((next.yaw + 180) % 360) + 360) % 360) - 180);
    // A rounding up to the full half turn is the same as its other end.
    const yaw = turned >= 180 ? -180 : turned;
    this.#set({ view: { ...next, yaw, pitch: tenth(Math.max(-90, Math.min(90, next.pitch))) } });
  }

  /** Asks for a hint; its answer, or failure, comes into `hint`. A playOn plays its moves. */
  hint(kind: HintKind): void {
    void this.#hinting.ask(kind);
  }

  cancelHint(): void {
    this.#hinting.cancel();
  }

  /** Writes the suggested move into the editors. */
  takeHint(): void {
    const { hint } = this.state.getState();
    if (hint.status === 'shown' && hint.answer.kind === 'move') this.setDraft(hint.answer.term);
  }

  /** Keeps the finished algorithm in the library. */
  keep(): void {
    void this.#keep();
  }

  notify(notice: Notice): void {
    this.state.setState({ notice });
  }

  dismissNotice(): void {
    this.state.setState({ notice: null });
  }

  /** Keeps what has changed at once: when the page is about to be hidden. */
  flush(): void {
    this.#keeper.now();
  }

  #change(spec: TargetSpec, arithmetic: Arithmetic, basisSeed: number | null): boolean {
    return this.#try(() => {
      const before = gameOf(this.state.getState());
      const key = gameKey(spec, arithmetic, basisSeed);
      if (key === gameKey(before.spec, before.arithmetic, before.basisSeed)) return;
      this.flush();
      const { view, maxCoefficient } = before;
      const fresh = { ...freshGame(spec, arithmetic), basisSeed, view, maxCoefficient };
      const stored = this.#world.shelf?.read(key) ?? null;
      this.#show(stored !== null && 'game' in stored ? { ...stored.game, view } : fresh);
      if (stored !== null && 'error' in stored) this.notify({ kind: 'error', text: stored.error });
    });
  }

  #restore(): void {
    const stored = this.#world.shelf?.current() ?? null;
    if (stored === null) return;
    if ('game' in stored) this.#show(stored.game);
    else this.notify({ kind: 'error', text: stored.error });
  }

  /** Puts a game on the board. */
  #show(game: Game): void {
    const next = stateOf(game);
    this.cancelHint();
    this.state.setState(next);
    this.#keeper.soon();
  }

  #play(term: Term): boolean {
    const state = this.state.getState();
    if (state.position.solved || isZeroTerm(term, state.arithmetic)) return false;
    if (!fits(term, state)) return false;
    return this.#walk((tree) => line.playTerm(tree, copyOf(term)));
  }

  #walk(step: (tree: line.LineTree) => line.LineTree): boolean {
    return this.#try(() => {
      const before = this.state.getState();
      const tree = step(before.tree);
      if (tree === before.tree) return;
      const next = withTree(before, tree);
      const moved = next.position !== before.position;
      if (moved) this.cancelHint();
      this.#set(next);
    });
  }

  async #keep(): Promise<void> {
    const { finished } = this.state.getState();
    if (finished === null || finished.algorithm === null || finished.kept !== 'no') return;
    const { algorithm } = finished;
    const setKept = (kept: 'no' | 'keeping' | 'yes') => {
      const now = this.state.getState().finished;
      if (now?.algorithm === algorithm) this.state.setState({ finished: { ...now, kept } });
    };
    setKept('keeping');
    try {
      await this.#world.keep(algorithm, this.link());
      setKept('yes');
    } catch (error) {
      setKept('no');
      this.notify({ kind: 'error', text: sentence(error) });
    }
  }

  #set(change: Partial<PlayState>): void {
    this.state.setState(change);
    this.#keeper.soon();
  }

  /** False, with a notice, when it fails. */
  #try(action: () => void): boolean {
    try {
      action();
      return true;
    } catch (error) {
      this.notify({ kind: 'error', text: sentence(error) });
      return false;
    }
  }
}

const DEFAULT_SPEC: TargetSpec = { kind: 'matmul', size: [2, 2, 2] };
