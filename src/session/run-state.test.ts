import { describe, expect, it } from 'vitest';
import { next, type RunAction, type RunStatus } from './run-state.ts';

function walk(...actions: RunAction[]): (RunStatus | undefined)[] {
  let status: RunStatus = 'idle';
  return actions.map((action) => {
    const after = next(status, action);
    status = after ?? status;
    return after;
  });
}

describe('the life of a run', () => {
  it('goes from Train to its target', () => {
    expect(walk('start', 'started', 'finish', 'reset')).toEqual([
      'starting',
      'running',
      'finished',
      'idle',
    ]);
  });

  it('pauses and resumes', () => {
    expect(walk('start', 'started', 'pause', 'paused', 'resume', 'pause')).toEqual([
      'starting',
      'running',
      'pausing',
      'paused',
      'running',
      'pausing',
    ]);
  });

  it('stops from wherever workers are, and goes on from there', () => {
    expect(walk('start', 'stop', 'stopped', 'start', 'started', 'stop', 'stopped')).toEqual([
      'starting',
      'stopping',
      'stopped',
      'starting',
      'running',
      'stopping',
      'stopped',
    ]);
  });

  it('may reach the target while it is pausing or stopping', () => {
    expect(walk('start', 'started', 'pause', 'finish')).toContain('finished');
    expect(walk('start', 'started', 'stop', 'finish')).toContain('finished');
  });

  it('fails from anywhere, and starts again', () => {
    expect(walk('start', 'fail', 'start', 'started', 'fail', 'reset')).toEqual([
      'starting',
      'failed',
      'starting',
      'running',
      'failed',
      'idle',
    ]);
  });

  it('comes back from storage, paused or finished', () => {
    expect(walk('restorePaused', 'start')).toEqual(['paused', 'starting']);
    expect(walk('restoreFinished', 'reset')).toEqual(['finished', 'idle']);
  });

  it('ignores what makes no sense', () => {
    expect(walk('pause', 'resume', 'stop', 'started', 'finish', 'reset')).toEqual(
      Array(6).fill(undefined),
    );
    expect(next('running', 'start')).toBeUndefined();
    expect(next('running', 'restorePaused')).toBeUndefined();
    expect(next('starting', 'pause')).toBeUndefined();
  });
});
