import { Button } from '@mantine/core';
import { useSession, useView } from '../shared/session-context.ts';

/** Something that is not as it should be, while everything goes on. */
export function Notice() {
  const session = useSession();
  const notice = useView((view) => view.notice);
  if (notice === null) return null;
  return (
    <div className="notice" role="alert">
      <p>{notice}</p>
      <Button size="compact-sm" variant="default" onClick={() => session.dismissNotice()}>
        Dismiss
      </Button>
    </div>
  );
}
