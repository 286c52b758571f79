import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useSession, useView } from '../shared/session-context.ts';
import { RunItem } from './run-item.tsx';
import { runName } from './run-words.ts';

/** Runs shown before the user asks for more. */
const FEW = 6;

/** Every run that this browser keeps, and the way in for those of another. */
export function RunsCard() {
  const session = useSession();
  const runs = useStore(session.shelf.view, (view) => view.runs);
  const removed = useStore(session.shelf.view, (view) => view.removed);
  const current = useView((view) => view.run?.id ?? null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [all, setAll] = useState(false);
  const attempt = async (work: () => Promise<string | null>) => {
    setBusy(true);
    setError(await work());
    setBusy(false);
  };
  const openFile = (file: File | null) => {
    if (file !== null) void attempt(() => session.open(file, file.name));
  };
  return (
    <section className="card runs" aria-labelledby="runs-title">
      <div className="runs-head">
        <h2 id="runs-title">Runs</h2>
        <FileButton onChange={openFile}>
          {(props) => (
            <Button {...props} variant="default" size="compact-sm" loading={busy}>
              Open a file…
            </Button>
          )}
        </FileButton>
      </div>
      <p className="help">
        Each run is kept with its settings, its seed, its log and its last checkpoint. Choose two to
        compare them, or go on from a checkpoint or an agent that another browser saved.
      </p>
      {error !== null && (
        <p className="failure runs-error" role="alert">
          {error}
        </p>
      )}
      {removed !== null && (
        <p className="runs-undo" role="status">
          “{runName(removed)}” was removed.
          <Button size="compact-sm" variant="default" onClick={() => void session.shelf.undo()}>
            Undo
          </Button>
        </p>
      )}
      {runs.length > 0 && (
        <ul className="runs-list" aria-label="Runs that are kept">
          {(all ? runs : runs.slice(0, FEW)).map((run) => (
            <RunItem key={run.id} run={run} current={run.id === current} attempt={attempt} />
          ))}
        </ul>
      )}
      {runs.length > FEW && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
          {all ? `Show the last ${FEW}` : `Show ${runs.length - FEW} more`}
        </Button>
      )}
    </section>
  );
}
