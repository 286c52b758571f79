import { describe, expect, it, vi } from 'vitest';
import { toTerms } from '../../algorithm/algorithm.ts';
import { strassen } from '../../algorithm/examples.ts';
import { HintHost } from './hint-host.ts';
import { FakeSolver, newPlay, stateOf } from './play.test-support.ts';

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
