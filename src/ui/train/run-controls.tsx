import { Button } from '@mantine/core';
import { useSession, useView } from '../shared/session-context.ts';

/** Pause, Resume, Stop, New run: those that make sense now. */
export function RunControls() {
  const session = useSession();
  const status = useView((view) => view.status);
  const pause = (
    <Button
      key="pause"
      variant="default"
      disabled={status === 'starting'}
      loading={status === 'pausing'}
      onClick={() => void session.pause()}
    >
      Pause
    </Button>
  );
  const resume = (
    <Button key="resume" onClick={() => session.resume()}>
      Resume
    </Button>
  );
  const stop = (
    <Button
      key="stop"
      variant="default"
      loading={status === 'stopping'}
      onClick={() => session.stop()}
    >
      Stop
    </Button>
  );
  const onwards = (
    <Button key="onwards" variant="default" onClick={() => session.resume()}>
      Keep going
    </Button>
  );
  const another = (
    <Button key="new" variant="default" onClick={() => session.reset()}>
      New run
    </Button>
  );
  const buttons = {
    idle: [],
    starting: [pause, stop],
    running: [pause, stop],
    pausing: [pause, stop],
    paused: [resume, stop, another],
    stopping: [pause, stop],
    stopped: [resume, another],
    finished: [onwards, another],
    failed: [another],
  }[status];
  return (
    <div className="run-controls">
      {buttons}
      {status === 'running' && (
        <Button component="a" href="#/tree/live" variant="subtle">
          Look into a game
        </Button>
      )}
    </div>
  );
}
