import type { StoreApi } from 'zustand/vanilla';
import { type InspectorState, NO_FILTERS, type Overlay } from './inspector-state.ts';
import { matchingMoves } from './move-query.ts';
import type { Filters } from './visible.ts';

/** How a tree is looked at, whatever is in it: folded, filtered, searched for moves, coloured. */
export class Looks {
  readonly #state: StoreApi<InspectorState>;

  constructor(state: StoreApi<InspectorState>) {
    this.#state = state;
  }

  fold(node: number): void {
    this.#state.setState(({ folded, unfolded }) => ({
      folded: withItem(folded, node),
      unfolded: without(unfolded, node),
    }));
  }

  unfold(node: number): void {
    this.#state.setState(({ folded, unfolded }) => ({
      folded: without(folded, node),
      unfolded: withItem(unfolded, node),
    }));
  }

  setFilters(filters: Partial<Filters>): void {
    this.#state.setState((state) => ({ filters: { ...state.filters, ...filters } }));
  }

  /** Nodes drawn at most; what was folded and unfolded by hand is forgotten. */
  setMost(most: number): void {
    this.#state.setState({ most, folded: new Set(), unfolded: new Set() });
  }

  clearFilters(): void {
    this.#state.setState({ filters: NO_FILTERS, query: '', matches: null });
  }

  setOverlay(overlay: Overlay): void {
    this.#state.setState({ overlay });
  }

  setQuery(query: string): void {
    this.#state.setState({ query });
    this.match();
  }

  /** Looks for the moves that match again: after the record has grown, too. */
  match(): void {
    const { record, query } = this.#state.getState();
    this.#state.setState({ matches: record === null ? null : matchingMoves(record, query) });
  }
}

function withItem(set: ReadonlySet<number>, item: number): ReadonlySet<number> {
  return new Set(set).add(item);
}

function without(set: ReadonlySet<number>, item: number): ReadonlySet<number> {
  const next = new Set(set);
  next.delete(item);
  return next;
}
