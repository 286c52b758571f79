import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ParseError, parseMove } from '../../game/notation.ts';
import { Playback } from '../../search/record/playback.ts';
import { type RecordHeader, type RecordRows, TreeRecord } from '../../search/record/tree-record.ts';
import { EXPANDED } from '../../search/store.ts';
import { canonical } from '../../tensor/term.ts';
import { sentence } from '../sentences.ts';
import { atEnd, CAPACITIES, EMPTY, type InspectorState } from './inspector-state.ts';
import { Looks } from './looks.ts';
import { type IsCurrent, Moments, type MomentsWorld } from './moments.ts';
import { modesOf, titleOf } from './names.ts';
import type { EvaluatorChoice, RecordAim, SearchPosition } from './search-host.ts';
import type { SearchClient } from './tree-clients.ts';
import { readTree, writeTree } from './tree-file.ts';
import { type Direction, walk } from './walk.ts';

/** What the inspector needs from the world. */
export interface InspectorWorld extends MomentsWorld {
  readonly spawn: (evaluator: EvaluatorChoice['kind']) => SearchClient;
}

/** Simulations that a forced move gets at once. */
const FORCED_SIMULATIONS = 32;

/** The tree of one search: watched, walked, filtered, saved and opened. No method throws. */
export class Inspector {
  readonly state: StoreApi<InspectorState> = createStore<InspectorState>(() => EMPTY);
  readonly looks = new Looks(this.state);
  readonly #world: InspectorWorld;
  readonly #moments: Moments;
  #client: SearchClient | null = null;
  /** Counts what was begun: whatever waits for something older comes too late. */
  #turn = 0;

  constructor(world: InspectorWorld) {
    this.#world = world;
    this.#moments = new Moments(this.state, world, (isCurrent) => this.#simulateOne(isCurrent));
  }

  /** Opens a position for a search of it, and begins with as many simulations as the cap says. */
  async open(position: SearchPosition, evaluator: EvaluatorChoice, seed = 1): Promise<void> {
    const turn = this.#begin();
    const title = titleOf(position);
    this.#set({ status: 'opening', notice: null });
    const { capacity: nodes } = this.state.getState();
    try {
      this.#client?.close();
      const client = this.#world.spawn(evaluator.kind);
      this.#client = client;
      const header = await client.open({
        position,
        evaluator,
        nodeCapacity: nodes,
        seed,
        backend: 'auto',
      });
      const bytes = await client.memoryBytes();
      if (this.#turn !== turn) return;
      this.#show(new TreeRecord(header), 'search', title);
      this.#set({ room: { nodes, bytes } });
      await this.run();
    } catch (error) {
      if (this.#turn === turn) this.#fail(error);
    }
  }

  /** Opens a saved tree; nothing is searched. */
  openFile(text: string, name: string): void {
    const read = readTree(text);
    if ('error' in read) {
      this.#set({ notice: { kind: 'error', text: `${name}: ${read.error}` } });
      return;
    }
    this.#begin();
    this.#client?.close();
    this.#client = null;
    this.#show(read.record, 'file', name);
    this.seek(read.record.simulations);
  }

  /** Shows a record that others write: rows come by `receive`. */
  openLive(header: RecordHeader, title: string): TreeRecord {
    this.#begin();
    this.#client?.close();
    this.#client = null;
    const record = new TreeRecord(header);
    this.#show(record, 'live', title);
    return record;
  }

  /** Says whether a live game goes on being told. */
  setFollowing(following: boolean): void {
    this.#set({ following });
  }

  /** Takes in what a live game's search has done since; ignored unless it is the one that is shown. */
  receive(record: TreeRecord, rows: RecordRows): void {
    const state = this.state.getState();
    if (state.record !== record) return;
    const follows = atEnd(state) && state.phase === null;
    const root = record.nodes === 0 ? 0 : record.rootAfter(record.simulations);
    this.#append(rows, follows);
    const next = record.rootAfter(record.simulations);
    // Who looks at the position being played stays with the game as it moves on.
    if (follows && state.selected === root) this.#set({ selected: next, edge: null });
  }

  /** Runs simulations up to the cap; at the cap as many again. What is recorded is shown first. */
  async run(): Promise<void> {
    const { source, record, cap } = this.state.getState();
    if (record === null) return;
    if (source !== 'search') {
      await this.#inTime('running', (isCurrent) => this.#moments.playBack(isCurrent));
      return;
    }
    const target = record.simulations < cap ? cap : record.simulations + cap;
    await this.#search(target - record.simulations, null);
  }

  /** Searches below a node alone: by scores, equally for all samples, or by one edge first. */
  async searchFrom(aim: RecordAim, count?: number): Promise<void> {
    await this.#search(count ?? this.state.getState().cap, aim);
  }

  pause(): void {
    this.#turn++;
    this.#client?.stop();
    this.#setIdle();
  }

  /** Shows the next part of a simulation; runs one where none is recorded. */
  async stepPhase(): Promise<void> {
    await this.#moments.phase(this.#begun());
  }

  /** Shows one simulation, its three parts in turn. */
  async step(): Promise<void> {
    await this.#inTime('slow', (isCurrent) => this.#moments.simulation(isCurrent));
  }

  /** Shows one simulation after the other until it is paused. */
  async slowMotion(): Promise<void> {
    const { record, source } = this.state.getState();
    if (record === null) return;
    await this.#inTime('slow', async (isCurrent) => {
      if (source !== 'search' && atEnd(this.state.getState())) this.#moments.seek(0);
      await this.#moments.slowMotion(isCurrent);
    });
  }

