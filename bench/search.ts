/**
 * The speed of the search alone: an evaluator that costs nothing hands back moves drawn
 * beforehand, so what is timed is selection, play, transposition, expansion and backup.
 */
import { createRules } from '../src/game/create-rules.ts';
import type { Rules } from '../src/game/rules.ts';
import type { Evaluation } from '../src/search/evaluator.ts';
import { NO_EDGE } from '../src/search/store.ts';
import { Wave } from '../src/search/wave.ts';
import type { Random } from '../src/tensor/random.ts';
import { seeded } from '../src/tensor/random.ts';
import { matmul } from '../src/tensor/target.ts';
import type { Group } from './row.ts';
import { median } from './timing.ts';

const CONFIG = {
  size: '2x2x2',
  arithmetic: 'z2',
  games: 64,
  samples: 24,
  simulations: 80,
  movesLimit: 9,
  leavesPerWave: 1,
  seed: 1,
  repeats: 5,
};

/** Answers drawn beforehand: uniformly random moves, values uniform in [−movesLimit, 0). */
function freeAnswers(rules: Rules, random: Random, answers: number): Evaluation[] {
  const { games, samples, movesLimit } = CONFIG;
  const { tokens, vocabulary } = rules.coding;
  return Array.from({ length: answers }, () => ({
    samples,
    moves: Uint16Array.from({ length: games * samples * tokens }, () => random.below(vocabulary)),
    logProbabilities: new Float32Array(games * samples).fill(-tokens * Math.log(vocabulary)),
    values: Float32Array.from({ length: games }, () => -movesLimit * random.next()),
  }));
}

export const searchBench: Group = async (say) => {
  const { games, samples, simulations, movesLimit, leavesPerWave, seed, repeats } = CONFIG;
  const random = seeded(seed);
  const rules = createRules([2, 2, 2], 'z2');
  const answers = freeAnswers(rules, random, 257);
  const start = new Int32Array(rules.stateWords);
  rules.pack(matmul([2, 2, 2]), start, 0);
  const wave = new Wave(rules, { samples, simulations, leavesPerWave }, games, random);
  for (const tree of wave.trees) tree.reset(start, 0, movesLimit);

  let next = 0;
  let finished = 0;
  /** Plays for so many milliseconds; gives the simulations run in each. */
  const play = (milliseconds: number): number => {
    const before = finished + underWay();
    const from = performance.now();
    let elapsed = 0;
    while (elapsed < milliseconds) {
      for (let i = 0; i < 64; i++) {
        wave.collect();
        wave.apply(answers[next++ % answers.length]!);
        for (const tree of wave.trees) {
          if (!tree.done) continue;
          const edge = tree.chooseMove();
          if (edge !== NO_EDGE) tree.advance(edge);
          if (!tree.over) continue;
          finished += tree.stats.simulations;
          tree.reset(start, 0, movesLimit);
        }
      }
      elapsed = performance.now() - from;
    }
    return (finished + underWay() - before) / elapsed;
  };
  const underWay = () => wave.trees.reduce((sum, tree) => sum + tree.stats.simulations, 0);

  play(1000); // until everything is compiled
  const rates = Array.from({ length: repeats }, () => Math.round(1000 * play(1000)));
  say(`simulations a second in ${repeats} runs of a second: ${rates.join(', ')}`);
  return [
    {
      name: 'search.2x2x2.free_evaluator.simulations_per_s',
      value: median(rates),
      unit: '1/s',
      config: CONFIG,
    },
  ];
};
