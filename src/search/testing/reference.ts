/**
 * The same search, written for the reader and not for speed: objects, maps and text keys, exact
 * tensors for the residuals, every number worked out anew. An oracle for `SearchTree` with one
 * leaf a wave and room enough; it shares no code with it.
 */
import { limitReward } from '../../game/game.ts';
import type { Rules } from '../../game/rules.ts';
import { rankBound } from '../../tensor/rank.ts';
import { isZero, type Tensor } from '../../tensor/tensor.ts';
import { canonical, isZeroTerm, subtractTerm } from '../../tensor/term.ts';
import type { SearchOptions } from '../options.ts';
import { moveText } from './dump.ts';
import type { ScriptedEvaluator } from './scripted.ts';

export interface ReferenceEdge {
  readonly move: string;
  readonly residual: Tensor;
  samples: number;
  logProbability: number;
  child: ReferenceNode | null;
  /** All that was ever backed up. */
  readonly returns: number[];
}

export interface ReferenceNode {
  readonly residual: Tensor;
  readonly movesLeft: number;
  /** Known at once in terminal nodes, from the evaluator in others. */
  value: number | null;
  edges: ReferenceEdge[];
  readonly returns: number[];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

export class ReferenceSearch {
  readonly rules: Rules;
  readonly options: SearchOptions;
  readonly evaluator: ScriptedEvaluator;
  /** By residual and moves left, in the order of discovery. */
  readonly nodes = new Map<string, ReferenceNode>();
  root: ReferenceNode;
  #min = Infinity;
  #max = -Infinity;

  constructor(
    rules: Rules,
    options: SearchOptions,
    evaluator: ScriptedEvaluator,
    state: Int32Array,
    movesLeft: number,
  ) {
    this.rules = rules;
    this.options = options;
    this.evaluator = evaluator;
    this.root = this.#node(rules.unpack(state, 0), movesLeft);
  }

  search(): void {
    while (this.root.returns.length < this.options.simulations && !this.#terminal(this.root)) {
      this.#simulate();
    }
  }

  advance(edge: number): void {
    const taken = this.root.edges[edge]!;
    taken.child ??= this.#node(taken.residual, this.root.movesLeft - 1);
    this.root = taken.child;
  }

  #terminal(node: ReferenceNode): boolean {
    return node.value !== null && node.edges.length === 0;
  }

  #node(residual: Tensor, movesLeft: number): ReferenceNode {
    const key = `${residual.data.join(',')}/${movesLeft}`;
    const known = this.nodes.get(key);
    if (known) return known;
    let value: number | null = null;
    if (isZero(residual)) value = 0;
    else if (movesLeft === 0) value = limitReward(rankBound(residual, this.rules.arithmetic));
    const node: ReferenceNode = { residual, movesLeft, value, edges: [], returns: [] };
    this.nodes.set(key, node);
    return node;
  }

  #simulate(): void {
    const path: { node: ReferenceNode; edge: ReferenceEdge }[] = [];
    let node = this.root;
    while (node.edges.length > 0) {
      const edge = this.#select(node);
      path.push({ node, edge });
      edge.child ??= this.#node(edge.residual, node.movesLeft - 1);
      node = edge.child;
    }
    const value = node.value ?? this.#evaluate(node);
    node.returns.push(value);
    path.reverse().forEach((step, i) => {
      step.node.returns.push(value - (i + 1));
      step.edge.returns.push(value - (i + 1));
      const q = mean(step.edge.returns);
      this.#min = Math.min(this.#min, q);
      this.#max = Math.max(this.#max, q);
    });
  }

  #select(node: ReferenceNode): ReferenceEdge {
    const { explorationBase, explorationScale, samples, firstPlayUrgency } = this.options;
    const noise = node === this.root ? this.options.rootNoise : 0;
    const visits = node.returns.length;
    const c = explorationBase + Math.log((1 + visits + explorationScale) / explorationScale);
    // Associated as in the search, or the last bits could decide between equal scores.
    const perSample = ((1 - noise) / samples) * (c * Math.sqrt(visits));
    const perEdge = (noise / node.edges.length) * (c * Math.sqrt(visits));
    const transform = (q: number) => this.options.valueTransform(q, this.#min, this.#max);
    const scores = node.edges.map((edge) => {
      let q = firstPlayUrgency === 'parent' ? transform(mean(node.returns)) : firstPlayUrgency;
      if (edge.returns.length > 0) q = transform(mean(edge.returns));
      return q + (edge.samples * perSample + perEdge) / (1 + edge.returns.length);
    });
    return node.edges[scores.indexOf(Math.max(...scores))]!;
  }

  #evaluate(node: ReferenceNode): number {
    const { rules } = this;
    const states = new Int32Array(rules.stateWords);
    rules.pack(node.residual, states, 0);
    const movesLeft = Int32Array.of(node.movesLeft);
    const evaluation = this.evaluator.answer({ count: 1, states, movesLeft });
    const written = new Uint16Array(rules.coding.tokens);
    for (let i = 0; i < evaluation.samples; i++) {
      const raw = rules.decode(evaluation.moves, i);
      if (isZeroTerm(raw, rules.arithmetic)) continue;
      const term = canonical(raw, rules.arithmetic);
      rules.encode(term, written, 0);
      const move = moveText(written, 0, rules.coding.tokens);
      const logProbability = evaluation.logProbabilities[i]!;
      const same = node.edges.find((edge) => edge.move === move);
      if (same) {
        same.samples++;
        same.logProbability = Math.max(same.logProbability, logProbability);
        continue;
      }
      const residual = subtractTerm(node.residual, term, rules.arithmetic);
      node.edges.push({ move, residual, samples: 1, logProbability, child: null, returns: [] });
    }
    node.value =
      node.edges.length > 0
        ? evaluation.values[0]!
        : -node.movesLeft + limitReward(rankBound(node.residual, rules.arithmetic));
    return node.value;
  }
}
