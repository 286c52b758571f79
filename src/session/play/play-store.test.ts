import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Algorithm, toTerms } from '../../algorithm/algorithm.ts';
import { strassen } from '../../algorithm/examples.ts';
import { moduloTwo } from '../../algorithm/published.test-data.ts';
import { verifyAlgorithm } from '../../algorithm/verify.ts';
import type { HintAnswer, HintRequest, HintSolver } from '../../game/hints/hint.ts';
import { termsTo } from '../../game/line-tree.ts';
import { formatMove } from '../../game/notation.ts';
import { mapTerm } from '../../tensor/basis.ts';
import type { TargetSpec } from '../../tensor/bilinear.ts';
import { GameShelf, type KeyValues } from './game-shelf.ts';
import { HintHost } from './hint-host.ts';
import { decodeGame, toHash } from './link.ts';
import type { PlayState } from './play-state.ts';
import { Play, type PlayWorld } from './play-store.ts';
import { gameOf } from './play-transitions.ts';
import { randomGame, randomSpec } from './random-game.test-support.ts';

const SQUARE: TargetSpec = { kind: 'matmul', size: [2, 2, 2] };
const KARATSUBA: TargetSpec = { kind: 'named', id: 'polynomial-2' };

class Memory implements KeyValues {
  readonly values = new Map<string, string>();
  full = false;

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('No room', 'QuotaExceededError');
    this.values.set(key, value);
  }

  removeItem(key: string): void {
    this.values.delete(key);
  }
}

/** A solver that answers when the test says so. */
class FakeSolver implements HintSolver {
  requests: HintRequest[] = [];
  cancelled = 0;
  settle: { resolve: (answer: HintAnswer) => void; reject: (error: Error) => void } | null = null;

