import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useId, useState } from 'react';
import { useStore } from 'zustand';
import type { RunRecord } from '../../session/records.ts';
import type { RunFileKind } from '../../session/run-files-host.ts';
import { sentence } from '../../session/sentences.ts';
import { downloadBlob } from '../shared/download.ts';
import { useSession } from '../shared/session-context.ts';
import { fileStem, runLine, runName } from './run-words.ts';

interface Export {
  readonly kind: RunFileKind;
  readonly label: string;
  readonly ending: string;
}

const EXPORTS: readonly Export[] = [
  { kind: 'checkpoint', label: 'Checkpoint', ending: 'checkpoint' },
  { kind: 'agent', label: 'Agent', ending: 'agent' },
  { kind: 'config', label: 'Config', ending: 'config.json' },
  { kind: 'csv', label: 'Log, CSV', ending: 'log.csv' },
  { kind: 'json', label: 'Log, JSON', ending: 'log.json' },
];

interface RunItemProps {
  readonly run: RunRecord;
  /** The one that is shown. */
  readonly current: boolean;
  /** Does what may fail with a sentence. */
  readonly attempt: (work: () => Promise<string | null>) => Promise<void>;
}

/** One run of the list. */
export function RunItem({ run, current, attempt }: RunItemProps) {
  const session = useSession();
  const compared = useStore(session.shelf.view, (view) =>
    view.compared.some((each) => each.run.id === run.id),
  );
  const [more, setMore] = useState(false);
  const moreId = useId();
  const name = runName(run);
  const compare = async () =>
    (await session.shelf.compare(run.id)) ? null : `Nothing is kept of “${name}” to compare yet.`;
  return (
    <li className="runs-item" data-current={current || undefined}>
      <div>
        <p className="runs-name">
          {name}
          {current && <span className="runs-line"> · shown above</span>}
        </p>
        <p className="runs-line">{runLine(run)}</p>
      </div>
      <div className="runs-buttons">
        {!current && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`Open ${name}`}
            onClick={() => void attempt(() => session.openKept(run.id))}
          >
            Open
          </Button>
        )}
        <Button
          variant={compared ? 'filled' : 'default'}
          size="compact-sm"
          aria-pressed={compared}
          aria-label={`Compare ${name}`}
          onClick={() => void attempt(compare)}
        >
          {compared ? 'Compared' : 'Compare'}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-expanded={more}
          aria-controls={moreId}
          aria-label={`More on ${name}`}
          onClick={() => setMore(!more)}
        >
          More
        </Button>
      </div>
      <div id={moreId} hidden={!more} className={more ? 'runs-more' : ''}>
        {more && <More run={run} current={current} attempt={attempt} />}
      </div>
    </li>
  );
}

/** Its name, its files, and its end. */
function More({ run, current, attempt }: RunItemProps) {
  const session = useSession();
  const [name, setName] = useState(run.name ?? '');
  const rename = (event: SubmitEvent) => {
    event.preventDefault();
    void attempt(() => session.rename(run, name).then(() => null, sentence));
  };
  const save = async ({ kind, label, ending }: Export) => {
    try {
      const file = await session.fileOf(run.id, kind);
      if (file === null) return `There is no checkpoint yet to make “${label}” from.`;
      downloadBlob(`${fileStem(run)}.${ending}`, file);
      return null;
    } catch (error) {
      return sentence(error);
    }
  };
  return (
    <>
      <form onSubmit={rename}>
        <TextInput
          label="Name"
          size="xs"
          placeholder={runName({ ...run })}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" size="xs">
          Rename
        </Button>
      </form>
      {EXPORTS.map((each) => (
        <Button
          key={each.ending}
          variant="default"
          size="xs"
          aria-label={`Save ${each.label} of ${runName(run)}`}
          onClick={() => void attempt(() => save(each))}
        >
          {each.label}
        </Button>
      ))}
      {!current && (
        <Button
          variant="default"
          size="xs"
          aria-label={`Remove ${runName(run)}`}
          onClick={() => void attempt(() => session.shelf.remove(run).then(() => null, sentence))}
        >
          Remove
        </Button>
      )}
    </>
  );
}
