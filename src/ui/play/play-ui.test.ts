import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRemembered } from './play-ui.ts';

test('what was remembered is read back, and what makes no sense is left out', () => {
  expect(readRemembered({ greeted: true, reached: { tensor: 3, move: -1, naive: 'x' } })).toEqual({
    greeted: true,
    reached: { tensor: 3 },
  });
});

test('anything at all can be stored there', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const { greeted, reached } = readRemembered(value);
      expect(typeof greeted).toBe('boolean');
      for (const step of Object.values(reached)) expect(step).toBeGreaterThanOrEqual(0);
    }),
  );
});
