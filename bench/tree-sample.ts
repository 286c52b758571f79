/** A recorded search of any size, made up: for measuring layout and drawing alone. */
import {
  emptyColumns,
  FIELD_NAMES,
  type RecordRows,
  TreeRecord,
} from '../src/search/record/tree-record.ts';
import { EXPANDED } from '../src/search/store.ts';
import { seeded } from '../src/tensor/random.ts';
import { matmul } from '../src/tensor/target.ts';

const DEEPEST = 12;
const MOST_CHILDREN = 7;

/** So many nodes, up to 7 children each and 12 deep, visits as a search would share them out. */
export function sampleRecord(nodes: number, seed = 1): TreeRecord {
  const random = seeded(seed);
  const columns = emptyColumns();
  const children: number[][] = [[]];
  const depth = [0];
  const parent = [-1];
  for (let node = 0; node < parent.length && parent.length < nodes; node++) {
    if (depth[node]! >= DEEPEST) continue;
    // The level after the last would be empty if all of one had no children.
    const count = Math.max(depth[node]! < 3 ? 3 : 0, random.below(MOST_CHILDREN + 1));
    for (let child = 0; child < count && parent.length < nodes; child++) {
      children[node]!.push(parent.length);
      children.push([]);
      depth.push(depth[node]! + 1);
      parent.push(node);
    }
  }
  const visits = new Int32Array(parent.length).fill(1);
  for (let node = parent.length - 1; node > 0; node--) visits[parent[node]!]! += visits[node]!;
  const factor = [1, 0, 0, 1];
  columns.move.append([...factor, ...factor, ...factor]);
  for (let node = 0; node < parent.length; node++) {
    const value = -8 + 3 * random.next();
    columns.nodeParent.push(parent[node]!);
    columns.nodeParentEdge.push(node - 1);
    columns.nodeDepth.push(depth[node]!);
    columns.nodeKind.push(EXPANDED);
    columns.nodeValue.push(value);
    columns.nodeRankBound.push(8);
    columns.nodeFirstEdge.push((children[node]![0] ?? 1) - 1);
    columns.nodeEdgeCount.push(children[node]!.length);
    columns.nodeBaseVisits.push(visits[node]!);
    columns.nodeBaseSum.push(visits[node]! * value);
  }
  // The edge into node n is n − 1: children were made in the order of their parents.
  for (let node = 1; node < parent.length; node++) {
    columns.edgeNode.push(parent[node]!);
    columns.edgeMove.push(0);
    columns.edgeSamples.push(1);
    columns.edgeLogProbability.push(-2);
    columns.edgeChild.push(node);
    columns.edgeBaseVisits.push(visits[node]!);
    columns.edgeBaseSum.push(-8 * visits[node]!);
  }
  const record = new TreeRecord({
    size: [2, 2, 2],
    arithmetic: 'z2',
    maxCoefficient: 1,
    samples: 24,
    quantiles: 0,
    movesLeft: 20,
    start: matmul([2, 2, 2]),
    options: {
      explorationBase: 1.25,
      explorationScale: 19652,
      rootNoise: 0,
      firstPlayUrgency: 'parent',
      visitPivot: 100,
    },
    evaluator: { kind: 'scripted', name: 'Made up' },
    baseBounds: [-9, -5],
    game: null,
  });
  const rows = FIELD_NAMES.map((name) => [name, columns[name].slice()]);
  record.append({ ...Object.fromEntries(rows), links: new Int32Array(0) } as RecordRows);
  return record;
}
