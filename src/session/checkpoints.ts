import { type CheckpointRecord, RECORD_VERSION } from './records.ts';
import type { RunView } from './run-view.ts';

/** As many as storage keeps of a run; see storage.ts. */
const MOST_AT_HAND = 2;

/** The usable checkpoints of the page's run, the latest first: at hand even where storage fails. */
export class Checkpoints {
  #records: readonly CheckpointRecord[] = [];
  #sequence = 0;

  get all(): readonly CheckpointRecord[] {
    return this.#records;
  }

  get latest(): CheckpointRecord | undefined {
    return this.#records[0];
  }

  /** Those of another run; none of a new one. @param records the latest first */
  begin(records: readonly CheckpointRecord[] = []): void {
    this.#records = records;
    this.#sequence = records[0]?.sequence ?? 0;
  }

  /** One more, of what the view shows. */
  add(
    runId: string,
    { history, progress, backend }: Pick<RunView, 'history' | 'progress' | 'backend'>,
    file: Blob,
    savedAt: number,
  ): CheckpointRecord {
    const record: CheckpointRecord = {
      version: RECORD_VERSION,
      ...{ runId, savedAt, progress, backend, file },
      sequence: ++this.#sequence,
      history: history.snapshot(),
    };
    this.#records = [record, ...this.#records].slice(0, MOST_AT_HAND);
    return record;
  }

  /** Forgets one that is damaged. */
  drop(damaged: CheckpointRecord | null): void {
    this.#records = this.#records.filter((record) => record !== damaged);
  }
}
