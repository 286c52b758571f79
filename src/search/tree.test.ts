import { describe, expect, test } from 'vitest';
import { createRules } from '../game/create-rules.ts';
import type { Rules } from '../game/rules.ts';
import { seeded } from '../tensor/random.ts';
import { matmul } from '../tensor/target.ts';
import { zeros } from '../tensor/tensor.ts';
import type { Evaluation } from './evaluator.ts';
import type { SearchOptions } from './options.ts';
import { RequestBuilder } from './request.ts';
import { DEAD_END, LIMIT, NO_EDGE, SOLVED } from './store.ts';
import { randomPosition, searchAlone } from './testing/position.ts';
import { ScriptedEvaluator } from './testing/scripted.ts';
import { SearchTree } from './tree.ts';

const rules = createRules([2, 2, 2], 'z2', { digits: 4 });

function packed(of: Rules, tensor = matmul([2, 2, 2])): Int32Array {
  const state = new Int32Array(of.stateWords);
  of.pack(tensor, state, 0);
  return state;
}

function evaluation(moves: readonly number[][], value: number): Evaluation {
  return {
    samples: moves.length,
    moves: Uint16Array.from(moves.flat()),
    logProbabilities: Float32Array.from(moves, (_, i) => -1 - i),
    values: Float32Array.of(value),
  };
}

/** A tree whose root waits for its evaluation. */
function waiting(movesLeft: number, options: Partial<SearchOptions>, of: Rules = rules) {
  const tree = new SearchTree(of, options, seeded(1));
  tree.reset(packed(of), 0, movesLeft);
  const builder = new RequestBuilder(of.stateWords, tree.options.leavesPerWave);
  tree.collect(builder);
  return { tree, builder };
}

describe('expansion', () => {
  test('asks for the root first', () => {
    const { tree, builder } = waiting(5, { samples: 3 });
    expect(tree.waiting).toBe(true);
    expect(tree.done).toBe(false);
    const request = builder.request();
    expect(request.count).toBe(1);
    expect(request.states).toEqual(packed(rules));
    expect(Array.from(request.movesLeft)).toEqual([5]);
    expect(() => tree.collect(builder)).toThrow('before apply');
    expect(() => tree.advance(0)).toThrow('before apply');
  });

  test('merges equal moves, drops what is no move, and leaves the evaluation alone', () => {
    const { tree } = waiting(5, { samples: 5 });
    const given = evaluation(
      [
        [1, 2, 3],
        [4, 4, 4],
        [1, 2, 3],
        [0, 2, 3],
        [1, 2, 3],
      ],
      -4,
    );
    const before = given.moves.slice();
    tree.apply(given, 0);
    expect(given.moves).toEqual(before);
    const policy = tree.policy();
    expect(Array.from(policy.moves)).toEqual([1, 2, 3, 4, 4, 4]);
    expect(Array.from(policy.priors)).toEqual([3 / 5, 1 / 5]);
    expect(Array.from(tree.store.edgeLogProbability.subarray(0, 2))).toEqual([-1, -2]);
    expect(policy.networkValue).toBe(-4);
    expect(policy.rootValue).toBe(-4);
  });

  test('merges moves that differ only by signs', () => {
    const standard = createRules([2, 2, 2], 'standard', { maxCoefficient: 1 });
    const { tree } = waiting(5, { samples: 3 }, standard);
    const signs = [
      [1, 1, 1],
      [-1, -1, 1],
      [-1, 1, -1],
    ];
    const moves = new Uint16Array(3 * standard.coding.tokens);
    signs.forEach(([u, v, w], i) => {
      const vector = (x: number) => Int8Array.of(x, 0, 0, x);
      standard.encode({ u: vector(u!), v: vector(v!), w: vector(w!) }, moves, i);
    });
    tree.apply(
      {
        samples: 3,
        moves,
        logProbabilities: Float32Array.of(-3, -1, -2),
        values: Float32Array.of(-7),
      },
      0,
    );
    const policy = tree.policy();
    expect(Array.from(policy.priors)).toEqual([1]);
    expect(Array.from(standard.decode(policy.moves, 0).u)).toEqual([1, 0, 0, 1]);
    expect(tree.store.edgeLogProbability[0]).toBe(-1);
  });

  test('without any move makes a dead end, worth −movesLeft − rank bound', () => {
    const { tree } = waiting(5, { samples: 2 });
    tree.apply(
      evaluation(
        [
          [0, 1, 1],
          [1, 0, 1],
        ],
        -3,
      ),
      0,
    );
    expect(tree.store.nodeKind[tree.root]).toBe(DEAD_END);
    expect(tree.store.nodeValue[tree.root]).toBe(-5 - rules.rankBound(packed(rules), 0));
    expect([tree.over, tree.done]).toEqual([true, true]);
    expect(tree.chooseMove()).toBe(NO_EDGE);
    expect(() => tree.advance(0)).toThrow('no edge');
  });

  test('insists on K samples', () => {
    const { tree } = waiting(5, { samples: 3 });
    expect(() => tree.apply(evaluation([[1, 1, 1]], -3), 0)).toThrow('samples');
  });

  test('reads its own rows of a larger answer', () => {
    const { tree } = waiting(5, { samples: 1 });
    const both = {
      samples: 1,
      moves: Uint16Array.of(1, 1, 1, 2, 2, 2),
      logProbabilities: new Float32Array(2),
      values: Float32Array.of(-1, -2),
    };
    tree.apply(both, 1);
    expect(Array.from(tree.policy().moves)).toEqual([2, 2, 2]);
    expect(tree.policy().networkValue).toBe(-2);
  });
});

