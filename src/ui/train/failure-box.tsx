import { Button } from '@mantine/core';
import type { Failure } from '../../session/run-view.ts';
import { formatCount } from '../shared/format.ts';
import { useSession, useView } from '../shared/session-context.ts';

/** What failed, and the way on. */
export function FailureBox() {
  const session = useSession();
  const failure = useView((view) => view.failure);
  if (failure === null) return null;
  return (
    <div className="failure" role="alert">
      <p>
        {failure.sentence} {wayOn(failure)}
      </p>
      <Button fullWidth onClick={() => session.retry()}>
        {failure.remedy === 'previous' ? 'Use the checkpoint before' : 'Retry'}
      </Button>
    </div>
  );
}

function wayOn({ remedy, step }: Failure): string {
  switch (remedy) {
    case 'checkpoint':
      return `Retry goes on from the last checkpoint, at step ${formatCount(step ?? 0)}.`;
    case 'previous':
      return `The checkpoint before it, at step ${formatCount(step ?? 0)}, can be used instead.`;
    case 'restart':
      return 'Retry starts the run again from the beginning.';
  }
}
