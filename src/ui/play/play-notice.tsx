import { Button } from '@mantine/core';
import { usePlay, usePlayState } from './play-context.ts';

/** Something that happened and should be known, until it is put away. */
export function PlayNotice() {
  const play = usePlay();
  const notice = usePlayState((state) => state.notice);
  return (
    <div className="play-notice-space" role={notice?.kind === 'error' ? 'alert' : 'status'}>
      {notice !== null && (
        <div className="play-notice" data-kind={notice.kind}>
          <p>{notice.text}</p>
          <Button size="compact-sm" variant="default" onClick={() => play.dismissNotice()}>
            Dismiss
          </Button>
        </div>
      )}
    </div>
  );
}
