import { proxy } from 'comlink';
import type { GpuInfo } from '../../latency/gpu.ts';
import { connect } from '../connection.ts';
import type { ProbeEnd, ProbeEvent, ProbeHost, ProbeJob } from './probe-host.ts';

/** The probe as the page asks for it. */
export interface ProbeClient {
  look(): Promise<GpuInfo>;
  run(job: ProbeJob, onEvent: (event: ProbeEvent) => void): Promise<ProbeEnd>;
  cancel(): void;
  setHidden(hidden: boolean): void;
  close(): void;
}

export function spawnProbe(): ProbeClient {
  const worker = new Worker(new URL('../../../workers/probe.worker.ts', import.meta.url), {
    type: 'module',
    name: 'probe',
  });
  const { remote, guard, close } = connect<ProbeHost>(worker, 'probe’s worker');
  const ignore = () => {};
  return {
    look: () => guard(remote.look()),
    run: (job, onEvent) => guard<ProbeEnd>(remote.run(job, proxy(onEvent))),
    cancel: () => void guard(remote.cancel()).catch(ignore),
    setHidden: (hidden) => void guard(remote.setHidden(hidden)).catch(ignore),
    close,
  };
}
