import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History } from '../../session/history.ts';
import { progressAt } from '../../session/session.test-support.ts';
import { dimensions } from '../../tensor/size.ts';
import { matmul } from '../../tensor/target.ts';
import { boardPicture } from './board-paths.ts';
import { calibrationPoints, miscalibration } from './draw-calibration.ts';
import { latestShares, STAGES } from './draw-stages.ts';

const squares = (path: string) => path.split('M').length - 1;

describe('a small board', () => {
  it('has a square for each positive entry and a ring of two for each negative one', () => {
    const { data } = matmul([2, 2, 2]);
    const whole = boardPicture([2, 2, 2], Int8Array.from(data));
    expect([squares(whole.plus), squares(whole.minus), squares(whole.ground)]).toEqual([8, 0, 4]);
    const turned = boardPicture(
      [2, 2, 2],
      Int8Array.from(data, (value) => -2 * value),
    );
    expect([squares(turned.plus), squares(turned.minus)]).toEqual([0, 16]);
  });

  it('is about as wide as high, and holds all its slices', () => {
    const side = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.tuple(side, side, side), (size) => {
        const [rows, columns, count] = dimensions(size);
        const { width, height, ground } = boardPicture(size, new Int8Array(rows * columns * count));
        expect(squares(ground)).toBe(count);
        expect((width + 1) * (height + 1)).toBeGreaterThanOrEqual(
          count * (rows + 1) * (columns + 1),
        );
      }),
    );
  });

  it('puts an entry where its slice, row and column are', () => {
    // 1×1×2: C has two entries, so there are two slices of 1 by 2; a₁b₂ adds to the second.
    const { plus } = boardPicture([1, 1, 2], Int8Array.of(0, 0, 0, 1));
    const [, x, y] = /^M([\d.]+),([\d.]+)/.exec(plus)!;
    expect([Math.floor(Number(x)), Math.floor(Number(y))]).toEqual([1, 2]);
  });
});

describe('calibration', () => {
  it('sets what was predicted beside what came of it', () => {
    expect(calibrationPoints([0.5, 1])).toEqual([
      { level: 0.25, below: 0.5 },
      { level: 0.75, below: 1 },
    ]);
    expect(miscalibration([0.25, 0.75])).toBe(0);
    expect(miscalibration([0, 1])).toBe(0.25);
    expect(miscalibration([])).toBe(0);
  });
});

describe('the time of a run', () => {
  it('is shared among its stages', () => {
    const history = new History();
    expect(latestShares(history.progress)).toBeNull();
    const stages = { network: 0.4, search: 0.3, learning: 0.2, communication: 0.1 };
    history.addProgress({ ...progressAt(10), stages });
    expect(latestShares(history.progress)).toEqual([0.4, 0.3, 0.2, 0.1]);
    expect(STAGES.map(({ column }) => column)[0]).toBe('networkShare');
  });

  it('counts a report of much time as much as it covers', () => {
    const history = new History();
    const none = { network: 0, search: 0, learning: 0, communication: 0 };
    history.addProgress({ ...progressAt(1), seconds: 2, stages: { ...none, learning: 1 } });
    history.addProgress({ ...progressAt(2), seconds: 8, stages: { ...none, network: 1 } });
    expect(latestShares(history.progress)).toEqual([0.75, 0, 0.25, 0]);
  });
});
