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
  // Speed counts in the run already, where its weight is not 0.
  const speedless = useView((view) => view.run?.config.acting.benchmarkWeight === 0);
  const tune = speedless ? (
    <Button key="tune" variant="default" onClick={() => session.fineTune()}>
      Fine-tune for speed
    </Button>
  ) : null;
  const buttons = {
    idle: [],
    starting: [pause, stop],
    running: [pause, stop],
    pausing: [pause, stop],
    paused: [resume, stop, tune, another],
    stopping: [pause, stop],
    stopped: [resume, tune, another],
    finished: [onwards, tune, another],
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
