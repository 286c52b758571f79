/** For tests: random games with variations, bases and targets of every kind. */
import fc from 'fast-check';
import { goTo, type LineTree, newLine, playTerm, undo } from '../../game/line-tree.ts';
import {
  type BilinearTarget,
  bilinearTarget,
  NAMED_TARGETS,
  type TargetSpec,
} from '../../tensor/bilinear.ts';
import { isZeroTerm, type Term } from '../../tensor/term.ts';
import { customSpec } from './custom-target.ts';
import type { Game } from './game-record.ts';

const side = fc.integer({ min: 1, max: 3 });
const length = fc.integer({ min: 1, max: 4 });

const custom: fc.Arbitrary<TargetSpec> = fc
  .tuple(length, length, length, fc.string({ unit: 'grapheme', maxLength: 30 }))
  .chain(([a, b, c, title]) =>
    fc
      .array(fc.integer({ min: -99, max: 99 }), { minLength: a * b * c, maxLength: a * b * c })
      .map((data) => customSpec(title.slice(0, 40), [a, b, c], data)),
  )
  .filter((spec) => typeof spec !== 'string');

export const randomSpec: fc.Arbitrary<TargetSpec> = fc.oneof(
  fc.tuple(side, side, side).map((size): TargetSpec => ({ kind: 'matmul', size })),
  fc.constantFrom(...NAMED_TARGETS).map((id): TargetSpec => ({ kind: 'named', id })),
  custom,
);

function termOf(target: BilinearTarget, coefficient: fc.Arbitrary<number>): fc.Arbitrary<Term> {
  const [a, b, c] = target.tensor.shape;
  const factor = (count: number) =>
    fc.array(coefficient, { minLength: count, maxLength: count }).map((row) => Int8Array.from(row));
  return fc.record({ u: factor(a), v: factor(b), w: factor(c) });
}

type Step = { readonly term: Term } | { readonly back: number } | { readonly to: number };

function treeOf(steps: readonly Step[], isMove: (term: Term) => boolean): LineTree {
  let tree = newLine();
  for (const step of steps) {
    if ('term' in step) tree = isMove(step.term) ? playTerm(tree, step.term) : tree;
    else if ('back' in step) for (let n = 0; n < step.back; n++) tree = undo(tree);
    else tree = goTo(tree, step.to % tree.nodes.length);
  }
  return tree;
}

export const randomGame: fc.Arbitrary<Game> = fc
  .tuple(randomSpec, fc.constantFrom('standard' as const, 'z2' as const), fc.constantFrom(1, 2))
  .chain(([spec, arithmetic, largest]) => {
    const coefficient =
      arithmetic === 'z2'
        ? fc.integer({ min: 0, max: 1 })
        : fc.integer({ min: -largest, max: largest });
    const term = termOf(bilinearTarget(spec), coefficient);
    const step: fc.Arbitrary<Step> = fc.oneof(
      { weight: 4, arbitrary: term.map((move) => ({ term: move })) },
      { weight: 1, arbitrary: fc.nat({ max: 3 }).map((back) => ({ back })) },
      { weight: 1, arbitrary: fc.nat({ max: 30 }).map((to) => ({ to })) },
    );
    return fc.record<Game>({
      spec: fc.constant(spec),
      arithmetic: fc.constant(arithmetic),
      maxCoefficient: fc.constantFrom(1 as const, 2 as const),
      // Bases of targets with large entries may not be playable: see the tests of the store.
      basisSeed:
        spec.kind === 'custom' ? fc.constant(null) : fc.option(fc.nat({ max: 2 ** 32 - 1 })),
      tree: fc
        .array(step, { maxLength: 25 })
        .map((steps) => treeOf(steps, (move) => !isZeroTerm(move, arithmetic))),
      view: fc.record({
        mode: fc.constantFrom(0 as const, 1 as const, 2 as const),
        solid: fc.boolean(),
        yaw: fc.integer({ min: -1800, max: 1799 }).map((tenths) => tenths / 10),
        pitch: fc.integer({ min: -900, max: 900 }).map((tenths) => tenths / 10),
      }),
      draft: fc.option(term.filter(({ u, v, w }) => [...u, ...v, ...w].some((c) => c !== 0))),
    });
  });
