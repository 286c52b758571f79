/** What a tree holds, and counters since its last `reset`. */
export interface SearchStats {
  nodes: number;
  edges: number;
  simulations: number;
  evaluations: number;
  /** Edges whose child was already a node of the tree when first traversed. */
  transpositions: number;
  /** Simulations that ended in a residual of zero. */
  solved: number;
  compactions: number;
  /** Moves whose search was cut short because the store was full. */
  timesFull: number;
}

export function emptyStats(): SearchStats {
  return {
    nodes: 0,
    edges: 0,
    simulations: 0,
    evaluations: 0,
    transpositions: 0,
    solved: 0,
    compactions: 0,
    timesFull: 0,
  };
}
