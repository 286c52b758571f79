import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Algorithm, toTerms } from '../../algorithm/algorithm.ts';
import { strassen } from '../../algorithm/examples.ts';
import { moduloTwo } from '../../algorithm/published.test-data.ts';
import { verifyAlgorithm } from '../../algorithm/verify.ts';
import { mapTerm } from '../../tensor/basis.ts';
import { toHash } from './link.ts';
import { KARATSUBA, newPlay, playAll, SQUARE, stateOf } from './play.test-support.ts';
import type { PlayState } from './play-state.ts';
import { gameOf } from './play-transitions.ts';
import { randomGame } from './random-game.test-support.ts';

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
