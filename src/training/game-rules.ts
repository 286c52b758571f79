/** What a config says about the games and the network's shape. */
import { createRules } from '../game/create-rules.ts';
import type { Rules } from '../game/rules.ts';
import { type ParameterLayout, parameterLayout } from '../network/parameters.ts';
import { networkShape } from '../network/shape.ts';
import { type Basis, type BasisOptions, randomBasis } from '../tensor/basis.ts';
import type { Random } from '../tensor/random.ts';
import { sideOf } from '../tensor/size.ts';
import type { RunConfig } from './config.ts';

/** S of the cube that every target is padded to: that of the largest. */
export function sideOfRun({ targets }: RunConfig): number {
  return Math.max(...targets.map(({ size }) => sideOf(size)));
}

/** The rules of each target: of one side and one coding, so that their states share a batch. */
export function rulesOfTargets(config: RunConfig): Rules[] {
  const { targets, arithmetic, maxCoefficient, tokenDigits } = config;
  const side = sideOfRun(config);
  const digits = tokenDigits === 0 ? {} : { digits: tokenDigits };
  return targets.map(({ size }) =>
    createRules(size, arithmetic, { maxCoefficient, side, ...digits }),
  );
}

/** The rules of the first target: its side, states and coding are those of all. */
export function rulesOf(config: RunConfig): Rules {
  return rulesOfTargets(config)[0]!;
}

/** The network's parameters. */
export function layoutOf(config: RunConfig): ParameterLayout {
  return parameterLayout(config.network, networkShape(rulesOf(config), config.network.history));
}

/** A basis that a game is played in, of its own style. */
export function drawnBasis(
  { arithmetic, acting }: RunConfig,
  shape: readonly [number, number, number],
  style: BasisOptions['style'],
  random: Random,
): Basis {
  return randomBasis(shape, { arithmetic, style, offDiagonal: acting.basisDensity, random });
}

/** Moves of the longest game. */
export function longestGame({ targets }: RunConfig): number {
  return Math.max(...targets.map(({ moveLimit }) => moveLimit));
}
