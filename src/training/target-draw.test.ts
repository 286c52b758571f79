import { describe, expect, test } from 'vitest';
import { seeded } from '../tensor/random.ts';
import { TargetDraw } from './target-draw.ts';

const DRAWS = 20_000;

/** Of each target, how often it is drawn. */
function shares(draw: TargetDraw, count: number): number[] {
  const random = seeded(1);
  const drawn = Array.from({ length: count }, () => 0);
  for (let i = 0; i < DRAWS; i++) drawn[draw.draw(random)]! += 1 / DRAWS;
  return drawn;
}

describe('targets', () => {
  test('are drawn as often as each other, while none or all have come to their rank', () => {
    const draw = new TargetDraw(4, 0.2);
    for (const reached of [[], Array(4).fill(false), Array(4).fill(true)]) {
      draw.look(reached);
      for (const share of shares(draw, 4)) expect(share).toBeCloseTo(0.25, 1);
    }
  });

  test('that have come to their rank are drawn less often', () => {
    const draw = new TargetDraw(4, 0.2);
    draw.look([true, false, true, true]);
    const [first, second] = shares(draw, 4);
    expect(first).toBeCloseTo(0.125, 1);
    expect(second! / first!).toBeGreaterThan(4.3);
    expect(second! / first!).toBeLessThan(5.7);
  });

  test('have one to draw where there is one', () => {
    const draw = new TargetDraw(1, 0.2);
    draw.look([true]);
    expect(draw.draw(seeded(1))).toBe(0);
  });
});
