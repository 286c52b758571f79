/** A simulation in words, part by part. */
import { edgeNumbers } from '../../search/record/scores.ts';
import { DEAD_END, LIMIT, SOLVED } from '../../search/store.ts';
import { type InspectorState, shownSimulation } from '../../session/tree/inspector-state.ts';
import { modesOf } from '../../session/tree/names.ts';
import { formatValue } from '../shared/format.ts';
import { moveText } from './move-text.ts';

export interface StepWords {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What the part of the simulation that is shown does; null when none is. */
export function stepWords(state: InspectorState): StepWords | null {
  const { record, playback, phase } = state;
  const simulation = shownSimulation(state);
  if (record === null || playback === null || phase === null || simulation === null) return null;
  const { columns, header } = record;
  const path = record.path(simulation);
  const leaf = record.leaf(simulation);
  const value = columns.simulationValue.data[simulation]!;
  const number = simulation + 1;
  const move = (edge: number) => moveText(record.edgeTerm(edge), modesOf(header));
  if (phase === 'selection') {
    const lines = Array.from(path, (edge, step) => {
      const row = edgeNumbers(playback, columns.edgeNode.data[edge]!).find(
        (numbers) => numbers.edge === edge,
      )!;
      const why =
        row.prior === 0 && row.explore === 0
          ? 'as you asked'
          : `score ${(row.exploit + row.explore).toFixed(3)} = ${row.exploit.toFixed(3)} + ${row.explore.toFixed(3)}`;
      return `Move ${step + 1}: ${move(edge)}, ${why}`;
    });
    return {
      title: `Simulation ${number}, selection: ${path.length === 0 ? 'the first node itself' : `down ${path.length} move${path.length === 1 ? '' : 's'}`}`,
      lines,
    };
  }
  if (phase === 'expansion') {
    const kind = columns.nodeKind.data[leaf]!;
    const count = columns.nodeEdgeCount.data[leaf]!;
    const known = playback.nodeVisits.data[leaf]! > 0;
    const words =
      kind === SOLVED
        ? 'Nothing is left of the target: solved, worth 0.'
        : kind === LIMIT
          ? `No moves are left; the rank bound of what remains is ${columns.nodeRankBound.data[leaf]}: worth ${formatValue(value)}.`
          : kind === DEAD_END
            ? `None of the samples is a move: worth ${formatValue(value)}.`
            : `The evaluator samples ${header.samples} moves, ${count} of them different, and says ${formatValue(value)}.`;
    return {
      title: `Simulation ${number}, expansion: ${known ? 'a terminal node met again' : 'a new node'}`,
      lines: [words],
    };
  }
  const lines = Array.from(path, (edge, step) => {
    const total = value - (path.length - step);
    return `Move ${step + 1}: ${formatValue(total)} is added, Q is now ${formatValue(playback.edgeMean(edge))} over ${playback.edgeVisits.data[edge]}`;
  });
  return {
    title: `Simulation ${number}, backup: ${formatValue(value)}, one less for each move`,
    lines: lines.reverse(),
  };
}
