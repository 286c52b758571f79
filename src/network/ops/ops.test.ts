import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Evaluation,
  evaluate,
  inputsOf,
  numericalGradients,
  relativeError,
  useWay,
} from './testing.ts';
import { largerCases, smallCases } from './testing-cases.ts';

const cases = [...smallCases, ...largerCases];
const oracle = new Map<string, Evaluation>();

describe('on the plain cpu', () => {
  beforeAll(() => useWay('cpu'));

  it.each(smallCases)('the gradients of $name are those of differences', (operation) => {
    const inputs = inputsOf(operation);
    const { gradients } = evaluate(operation, inputs);
    for (const [i, expected] of numericalGradients(operation, inputs).entries()) {
      expect(relativeError(gradients[i]!, expected)).toBeLessThan(1e-3);
    }
  });
});

describe.each(['wasm plain', 'wasm fused'] as const)('on %s', (way) => {
  beforeAll(async () => {
    await useWay('cpu');
    for (const operation of cases) {
      if (!oracle.has(operation.name)) {
        oracle.set(operation.name, evaluate(operation, inputsOf(operation)));
      }
    }
    await useWay(way);
  }, 300_000);

  it.each(cases)('$name gives what the cpu gives', (operation) => {
    const expected = oracle.get(operation.name)!;
    const actual = evaluate(operation, inputsOf(operation));
    expect(relativeError(actual.value, expected.value)).toBeLessThan(1e-5);
    for (const [i, gradient] of expected.gradients.entries()) {
      expect(relativeError(actual.gradients[i]!, gradient)).toBeLessThan(1e-5);
    }
  });
});
