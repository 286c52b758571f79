import { minMaxTransform } from '../options.ts';
import type { Playback } from './playback.ts';

/** What the search sees of one edge when it chooses; see `selectEdge`. */
export interface EdgeNumbers {
  readonly edge: number;
  readonly visits: number;
  /** Q, the mean of what was backed up; NaN without visits. */
  readonly value: number;
  /** P = samples/K, without the root's noise. */
  readonly prior: number;
  /** The selection score's two parts: q̂ … */
  readonly exploit: number;
  /** … and c(s)·P·√N(s)/(1 + N(s,a)). */
  readonly explore: number;
  /** Share of the improved policy; that of the prior while nothing was visited. */
  readonly improved: number;
  /** Worth less than the most visited edge, so that it is not played (AlphaTensor, Methods). */
  readonly pruned: boolean;
}

/**
 * The numbers of all edges of a node at the playback's moment, in their order. `exploit + explore` is
 * the score of `selectEdge` where no other simulation is under way.
 */
export function edgeNumbers(playback: Playback, node: number): EdgeNumbers[] {
  const { record, least, greatest } = playback;
  const { header, columns } = record;
  const { explorationBase, explorationScale, rootNoise, firstPlayUrgency, visitPivot } =
    header.options;
  const edges = record.edgesOf(node);
  const visits = playback.nodeVisits.data[node]!;
  const exploration =
    (explorationBase + Math.log((1 + visits + explorationScale) / explorationScale)) *
    Math.sqrt(visits);
  const noise = node === record.rootAfter(playback.at) ? rootNoise : 0;
  const perSample = ((1 - noise) / header.samples) * exploration;
  const perEdge = (noise / edges.length) * exploration;
  const unvisited =
    firstPlayUrgency === 'parent'
      ? minMaxTransform(playback.nodeMean(node), least, greatest)
      : firstPlayUrgency;

  const counts = edges.map((edge) => playback.edgeVisits.data[edge]!);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const priors = edges.map((edge) => columns.edgeSamples.data[edge]! / header.samples);
  const temperature = total > visitPivot ? Math.log(total) / Math.log(visitPivot) : 1;
  const weights = counts.map((count, i) =>
    total > 0 ? (count / total) ** (1 / temperature) : priors[i]!,
  );
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  const most = counts.indexOf(Math.max(...counts));
  const bar = total > 0 ? playback.edgeMean(edges[most]!) : Number.NaN;

  return edges.map((edge, i) => {
    const count = counts[i]!;
    const value = playback.edgeMean(edge);
    return {
      edge,
      visits: count,
      value,
      prior: priors[i]!,
      exploit: count > 0 ? minMaxTransform(value, least, greatest) : unvisited,
      explore: (columns.edgeSamples.data[edge]! * perSample + perEdge) / (1 + count),
      improved: weights[i]! / weightSum,
      // Without visits there is no value, and NaN is not below anything.
      pruned: value < bar,
    };
  });
}