describe('terminal nodes', () => {
  test('a target of zero is won before the first move', () => {
    const tree = new SearchTree(rules, { samples: 2 }, seeded(1));
    tree.reset(packed(rules, zeros([4, 4, 4])), 0, 4);
    expect([tree.over, tree.done]).toEqual([true, true]);
    expect(tree.bestSolution()).toEqual({ length: 0, moves: new Uint16Array(0) });
  });

  test('a game without moves is over', () => {
    const tree = new SearchTree(rules, { samples: 2 }, seeded(1));
    tree.reset(packed(rules), 0, 0);
    expect(tree.over).toBe(true);
    expect(tree.store.nodeKind[tree.root]).toBe(LIMIT);
    expect(tree.store.nodeValue[tree.root]).toBe(-rules.rankBound(packed(rules), 0));
    expect(tree.bestSolution()).toBeNull();
  });

  test('are searched without the evaluator, and solved ones are remembered and preferred', () => {
    const term = zeros([4, 4, 4]);
    term.data[0] = 1;
    const state = packed(rules, term);
    const moves = [
      [4, 4, 4],
      [8, 8, 8],
    ];
    const tree = new SearchTree(rules, { simulations: 40, samples: 2 }, seeded(1));
    tree.reset(state, 0, 1);
    const builder = new RequestBuilder(rules.stateWords, 1);
    expect(tree.collect(builder)).toBe(1);
    tree.apply(evaluation(moves, -1), 0);
    expect(tree.collect(builder)).toBe(0);
    expect(tree.done).toBe(true);
    expect(tree.stats).toMatchObject({ evaluations: 1, simulations: 40 });
    expect(tree.bestSolution()).toEqual({ length: 1, moves: Uint16Array.of(8, 8, 8) });
    const { values, visits } = tree.policy();
    expect(Array.from(values)).toEqual([-3, -1]);
    expect(visits[1]).toBeGreaterThan(visits[0]!);
    const edge = tree.chooseMove();
    expect(edge).toBe(1);
    tree.advance(edge);
    expect(tree.store.nodeKind[tree.root]).toBe(SOLVED);
    expect(tree.over).toBe(true);
    expect(Array.from(tree.playedMoves())).toEqual([8, 8, 8]);
  });

  test('a longer solution does not replace a shorter one', () => {
    const term = zeros([4, 4, 4]);
    for (let k = 0; k < 2; k++) term.data[k] = 1;
    const pool = Uint16Array.of(8, 8, 12, 8, 8, 8, 8, 8, 4);
    const options = { simulations: 100, samples: 9, explorationBase: 20 };
    const tree = new SearchTree(rules, options, seeded(1));
    tree.reset(packed(rules, term), 0, 2);
    let longer = 0;
    tree.onBackup = (_nodes, _edges, _from, length, value) => {
      if (value !== 0 || length !== 3 || tree.bestSolution()?.length === 2) return;
      longer++;
      expect(tree.bestSolution()!.length).toBe(1);
    };
    searchAlone(tree, new ScriptedEvaluator({ rules, seed: 1, samples: 9, pool }));
    expect(longer).toBeGreaterThan(0);
    expect(tree.bestSolution()).toEqual({ length: 1, moves: Uint16Array.of(8, 8, 12) });
  });

  test('a solution found after moves were played starts at the first of them', () => {
    const {
      rules: own,
      state,
      solution,
      evaluator,
    } = randomPosition({
      seed: 9,
      samples: 12,
      terms: 3,
      pool: 4,
    });
    const tree = new SearchTree(own, { simulations: 60, samples: 12 }, seeded(9));
    tree.reset(state, 0, 3);
    while (!tree.over) {
      searchAlone(tree, evaluator);
      tree.advance(tree.chooseMove());
    }
    const best = tree.bestSolution()!;
    expect(best.length).toBe(3);
    const rows = (moves: Uint16Array) =>
      [0, 1, 2].map((i) => moves.subarray(3 * i, 3 * i + 3).join()).sort();
    expect(rows(best.moves)).toEqual(rows(solution));
  });
});

