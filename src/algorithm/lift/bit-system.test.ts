import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitSystem } from './bit-system.ts';

/** Equations over up to 70 unknowns, so that rows take several words. */
const systems = fc.integer({ min: 1, max: 70 }).chain((unknowns) =>
  fc.record({
    unknowns: fc.constant(unknowns),
    equations: fc.array(fc.uniqueArray(fc.nat(unknowns - 1)), { maxLength: 80 }),
    values: fc.array(fc.nat(1), { minLength: unknowns, maxLength: unknowns }),
    free: fc.array(fc.nat(1), { minLength: unknowns, maxLength: unknowns }),
  }),
);

function build(unknowns: number, equations: readonly number[][]): BitSystem {
  const system = new BitSystem(unknowns);
  for (const equation of equations) system.add(equation);
  return system;
}

const evaluate = (equations: readonly number[][], values: ArrayLike<number>) =>
  Uint8Array.from(equations, (terms) => terms.reduce((sum, x) => sum ^ values[x]!, 0));

describe('linear equations modulo 2', () => {
  it('a solvable system is solved, with the free unknowns as asked', () => {
    fc.assert(
      fc.property(systems, ({ unknowns, equations, values, free }) => {
        const system = build(unknowns, equations);
        const right = evaluate(equations, values);
        const solution = system.solve(right, Uint8Array.from(free))!;
        expect(evaluate(equations, solution)).toEqual(right);
        for (let x = 0; x < unknowns; x++) {
          if (system.isFree(x)) expect(solution[x]).toBe(free[x]);
        }
      }),
    );
  });

  it('every solution is given by its own free unknowns', () => {
    fc.assert(
      fc.property(systems, ({ unknowns, equations, values }) => {
        const system = build(unknowns, equations);
        const right = evaluate(equations, values);
        expect(system.solve(right, Uint8Array.from(values))).toEqual(Uint8Array.from(values));
      }),
    );
  });

  it('right-hand sides that contradict an equation that depends on others have no solution', () => {
    fc.assert(
      fc.property(systems, ({ unknowns, equations, values }) => {
        const both = [...new Set(equations.slice(0, 2).flat())].filter(
          (x) => equations.slice(0, 2).filter((terms) => terms.includes(x)).length === 1,
        );
        const all = [...equations, equations.length > 1 ? both : []];
        const right = evaluate(all, values);
        expect(build(unknowns, all).solve(right)).toBeDefined();
        right[all.length - 1]! ^= 1;
        expect(build(unknowns, all).solve(right)).toBeUndefined();
      }),
    );
  });

  it('needs a right-hand side for every equation', () => {
    expect(() => build(3, [[0]]).solve(new Uint8Array(2))).toThrow(RangeError);
  });
});
