import { describe, expect, it } from 'vitest';
import { seeded } from '../../tensor/random.ts';
import { Pool } from '../pool.ts';
import { Restarts } from '../restarts.ts';
import { productSearch } from '../search.ts';
import type { Strategy } from '../starts.ts';
import type { Scheme } from '../walker.ts';
import { Beginnings } from './beginnings.ts';

function restarts(strategy: Strategy): Restarts {
  const options = { arithmetic: 'z2', strategy, seed: 1, walkers: 1, targetRank: 1 } as const;
  return new Restarts(productSearch([2, 2, 4], options), seeded(7), new Pool());
}

const FIRST: Scheme = { rank: 0, words: new Int32Array(0), signs: new Int8Array(0) };

/** Steps until a beginning can be taken. */
function taken(beginnings: Beginnings): { readonly scheme: Scheme; readonly steps: number } {
  for (let steps = 0; ; steps++) {
    const scheme = beginnings.take();
    if (scheme !== null) return { scheme, steps };
    beginnings.step();
  }
}

describe('beginnings made in steps', () => {
  it('are those made at once', () => {
    const beginnings = new Beginnings(restarts('grown'), FIRST);
    const atOnce = restarts('grown');
    for (let n = 0; n < 2; n++) {
      const { scheme, steps } = taken(beginnings);
      expect(scheme).toEqual(atOnce.begin());
      // The first is of walks on 2×2×2, which take 30 steps each at least.
      if (n === 0) expect(steps).toBeGreaterThan(30);
    }
  });

  it('wait for whoever takes them, two at most', () => {
    const beginnings = new Beginnings(restarts('plain'), FIRST);
    expect(beginnings.take()).toBeNull();
    for (let n = 0; n < 5; n++) beginnings.step();
    expect(beginnings.take()).toMatchObject({ rank: 16 });
    expect(beginnings.take()).toMatchObject({ rank: 16 });
    expect(beginnings.take()).toBeNull();
  });

  it('are kept when they have been taken, the newest twelve', () => {
    const beginnings = new Beginnings(restarts('plain'), FIRST);
    const random = seeded(3);
    expect(beginnings.draw(random)).toBe(FIRST);
    const all = [FIRST];
    for (let n = 0; n < 12; n++) all.push(taken(beginnings).scheme);
    const drawn = new Set(Array.from({ length: 500 }, () => beginnings.draw(random)));
    expect(drawn).toEqual(new Set(all.slice(1)));
  });
});