describe('selection', () => {
  const four = [
    [1, 1, 1],
    [2, 2, 2],
    [4, 4, 4],
    [8, 8, 8],
  ];

  function firstVisits(options: Partial<SearchOptions>, simulations: number): number[] {
    const { tree } = waiting(1, { simulations, samples: 6, ...options });
    tree.apply(evaluation([...four, four[3]!, four[3]!], -6), 0);
    tree.collect(new RequestBuilder(rules.stateWords, 1));
    return Array.from(tree.policy().visits);
  }

  test('starts with the greatest prior, and with the first of equals', () => {
    expect(firstVisits({}, 2)).toEqual([0, 0, 0, 1]);
    expect(firstVisits({ firstPlayUrgency: 1 }, 3)).toEqual([1, 0, 0, 1]);
  });

  test('with rootNoise 1 ignores how often a move was sampled', () => {
    expect(firstVisits({ rootNoise: 1 }, 2)).toEqual([1, 0, 0, 0]);
  });

  test('takes the value transform it is given', () => {
    // Every Q is −1 − 8 here or better; a transform that flips the sign prefers the worse.
    const { tree } = waiting(1, {
      simulations: 200,
      samples: 2,
      valueTransform: (value) => -value,
    });
    const term = zeros([4, 4, 4]);
    term.data[0] = 1;
    tree.reset(packed(rules, term), 0, 1);
    const builder = new RequestBuilder(rules.stateWords, 1);
    tree.collect(builder);
    tree.apply(
      evaluation(
        [
          [4, 4, 4],
          [8, 8, 8],
        ],
        -1,
      ),
      0,
    );
    tree.collect(builder);
    const { visits } = tree.policy();
    expect(visits[0]).toBeGreaterThan(visits[1]!);
  });
});

test('a tree can be used for one game after another', () => {
  const first = randomPosition({ seed: 1, samples: 6, terms: 3, pool: 9 });
  const script = { ...first.evaluator.script };
  const tree = new SearchTree(first.rules, { simulations: 30, samples: 6 }, seeded(1));
  const runs = [4, 7, 4].map((movesLeft) => {
    tree.reset(first.state, 0, movesLeft);
    searchAlone(tree, new ScriptedEvaluator(script));
    return { stats: tree.stats, policy: tree.policy(), best: tree.bestSolution() };
  });
  expect(runs[2]).toEqual(runs[0]);
  expect(runs[1]!.stats).not.toEqual(runs[0]!.stats);
});