  solve(request: HintRequest): Promise<HintAnswer> {
    this.requests.push(request);
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  cancel(): void {
    this.cancelled++;
  }
}

function newPlay(change: Partial<PlayWorld> = {}): Play {
  const world = { solver: new FakeSolver(), keep: async () => {}, shelf: null, warning: null };
  return new Play({ ...world, ...change });
}

const stateOf = (play: Play) => play.state.getState();

function playAll(play: Play, algorithm: Algorithm): void {
  for (const term of toTerms(algorithm)) {
    const { target } = stateOf(play);
    expect(play.playTyped(formatMove(term, target.modes))).toBeNull();
  }
}

describe('a game played by hand', () => {
  it('ends with a verified algorithm', () => {
    const play = newPlay();
    playAll(play, strassen('standard'));
    const { finished, position } = stateOf(play);
    expect(position).toMatchObject({ solved: true, moves: 7, rankBound: 0, score: -7 });
    expect(finished).toMatchObject({
      rank: 7,
      additions: 18,
      known: 7,
      verified: true,
      kept: 'no',
    });
    expect(finished?.file.name).toBe('2x2x2-standard-rank-7.json');
    expect(verifyAlgorithm(JSON.parse(finished!.file.text) as Algorithm)).toEqual({ ok: true });
    expect(finished?.formulas.outputs[1]).toBe('c12 = m3 + m5');
    // Nothing can be played any more.
    expect(play.playTyped('a11 b11 -> c11')?.message).toContain('finished');
    play.undo();
    expect(stateOf(play).finished).toBeNull();
  });

  it.each(['standard', 'z2'] as const)('in another basis is mapped back (%s)', (arithmetic) => {
    const algorithm = arithmetic === 'z2' ? moduloTwo(strassen('standard')) : strassen('standard');
    let ended = 0;
    for (let seed = 0; seed < 20; seed++) {
      const play = newPlay();
      play.setTarget(SQUARE, arithmetic);
      play.setBasis(seed);
      const { basis } = stateOf(play);
      expect(basis).not.toBeNull();
      for (const term of toTerms(algorithm)) {
        play.setDraft(mapTerm(term, basis!, arithmetic));
        play.play();
      }
      const { finished } = stateOf(play);
      // Coefficients beyond ±2 cannot be played, and some bases need them.
      if (finished === null) continue;
      ended++;
      expect(finished.verified).toBe(true);
      expect(verifyAlgorithm(finished.algorithm!)).toEqual({ ok: true });
    }
    expect(ended).toBeGreaterThan(5);
  });

  it('of another target can be downloaded, but not kept among the matrix algorithms', () => {
    const play = newPlay();
    play.setTarget(KARATSUBA, 'standard');
    for (const text of ['a0 b0 -> c0 -c1', '(a0+a1)(b0+b1) -> c1', 'a1 b1 -> -c1 c2']) {
      expect(play.playTyped(text)).toBeNull();
    }
    const { finished } = stateOf(play);
    expect(finished).toMatchObject({ rank: 3, known: 3, verified: true, algorithm: null });
    expect(JSON.parse(finished!.file.text)).toMatchObject({
      rank: 3,
      tensor: [
        [
          [1, 0, 0],
          [0, 1, 0],
        ],
        [
          [0, 1, 0],
          [0, 0, 1],
        ],
      ],
    });
  });

  it('is edited coefficient by coefficient, within the alphabet', () => {
    const play = newPlay();
    play.setCoefficient(0, 3, -2);
    play.setCoefficient(1, 0, 1);
    play.setCoefficient(2, 2, 1);
    for (const value of [3, 0.5, Number.NaN]) play.setCoefficient(0, 0, value);
    play.setCoefficient(0, 4, 1);
    play.setCoefficient(0, -1, 1);
    expect([...stateOf(play).draft.u]).toEqual([0, 0, 0, -2]);
    play.setMaxCoefficient(1);
    expect([...stateOf(play).draft.u]).toEqual([0, 0, 0, -1]);
    play.play();
    expect(stateOf(play).position.moves).toBe(1);
    expect(stateOf(play).draft.u.every((c) => c === 0)).toBe(true);
    play.play();
    expect(stateOf(play).position.moves).toBe(1);
    play.setTarget(SQUARE, 'z2');
    play.setCoefficient(0, 0, -1);
    expect([...stateOf(play).draft.u]).toEqual([0, 0, 0, 0]);
  });

  it('derives the same state from its line, whatever was done', () => {
    const doings = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 12 })), { maxLength: 40 });
    fc.assert(
      fc.property(doings, fc.boolean(), (all, modulo) => {
        const algorithm = modulo ? moduloTwo(strassen('standard')) : strassen('standard');
        const play = newPlay();
        play.setTarget(SQUARE, algorithm.arithmetic);
        const terms = toTerms(algorithm);
        const acts = [
          (n: number) => {
            play.setDraft(terms[n % 7]!);
            play.play();
          },
          () => play.undo(),
          () => play.redo(),
          (n: number) => play.goTo(n),
          (n: number) => (n % 2 === 0 ? play.nextVariation() : play.previousVariation()),
          (n: number) => n > 9 && play.removeBranch(n),
        ];
        for (const [act, n] of all) {
          acts[act]!(n);
          const now = stateOf(play);
          const fresh = newPlay();
          expect(fresh.openLink(toHash(gameOf(now)))).not.toBe('broken');
          const { position, finished, start } = stateOf(fresh);
          expect({ position, finished, start }).toEqual({
            position: now.position,
            finished: now.finished,
            start: now.start,
          });
          expect(now.finished === null).toBe(!now.position.solved);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('links', () => {
  it('state → link → state → link is the identity', () => {
    fc.assert(
      fc.property(randomGame, (game) => {
        const play = newPlay();
        const hash = toHash(game);
        const result = play.openLink(hash);
        if (result === 'same') return;
        if (result === 'broken') {
          // Only a basis that makes entries too large is refused.
          expect(stateOf(play).notice?.text).toContain('change of basis');
          return;
        }
        expect(play.link()).toBe(hash);
        const other = newPlay();
        other.openLink(play.link());
        expect(gameOf(stateOf(other))).toEqual({ ...game, draft: null });
        // Two functions are never equal.
        const plain = (state: PlayState) => ({
          ...state,
          target: { ...state.target, known: null },
        });
        expect(plain(stateOf(other))).toEqual(plain(stateOf(play)));
        expect(other.openLink(hash)).toBe('same');
      }),
      { numRuns: 200 },
    );
  });

  it('that are broken leave the game as it was and say so', () => {
    const play = newPlay();
    play.playTyped('a11 b11 -> c11');
    const before = stateOf(play);
    for (const hash of [play.link().slice(0, 20), '#/play/9.AA', '#/play/x', '#/play/1.%%']) {
      expect(play.openLink(hash)).toBe('broken');
      expect(stateOf(play).notice).toMatchObject({ kind: 'error' });
      play.dismissNotice();
      expect(stateOf(play)).toEqual(before);
    }
    expect(play.openLink('#/train')).toBe('none');
  });

  it('lead back and forward', () => {
    const play = newPlay();
    const first = play.link();
    play.playTyped('a11 b11 -> c11');
    const second = play.link();
    expect(play.openLink(first)).toBe('opened');
    expect(stateOf(play).position.moves).toBe(0);
    expect(play.openLink(second)).toBe('opened');
    expect(stateOf(play).position.moves).toBe(1);
  });
});

describe('games are kept', () => {
  const shelved = (memory: Memory) => newPlay({ shelf: new GameShelf(memory) });

  it('over a reload, with the move being edited', () => {
    fc.assert(
      fc.property(randomGame, (game) => {
        const memory = new Memory();
        const play = shelved(memory);
        if (play.openLink(toHash(game)) === 'broken') return;
        if (game.draft !== null) play.setDraft(game.draft);
        play.flush();
        const reloaded = shelved(memory);
        reloaded.start('');
        expect(gameOf(stateOf(reloaded))).toEqual(gameOf(stateOf(play)));
      }),
      { numRuns: 50 },
    );
  });

  it('one of every target, arithmetic and basis', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(randomSpec, { selector: (spec) => JSON.stringify(spec), maxLength: 5 }),
        (specs) => {
          const play = shelved(new Memory());
          const links = specs.map((spec) => {
            play.setTarget(spec, 'standard');
            const { modes } = stateOf(play).target;
            play.playTyped(`${modes[0].names[0]} ${modes[1].names[0]} -> ${modes[2].names[0]}`);
            return play.link();
          });
          for (const [at, spec] of specs.entries()) {
            play.setTarget(spec, 'z2');
            play.setTarget(spec, 'standard');
            expect(play.link()).toBe(links[at]);
          }
        },
      ),
      { numRuns: 30 },
    );
    const play = shelved(new Memory());
    play.playTyped('a11 b11 -> c11');
    const canonical = play.link();
    play.setBasis(7);
    expect(stateOf(play).position.moves).toBe(0);
    play.playTyped('a11 b11 -> c11');
    play.setBasis(null);
    expect(play.link()).toBe(canonical);
  });

  it('a link beats them, and loses nothing of them', () => {
    const memory = new Memory();
    const mine = shelved(memory);
    mine.playTyped('a11 b11 -> c11');
    mine.flush();
    const theirs = newPlay();
    theirs.playTyped('a22 b22 -> c22');
    const reloaded = shelved(memory);
    reloaded.start(theirs.link());
    const { tree } = stateOf(reloaded);
    expect([...termsTo(tree, tree.at)[0]!.u]).toEqual([0, 0, 0, 1]);
    expect(tree.nodes).toHaveLength(3);
  });

  it('of two tabs, with the moves of both', () => {
    const memory = new Memory();
    const [one, two] = [shelved(memory), shelved(memory)];
    one.start('');
    two.start('');
    one.playTyped('a11 b11 -> c11');
    one.flush();
    two.playTyped('a22 b22 -> c22');
    two.flush();
    one.playTyped('a12 b21 -> c11');
    one.flush();
    const reloaded = shelved(memory);
    reloaded.start('');
    expect(stateOf(reloaded).tree.nodes).toHaveLength(4);
    expect(stateOf(reloaded).position.moves).toBe(2);
  });

  it('a broken link at the start gives a fresh board and keeps them', () => {
    const memory = new Memory();
    const mine = shelved(memory);
    mine.playTyped('a11 b11 -> c11');
    mine.flush();
    const reloaded = shelved(memory);
    reloaded.start('#/play/1.AAAA');
    expect(stateOf(reloaded).position.moves).toBe(0);
    expect(stateOf(reloaded).notice?.kind).toBe('error');
    reloaded.playTyped('a22 b22 -> c22');
    reloaded.flush();
    expect(stateOf(reloaded).tree.nodes).toHaveLength(3);
  });

  it('what cannot be read is put aside, and a fresh board shown', () => {
    const memory = new Memory();
    const mine = shelved(memory);
    mine.playTyped('a11 b11 -> c11');
    mine.flush();
    const [key] = [...memory.values.keys()].filter((name) => name.startsWith('tensorgame-game-'));
    memory.values.set(key!, 'nonsense');
    const reloaded = shelved(memory);
    reloaded.start('');
    expect(stateOf(reloaded).notice?.text).toContain('cannot be read');
    expect(stateOf(reloaded).position.moves).toBe(0);
    expect([...memory.values.values()].filter((text) => text === 'nonsense')).toHaveLength(2);
  });

  it('a full browser is told of once, and the game goes on', () => {
    const memory = new Memory();
    const play = shelved(memory);
    memory.full = true;
    play.playTyped('a11 b11 -> c11');
    play.flush();
    expect(stateOf(play).notice?.text).toContain('no room left');
    play.dismissNotice();
    play.playTyped('a12 b21 -> c11');
    play.flush();
    expect(stateOf(play).notice).toBeNull();
    expect(stateOf(play).position.moves).toBe(2);
    memory.full = false;
    play.flush();
    const [text] = [...memory.values].flatMap(([key, value]) =>
      key.includes('-game-') ? [value] : [],
    );
    expect(decodeGame(text!)).toMatchObject({ game: { tree: { at: 2 } } });
  });

  it('soon after a change, without being asked', () => {
    vi.useFakeTimers();
    const memory = new Memory();
    const play = shelved(memory);
    play.playTyped('a11 b11 -> c11');
    expect(memory.values.size).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(memory.values.size).toBe(2);
    vi.useRealTimers();
  });
});

describe('a target of the user’s own', () => {
  it('is played, and a bad one leaves the game as it was', () => {
    const play = newPlay();
    play.playTyped('a11 b11 -> c11');
    const before = stateOf(play);
    for (const text of ['[[[1.5]]]', 'x'.repeat(1e7), '{}']) {
      expect(play.loadCustom(text)).toBe(false);
      expect(stateOf(play).notice?.kind).toBe('error');
      expect({ ...stateOf(play), notice: null }).toEqual(before);
    }
    expect(play.loadCustom('{"title": "Mine", "tensor": [[[2]]]}')).toBe(true);
    expect(stateOf(play).target.title).toBe('Mine');
    expect(play.playTyped('2a1 b1 -> c1')).toBeNull();
    expect(stateOf(play).finished?.verified).toBe(true);
  });
});

describe('hints', () => {
  it('are shown, and taken', async () => {
    const solver = new FakeSolver();
    const play = newPlay({ solver });
    play.hint('move');
    expect(stateOf(play).hint).toMatchObject({ status: 'thinking', kind: 'move' });
    expect(solver.requests[0]).toMatchObject({ kind: 'move', arithmetic: 'standard', goal: 7 });
    const [term] = toTerms(strassen('standard'));
    solver.settle?.resolve({ kind: 'move', term: term!, rankBound: 8, nonzeros: 9, finishIn: 7 });
    await vi.waitFor(() => expect(stateOf(play).hint.status).toBe('shown'));
    play.takeHint();
    expect(stateOf(play).draft).toEqual(term);
    play.play();
    expect(stateOf(play).hint.status).toBe('idle');
  });

  it('that come too late are not shown', async () => {
    const solver = new FakeSolver();
    const play = newPlay({ solver });
    play.hint('cells');
    play.playTyped('a11 b11 -> c11');
    expect(solver.cancelled).toBe(1);
    solver.settle?.resolve({ kind: 'cells', cells: [0] });
    await new Promise((resolve) => setTimeout(resolve));
    expect(stateOf(play).hint.status).toBe('idle');
  });

  it('that fail say why', async () => {
    const solver = new FakeSolver();
    const play = newPlay({ solver });
    play.hint('cells');
    solver.settle?.reject(new Error('the worker stopped'));
    await vi.waitFor(() =>
      expect(stateOf(play).hint).toEqual({ status: 'failed', sentence: 'The worker stopped.' }),
    );
  });

  it('play on to a verified end, from any position, in any basis', async () => {
    const play = newPlay({ solver: new HintHost() });
    play.setBasis(5);
    play.playTyped('(a11 + a12)(b11 - b21) -> c11 c22');
    play.hint('playOn');
    await vi.waitFor(() => expect(stateOf(play).hint.status).toBe('shown'), 20_000);
    expect(stateOf(play).finished?.verified).toBe(true);
    expect(stateOf(play).tree.nodes.length).toBe(1 + stateOf(play).position.moves);
  }, 30_000);

  it('end when they are cancelled', async () => {
    const solver = new HintHost();
    const play = newPlay({ solver });
    play.setTarget({ kind: 'matmul', size: [4, 4, 4] }, 'standard');
    play.hint('playOn');
    play.cancelHint();
    expect(stateOf(play).hint.status).toBe('idle');
    const { residual } = stateOf(play).position;
    const request = {
      kind: 'playOn',
      residual,
      arithmetic: 'standard',
      maxCoefficient: 1,
      seed: 1,
    } as const;
    const answer = solver.solve(request, () => {});
    solver.cancel();
    await expect(answer).rejects.toThrow('cancelled');
  });
});

describe('keeping an algorithm', () => {
  it('says when it is done, and when it could not be', async () => {
    let fails = true;
    const kept: Algorithm[] = [];
    const links: string[] = [];
    const keep = async (algorithm: Algorithm, link: string) => {
      if (fails) throw new Error('There is no room left');
      kept.push(algorithm);
      links.push(link);
    };
    const play = newPlay({ keep });
    play.keep();
    playAll(play, strassen('standard'));
    play.keep();
    expect(stateOf(play).finished?.kept).toBe('keeping');
    await vi.waitFor(() => expect(stateOf(play).notice?.text).toContain('no room left'));
    expect(stateOf(play).finished?.kept).toBe('no');
    fails = false;
    play.keep();
    await vi.waitFor(() => expect(stateOf(play).finished?.kept).toBe('yes'));
    play.keep();
    expect(kept).toHaveLength(1);
    expect(links).toEqual([play.link()]);
  });
});
