import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { termsTo } from '../../game/line-tree.ts';
import { GameShelf } from './game-shelf.ts';
import { decodeGame, toHash } from './link.ts';
import { Memory, newPlay, stateOf } from './play.test-support.ts';
import { gameOf } from './play-transitions.ts';
import { randomGame, randomSpec } from './random-game.test-support.ts';

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
