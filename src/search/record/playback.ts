/** The numbers of a recorded search after any of its simulations. */
import { NO_EDGE } from '../store.ts';
import { Column } from './column.ts';
import type { TreeRecord } from './tree-record.ts';

/**
 * Visits and summed returns of all nodes and edges after `at` simulations. Going on costs as much as
 * the simulations on the way; going back begins at the start, so that sums are those of the search to
 * the last bit.
 */
export class Playback {
  readonly record: TreeRecord;
  at = 0;
  /** [nodes] */
  readonly nodeVisits = new Column((length) => new Int32Array(length));
  /** [nodes] */
  readonly nodeSum = new Column((length) => new Float64Array(length));
  /** [edges] */
  readonly edgeVisits = new Column((length) => new Int32Array(length));
  /** [edges] */
  readonly edgeSum = new Column((length) => new Float64Array(length));
  /** The least and greatest Q of any edge so far; least > greatest: none yet. */
  least = Number.POSITIVE_INFINITY;
  greatest = Number.NEGATIVE_INFINITY;

  constructor(record: TreeRecord) {
    this.record = record;
    this.#restart();
  }

  /** Goes to the moment after `simulations` simulations, as far as there are so many. */
  seek(simulations: number): void {
    const to = Math.max(0, Math.min(simulations, this.record.simulations));
    if (to < this.at) this.#restart();
    this.#grow();
    for (let index = this.at; index < to; index++) this.#backUp(index);
    this.at = to;
  }

  /** Mean return of a node over its visits; NaN without any. */
  nodeMean(node: number): number {
    return this.nodeSum.data[node]! / this.nodeVisits.data[node]!;
  }

  /** Q of an edge; NaN without visits. */
  edgeMean(edge: number): number {
    return this.edgeSum.data[edge]! / this.edgeVisits.data[edge]!;
  }

  /** The node has been reached by now. */
  has(node: number): boolean {
    return this.nodeVisits.data[node]! > 0 || node === 0;
  }

  /** The most visited edge of a node, the first of equals; NO_EDGE where none was visited. */
  mostVisited(node: number): number {
    let most = NO_EDGE;
    for (const edge of this.record.edgesOf(node)) {
      const visits = this.edgeVisits.data[edge]!;
      if (visits > (most === NO_EDGE ? 0 : this.edgeVisits.data[most]!)) most = edge;
    }
    return most;
  }

  /** The edges from a node on, always the most visited one: what the search thinks best. */
  principalVariation(from: number): number[] {
    const line: number[] = [];
    for (let node = from; ; ) {
      const edge = this.mostVisited(node);
      if (edge === NO_EDGE) return line;
      line.push(edge);
      node = this.record.columns.edgeChild.data[edge]!;
    }
  }

  #restart(): void {
    this.at = 0;
    [this.least, this.greatest] = this.record.header.baseBounds;
    for (const column of [this.nodeVisits, this.nodeSum, this.edgeVisits, this.edgeSum]) {
      column.resize(0);
    }
    this.#grow();
  }

  /** Takes in what the record got since, as it was before the record's simulations. */
  #grow(): void {
    const { nodeBaseVisits, nodeBaseSum, edgeBaseVisits, edgeBaseSum } = this.record.columns;
    this.nodeVisits.append(nodeBaseVisits.slice(this.nodeVisits.length));
    this.nodeSum.append(nodeBaseSum.slice(this.nodeSum.length));
    this.edgeVisits.append(edgeBaseVisits.slice(this.edgeVisits.length));
    this.edgeSum.append(edgeBaseSum.slice(this.edgeSum.length));
  }

  /** As `backUp` of paths.ts. */
  #backUp(index: number): void {
    const { record } = this;
    const { pathEdge, edgeNode, simulationEnd, simulationValue } = record.columns;
    const from = record.pathStart(index);
    let total = simulationValue.data[index]!;
    this.#visit(record.leaf(index), total);
    for (let at = simulationEnd.data[index]! - 1; at >= from; at--) {
      const edge = pathEdge.data[at]!;
      total -= 1;
      this.#visit(edgeNode.data[edge]!, total);
      const visits = this.edgeVisits.data[edge]! + 1;
      const sum = this.edgeSum.data[edge]! + total;
      this.edgeVisits.data[edge] = visits;
      this.edgeSum.data[edge] = sum;
      const mean = sum / visits;
      if (mean < this.least) this.least = mean;
      if (mean > this.greatest) this.greatest = mean;
    }
  }

  #visit(node: number, total: number): void {
    this.nodeVisits.data[node]!++;
    this.nodeSum.data[node]! += total;
  }
}
