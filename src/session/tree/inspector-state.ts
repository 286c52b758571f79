/** What the tree screen shows: the record is what happened, the rest is how it is looked at. */
import type { Playback } from '../../search/record/playback.ts';
import type { TreeRecord } from '../../search/record/tree-record.ts';
import type { SearchEnd } from './search-host.ts';
import type { Filters } from './visible.ts';

/** The parts of a simulation, shown in turn. */
export const PHASES = ['selection', 'expansion', 'backup'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * visits: what was searched; change: the prior against it; policy: the improved policy; ends: terminal
 * nodes, and moves that would not be played.
 */
export const OVERLAYS = ['visits', 'change', 'policy', 'ends'] as const;
export type Overlay = (typeof OVERLAYS)[number];

export type InspectorStatus =
  /** nothing is open */
  | 'empty'
  /** a position is being opened */
  | 'opening'
  | 'ready'
  /** simulations are run as fast as they go */
  | 'running'
  /** simulations are shown one after the other, part by part */
  | 'slow';

export interface InspectorNotice {
  readonly kind: 'info' | 'error';
  readonly text: string;
}

export interface InspectorState {
  readonly record: TreeRecord | null;
  readonly playback: Playback | null;
  /** Counts the changes of record and playback, which keep their identity. */
  readonly revision: number;
  /** Of the position. */
  readonly title: string;
  /** A search that can go on; a file; a game that an agent is playing. */
  readonly source: 'search' | 'file' | 'live';
  readonly status: InspectorStatus;
  /** A live game goes on being told. */
  readonly following: boolean;
  /** Simulations that the picture shows: in selection and expansion the next one is under way. */
  readonly cursor: number;
  /** The part of a simulation that is being shown. */
  readonly phase: Phase | null;
  readonly selected: number;
  /** An edge of the selected node that is looked at: a sample that may have no child. */
  readonly edge: number | null;
  readonly folded: ReadonlySet<number>;
  readonly unfolded: ReadonlySet<number>;
  /** Nodes drawn at most before the least visited are folded. */
  readonly most: number;
  readonly filters: Filters;
  readonly overlay: Overlay;
  /** What moves are searched for, and the rows of the record's moves that match; null: nothing. */
  readonly query: string;
  readonly matches: ReadonlySet<number> | null;
  /** Simulations at which a run ends. */
  readonly cap: number;
  /** Nodes that a search opened from now on holds at most. */
  readonly capacity: number;
  /** What the search that is open holds at most, and the bytes set aside for it; null: no search. */
  readonly room: { readonly nodes: number; readonly bytes: number } | null;
  /** Milliseconds that each part of a simulation is shown for. */
  readonly pace: number;
  readonly end: SearchEnd | null;
  readonly notice: InspectorNotice | null;
}

/** Nodes that a search may be allowed to hold. */
export const CAPACITIES = [5000, 20_000, 100_000] as const;

export const NO_FILTERS: Filters = { minVisits: 0, maxDepth: 1000, solvedOnly: false };

export const EMPTY: InspectorState = {
  record: null,
  playback: null,
  revision: 0,
  title: '',
  source: 'search',
  status: 'empty',
  following: false,
  cursor: 0,
  phase: null,
  selected: 0,
  edge: null,
  folded: new Set(),
  unfolded: new Set(),
  most: 120,
  filters: NO_FILTERS,
  overlay: 'visits',
  query: '',
  matches: null,
  cap: 200,
  capacity: CAPACITIES[1],
  room: null,
  pace: 600,
  end: null,
  notice: null,
};

/** The simulation whose parts are being shown, counted from 0; null when none is. */
export function shownSimulation({ phase, cursor }: InspectorState): number | null {
  if (phase === null) return null;
  return phase === 'backup' ? cursor - 1 : cursor;
}

/** True at the end of what has been recorded. */
export function atEnd({ record, cursor }: InspectorState): boolean {
  return record === null || cursor >= record.simulations;
}
