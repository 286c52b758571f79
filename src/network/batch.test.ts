import { describe, expect, test } from 'vitest';
import { createRules } from '../game/create-rules.ts';
import { seeded } from '../tensor/random.ts';
import { decoderInputs, stepInputs } from './batch.ts';
import { networkShape } from './shape.ts';
import { randomMoves } from './testing/tiny.ts';

describe.each([
  { arithmetic: 'z2', digits: 2 },
  { arithmetic: 'z2', digits: 4 },
  { arithmetic: 'standard', digits: 4 },
] as const)('decoder inputs in $arithmetic with $digits digits', ({ arithmetic, digits }) => {
  const rules = createRules([2, 2, 2], arithmetic, { digits });
  const shape = networkShape(rules);
  const { tokens, vocabulary, tokenFeatures } = shape;
  const rows = 5;
  const moves = randomMoves(rules, rows, seeded(1));
  const all = decoderInputs(moves, rows, shape);
  const row = (index: number, position: number) => {
    const at = (index * tokens + position) * tokenFeatures;
    return all.subarray(at, at + tokenFeatures);
  };

  test('code the start, then position and token before, each by a place of its own', () => {
    const places = new Map<number, string>();
    for (let index = 0; index < rows; index++) {
      for (let position = 0; position < tokens; position++) {
        const code = row(index, position);
        expect(code.reduce((sum, x) => sum + x, 0)).toBe(1);
        const place = code.indexOf(1);
        const token = position === 0 ? 'start' : moves[index * tokens + position - 1];
        const meaning = `${position} ${token}`;
        expect(places.get(place) ?? meaning).toBe(meaning);
        places.set(place, meaning);
        if (position > 0) expect(place).toBe(1 + (position - 1) * vocabulary + Number(token));
      }
    }
    expect(new Set(places.values()).size).toBe(places.size);
  });

  test('never depend on the token at their own position', () => {
    const changed = moves.map((token, i) => (i % tokens === 1 ? (token + 1) % vocabulary : token));
    const after = decoderInputs(changed, rows, shape);
    const line = tokens * tokenFeatures;
    for (let index = 0; index < rows; index++) {
      const seen = 2 * tokenFeatures;
      expect(after.subarray(index * line, index * line + seen)).toEqual(
        all.subarray(index * line, index * line + seen),
      );
    }
  });

  test('are the same one position at a time', () => {
    for (let position = 0; position < tokens; position++) {
      const step = stepInputs(moves, rows, position, shape);
      expect(step.length).toBe(rows * tokenFeatures);
      for (let index = 0; index < rows; index++) {
        const at = index * tokenFeatures;
        expect(step.subarray(at, at + tokenFeatures)).toEqual(row(index, position));
      }
    }
  });
});