  /** Goes to the moment after so many simulations. */
  seek(simulations: number): void {
    this.pause();
    this.#moments.seek(simulations);
  }

  select(node: number, edge: number | null = null): void {
    const { record } = this.state.getState();
    if (record === null || node < 0 || node >= record.nodes) return;
    this.#set({ selected: node, edge });
  }

  walk(direction: Direction): void {
    const { playback, selected } = this.state.getState();
    if (playback !== null && playback.record.nodes > 0) {
      this.select(walk(playback, selected, direction));
    }
  }

  /** The end of the line that is most visited, from the selected node on. */
  walkToEnd(): void {
    const { playback, selected } = this.state.getState();
    const last = playback?.principalVariation(selected).at(-1);
    if (playback !== null && last !== undefined) {
      this.select(playback.record.columns.edgeChild.data[last]!);
    }
  }

  setCap(cap: number): void {
    if (Number.isInteger(cap) && cap >= 1 && cap <= Math.max(...CAPACITIES)) this.#set({ cap });
  }

  /** Nodes that a search opened from now on holds at most. */
  setCapacity(capacity: number): void {
    if (Number.isInteger(capacity) && capacity >= 2) this.#set({ capacity });
  }

  setPace(pace: number): void {
    this.#set({ pace });
  }

  /** Forces a typed move on the selected node and searches it; what is wrong with it otherwise. */
  async force(text: string): Promise<ParseError | null> {
    const { record, selected, source } = this.state.getState();
    const client = this.#client;
    if (record === null || client === null || source !== 'search') {
      return {
        at: 0,
        message: 'This tree is only looked at: open its position in a search first.',
      };
    }
    const { header, columns } = record;
    const parsed = parseMove(text, modesOf(header), header);
    if ('error' in parsed) return parsed.error;
    if (columns.nodeKind.data[selected] !== EXPANDED) {
      return { at: 0, message: 'Nothing is played after this node: select one before it.' };
    }
    const turn = this.#begin();
    try {
      const term = canonical(parsed.term, header.arithmetic);
      const { edge, rows } = await client.force(selected, term);
      if (this.#turn !== turn) return null;
      this.#append(rows, true);
      if (edge < 0) return { at: 0, message: 'There is no room for another move in this search.' };
      await this.#search(FORCED_SIMULATIONS, { node: selected, edge, equal: false });
      const child = columns.edgeChild.data[edge]!;
      if (child >= 0) this.select(child);
    } catch (error) {
      if (this.#turn === turn) this.#fail(error);
    }
    return null;
  }

  /** The whole tree as a file's text; null when nothing is open. */
  file(): string | null {
    const { record } = this.state.getState();
    return record === null || record.nodes === 0 ? null : writeTree(record);
  }

  notify(kind: 'info' | 'error', text: string): void {
    this.#set({ notice: { kind, text } });
  }

  dismissNotice(): void {
    this.#set({ notice: null });
  }

  #set(change: Partial<InspectorState>): void {
    this.state.setState(change);
  }

  #setIdle(): void {
    const { status } = this.state.getState();
    if (status === 'running' || status === 'slow') this.#set({ status: 'ready' });
  }

