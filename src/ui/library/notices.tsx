import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount, formatEstimate } from '../shared/format.ts';
import { JobBars } from './job-bars.tsx';
import { useLibrary, useLibraryView, useWorkshopView } from './library-context.ts';
import type { LibraryUiState } from './library-ui.ts';
import { algorithmHash } from './place.ts';
import { useLibraryUi } from './use-library-ui.ts';
import { counted } from './words.ts';

/** What went wrong, what was done, and the way back after something was removed. */
export function Notices() {
  const { library, workshop } = useLibrary();
  const outcome = useWorkshopView((view) => view.outcome);
  const failure = useLibraryView((view) => view.failure);
  const [removed, setUi] = useLibraryUi((state) => state.removed);
  const [importing] = useLibraryUi((state) => state.importing);
  const [notice] = useLibraryUi((state) => state.notice);
  const putBack = async () => {
    if (removed === null) return;
    const results = await library.putBack(removed);
    if (results.every(({ status }) => status !== 'failed')) setUi({ removed: null });
  };
  return (
    <>
      <div role="alert">
        {failure !== null && (
          <Notice kind="failure" onDismiss={() => library.dismissFailure()}>
            <p>{failure}</p>
          </Notice>
        )}
      </div>
      <JobBars />
      <div role="status">
        {importing !== null && (
          <Notice>
            <p>{importWords(importing)}</p>
            <progress
              aria-label="Import"
              {...(importing.total > 0 ? { value: importing.done, max: importing.total } : {})}
            />
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setUi({ importing: { ...importing, isStopped: true } })}
            >
              Stop
            </Button>
          </Notice>
        )}
        {outcome !== null && (
          <Notice
            {...(outcome.failed ? { kind: 'failure' } : {})}
            onDismiss={() => workshop.dismissOutcome()}
          >
            <p>
              {outcome.text}{' '}
              {outcome.key !== null && <a href={algorithmHash(outcome.key)}>Open it</a>}
            </p>
          </Notice>
        )}
        {removed !== null && (
          <Notice onDismiss={() => setUi({ removed: null })}>
            <p>Removed {counted(removed.length, 'algorithm')}.</p>
            <Button size="compact-sm" onClick={() => void putBack()}>
              Put back
            </Button>
          </Notice>
        )}
        {notice !== null && (
          <Notice onDismiss={() => setUi({ notice: null })}>
            <p>{notice}</p>
          </Notice>
        )}
      </div>
    </>
  );
}

type Importing = NonNullable<LibraryUiState['importing']>;

/** 'Reading and verifying… 400 of 14,236, about 2 min left' */
function importWords({ done, total, startedAt, isStopped }: Importing): string {
  if (isStopped) return 'Stopping…';
  if (total === 0) return 'Reading and verifying…';
  const left = done === 0 ? 0 : ((Date.now() - startedAt) / 1000) * (total / done - 1);
  const estimate = left > 5 ? `, ${formatEstimate(left)} left` : '';
  return `Reading and verifying… ${formatCount(done)} of ${formatCount(total)}${estimate}`;
}

interface NoticeProps {
  readonly kind?: 'failure';
  readonly onDismiss?: () => void;
  readonly children: ReactNode;
}

function Notice({ kind, onDismiss, children }: NoticeProps) {
  return (
    <div className="library-notice" data-kind={kind}>
      {children}
      {onDismiss !== undefined && (
        <Button size="compact-sm" variant="default" onClick={onDismiss}>
          Dismiss
        </Button>
      )}
    </div>
  );
}
