import { Button } from '@mantine/core';
import { usePlay, usePlayUi, useUiState } from './play-context.ts';

/** After a branch was removed: the way back. */
export function RemovedNotice() {
  const play = usePlay();
  const ui = usePlayUi();
  const removed = useUiState((state) => (state.removed?.from === play ? state.removed : null));
  return (
    <div className="play-notice-space" role="status">
      {removed !== null && (
        <div className="play-notice">
          <p>
            Removed {removed.moves} {removed.moves === 1 ? 'move' : 'moves'} from the line.
          </p>
          <Button
            size="compact-sm"
            onClick={() => {
              play.openLink(removed.before);
              ui.setState({ removed: null });
            }}
          >
            Bring back
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => ui.setState({ removed: null })}
          >
            Dismiss
          </Button>
        </div>
      )}
    </div>
  );
}
