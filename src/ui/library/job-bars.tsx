import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Running } from '../../session/library/workshop.ts';
import { formatEstimate, formatShare } from '../shared/format.ts';
import { useLibrary, useWorkshopView } from './library-context.ts';

/** Milliseconds of work before it is shown: what is done at once needs no bar. */
const PATIENCE_MS = 400;

/** What is being done with algorithms: how far it is, how long it may take, and a way to stop it. */
export function JobBars() {
  const running = useWorkshopView((view) => view.running);
  return (
    <ul className="job-bars" aria-label="Under way">
      {running
        .filter(({ kind }) => kind !== 'read')
        .map((job) => (
          <JobBar key={job.id} job={job} />
        ))}
    </ul>
  );
}

function JobBar({ job }: { readonly job: Running }) {
  const { workshop } = useLibrary();
  const { id, kind, title, progress, startedAt } = job;
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  const { done, words } = progress;
  const seconds = (Date.now() - startedAt) / 1000;
  const left = done === null || done < 0.02 ? null : (seconds * (1 - done)) / done;
  return (
    <li className="library-notice">
      <p>
        <b>{title}</b>
        <br />
        {words}
        {done !== null && ` · ${formatShare(done)}`}
        {left !== null && ` · ${formatEstimate(left)} left`}
      </p>
      <progress aria-label={title} {...(done === null ? {} : { value: done })} />
      <Button size="compact-sm" variant="default" onClick={() => workshop.stop(id)}>
        {kind === 'reduce' || kind === 'vary' ? 'Stop and keep the best' : 'Cancel'}
      </Button>
    </li>
  );
}
