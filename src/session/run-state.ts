/**
 * The life of a run as the page sees it: idle → starting → running ⇄ pausing/paused, and from there
 * to finished, stopped or failed. `next` is the only place that knows which step may follow which.
 */
export type RunStatus =
  | 'idle'
  | 'starting'
  | 'running'
  | 'pausing'
  | 'paused'
  | 'stopping'
  | 'stopped'
  | 'finished'
  | 'failed';

export type RunAction =
  /** The user pressed Train, or goes on with a run that has no worker any more. */
  | 'start'
  /** The worker has its network and plays or learns. */
  | 'started'
  | 'pause'
  | 'paused'
  /** Resume of a paused run whose worker is alive. */
  | 'resume'
  | 'stop'
  | 'stopped'
  /** The target rank was reached. */
  | 'finish'
  | 'fail'
  /** A saved run was found in storage. */
  | 'restorePaused'
  | 'restoreFinished'
  /** Back to choosing what to train. */
  | 'reset';

const NEXT: Readonly<Record<RunStatus, Partial<Record<RunAction, RunStatus>>>> = {
  idle: {
    start: 'starting',
    restorePaused: 'paused',
    restoreFinished: 'finished',
    fail: 'failed',
  },
  starting: { started: 'running', stop: 'stopping', fail: 'failed' },
  running: { pause: 'pausing', stop: 'stopping', finish: 'finished', fail: 'failed' },
  pausing: { paused: 'paused', stop: 'stopping', finish: 'finished', fail: 'failed' },
  paused: { resume: 'running', start: 'starting', stop: 'stopping', fail: 'failed', reset: 'idle' },
  stopping: { stopped: 'stopped', finish: 'finished', fail: 'failed' },
  stopped: { start: 'starting', fail: 'failed', reset: 'idle' },
  finished: { start: 'starting', fail: 'failed', reset: 'idle' },
  failed: { start: 'starting', fail: 'failed', reset: 'idle' },
};

/** The status after the action; undefined where the action makes no sense, and nothing happens. */
export function next(status: RunStatus, action: RunAction): RunStatus | undefined {
  return NEXT[status][action];
}
