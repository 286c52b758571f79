import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../training/events.ts';
import { BATCH_MS, Batcher } from './batcher.ts';

const phase = (seconds: number): RunEvent => ({ kind: 'phase', phase: 'learning', seconds });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Batcher', () => {
  it('sends at most ten messages a second, and every event in order', async () => {
    const sent: (readonly RunEvent[])[] = [];
    const batcher = new Batcher((events) => {
      sent.push(events);
    });
    for (let i = 0; i < 1000; i++) {
      batcher.add(phase(i));
      await vi.advanceTimersByTimeAsync(1);
    }
    await batcher.flush();
    expect(sent.length).toBeLessThanOrEqual(1 + 1000 / BATCH_MS);
    expect(sent.flat()).toEqual(Array.from({ length: 1000 }, (_, i) => phase(i)));
  });

  it('waits for a slow page, and gives it more at once', async () => {
    const sent: (readonly RunEvent[])[] = [];
    const batcher = new Batcher(async (events) => {
      sent.push(events);
      await new Promise((resolve) => setTimeout(resolve, 950));
    });
    for (let i = 0; i < 20; i++) {
      batcher.add(phase(i));
      await vi.advanceTimersByTimeAsync(BATCH_MS);
    }
    expect(sent.length).toBe(2);
    expect(sent[1]!.length).toBeGreaterThan(5);
  });

  it('joins games that ended in one batch', async () => {
    const sent: (readonly RunEvent[])[] = [];
    const batcher = new Batcher((events) => {
      sent.push(events);
    });
    const games = { kind: 'games', target: 0, size: [2, 2, 2] } as const;
    const other = { kind: 'games', target: 1, size: [1, 2, 2] } as const;
    const reworked = { ended: 5, solved: 2, renewed: 3 };
    const smaller = { ...other, seconds: 1, step: 1, ranks: [4], unsolved: 0 };
    batcher.add({ ...games, seconds: 1, step: 1, ranks: [8], unsolved: 1 });
    batcher.add({ ...games, seconds: 2, step: 2, ranks: [7], unsolved: 2, reworked });
    batcher.add({ ...games, seconds: 3, step: 3, ranks: [], unsolved: 0, reworked });
    batcher.add(smaller);
    await batcher.flush();
    const joined = { ...games, seconds: 3, step: 3, ranks: [8, 7], unsolved: 3 };
    expect(sent).toEqual([
      [{ ...joined, reworked: { ended: 10, solved: 4, renewed: 6 } }, smaller],
    ]);
  });

  it('goes on when the page takes nothing any more', async () => {
    const batcher = new Batcher(() => Promise.reject(new Error('gone')));
    batcher.add(phase(0));
    await batcher.flush();
    batcher.add(phase(1));
    await expect(batcher.flush()).resolves.toBeUndefined();
  });
});