  /** Ends what is under way; gives the turn of what begins. */
  #begin(): number {
    this.pause();
    return this.#turn;
  }

  /** The same; tells whether what begins is still wanted. */
  #begun(): IsCurrent {
    const turn = this.#begin();
    return () => this.#turn === turn;
  }

  /** Has something go on by itself until it ends, or something else begins. */
  async #inTime(
    status: 'running' | 'slow',
    go: (isCurrent: IsCurrent) => Promise<unknown>,
  ): Promise<void> {
    const isCurrent = this.#begun();
    this.#set({ status });
    await go(isCurrent);
    if (isCurrent()) this.#setIdle();
  }

  #show(record: TreeRecord, source: InspectorState['source'], title: string): void {
    const { cap, capacity, pace, most, overlay, revision, following } = this.state.getState();
    this.#set({
      ...EMPTY,
      record,
      playback: new Playback(record),
      revision: revision + 1,
      title,
      source,
      status: 'ready',
      following: following && source === 'live',
      cap,
      capacity,
      pace,
      most,
      overlay,
    });
  }

  #append(rows: RecordRows, follow: boolean): void {
    const { record, query } = this.state.getState();
    if (record === null) return;
    record.append(rows);
    if (query !== '') this.looks.match();
    if (follow) {
      this.#moments.seek(record.simulations);
      return;
    }
    const { playback, cursor, revision } = this.state.getState();
    // What is new gets its place, though the moment stays.
    playback?.seek(cursor);
    this.#set({ revision: revision + 1 });
  }

  async #search(count: number, aim: RecordAim | null): Promise<void> {
    const client = this.#client;
    const turn = this.#begin();
    if (client === null) return;
    this.#set({ status: 'running', end: null });
    try {
      const { end, rows } = await client.run(count, aim, (slice) => {
        if (this.#client === client) this.#append(slice, true);
      });
      if (this.#client !== client) return;
      // Rows count from those before them: whoever has paused meanwhile gets them too.
      this.#append(rows, this.#turn === turn);
      if (this.#turn === turn) this.#set({ end });
    } catch (error) {
      if (this.#client === client) this.#fail(error);
    }
    if (this.#turn === turn) this.#setIdle();
  }

  /** Has one more simulation recorded, which is not shown yet. */
  async #simulateOne(isCurrent: IsCurrent): Promise<boolean> {
    const client = this.#client;
    if (client === null) return false;
    const before = this.state.getState().record?.simulations ?? 0;
    try {
      const { rows, end } = await client.run(1, null, () => {});
      if (this.#client !== client) return false;
      this.#append(rows, false);
      const recorded = (this.state.getState().record?.simulations ?? 0) > before;
      if (!recorded) this.#set({ end });
      return recorded && isCurrent();
    } catch (error) {
      if (this.#client === client) this.#fail(error);
      return false;
    }
  }

  #fail(error: unknown): void {
    const { record } = this.state.getState();
    this.#set({
      status: record === null ? 'empty' : 'ready',
      notice: { kind: 'error', text: sentence(error) },
    });
  }
}
