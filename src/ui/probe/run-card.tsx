import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { adapterName } from '../../network/adapter.ts';
import { type ProbeView, probeFile, secondsLeft } from '../../session/probe/probe-session.ts';
import { probeLink } from '../../session/probe/setup.ts';
import { download } from '../shared/download.ts';
import { formatEstimate } from '../shared/format.ts';
import { useProbe, useProbeView } from './probe-context.ts';

/** Which GPU there is, how the run goes, and what can be done about it. */
export function RunCard() {
  const status = useProbeView((view) => view.status);
  const gpu = useProbeView((view) => view.gpu);
  const failure = useProbeView((view) => view.failure);
  return (
    <section className="card probe-run" data-status={status} aria-label="Measurement">
      <div className="probe-run-head">
        <h2 aria-live="polite">{TITLES[status]}</h2>
        {gpu !== null && (
          <p className="probe-gpu">
            {adapterName(gpu)}
            {gpu.software && <strong> · a software adapter, not a GPU</strong>}
          </p>
        )}
      </div>
      <Explanation status={status} failure={failure} />
      {gpu?.software === true && status === 'ready' && (
        <p className="probe-caution">
          Your browser has no GPU for this page: a processor plays one, a thousand times slower.
          Kernels can be checked on it, but its times say nothing about a GPU. Switch hardware
          acceleration on in the browser’s settings, or measure all the same.
        </p>
      )}
      {status === 'running' && <Progress />}
      <Actions status={status} />
    </section>
  );
}

const TITLES: Readonly<Record<ProbeView['status'], string>> = {
  looking: 'Looking for your GPU',
  none: 'No GPU to measure on',
  ready: 'Ready',
  running: 'Measuring',
  done: 'Measured',
  cancelled: 'Stopped',
  lost: 'The GPU went away',
  failed: 'Not measured',
};

function Explanation({ status, failure }: Pick<ProbeView, 'status' | 'failure'>) {
  if (status === 'none') {
    return (
      <p role="alert">
        {failure} The probe needs WebGPU: a recent Chrome, Edge or Safari on a machine with a GPU
        has it. Everything else in TensorGame works without.
      </p>
    );
  }
  if (status === 'lost') {
    return (
      <p role="alert">
        The browser took the GPU away in the middle: its driver was reset, or another program needed
        the memory. What was measured before is kept below. Measure again, with smaller sizes if it
        happens again.
      </p>
    );
  }
  if (status === 'failed') {
    return <p role="alert">{failure} What was measured before is kept below.</p>;
  }
  if (status === 'cancelled') return <p>What was measured before is kept below.</p>;
  if (status === 'ready') {
    return <p>Choose schemes and sizes, then measure. Leave the machine alone meanwhile.</p>;
  }
  return null;
}

function Progress() {
  const { done, expected, doing } = useProbeView((view) => view.progress);
  const hidden = useProbeView((view) => view.hidden);
  const session = useProbe();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = secondsLeft(session.view.getState(), now);
  const share = expected === 0 ? 0 : done / expected;
  return (
    <>
      <div
        className="probe-bar"
        role="progressbar"
        aria-label="Progress of the measurement"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * share)}
      >
        <div style={{ width: `${100 * share}%` }} />
      </div>
      <p className="probe-doing">
        {hidden ? 'paused while this tab is hidden' : doing}
        {left !== null && !hidden && <span> · {formatEstimate(left)} for this size</span>}
      </p>
    </>
  );
}

function Actions({ status }: Pick<ProbeView, 'status'>) {
  const session = useProbe();
  const some = useProbeView((view) => view.results.length > 0);
  const measured = useProbeView((view) => view.measured);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (measured === null) return;
    const address = new URL(probeLink(measured), location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      // Not allowed to write there: the address bar holds it then.
      location.hash = probeLink(measured);
    }
  };
  if (status === 'looking' || status === 'ready') return null;
  return (
    <div className="probe-actions">
      {status === 'running' && (
        <Button variant="default" onClick={() => session.cancel()}>
          Stop
        </Button>
      )}
      {status === 'none' && (
        <Button variant="default" onClick={() => void session.look()}>
          Look again
        </Button>
      )}
      {(status === 'lost' || status === 'failed') && (
        <Button onClick={() => void session.run()}>Measure again</Button>
      )}
      {some && status !== 'running' && (
        <Button
          variant="default"
          onClick={() =>
            download(
              'tensorgame-probe.json',
              probeFile(session.view.getState(), navigator.userAgent),
            )
          }
        >
          Download samples
        </Button>
      )}
      {measured !== null && status !== 'running' && (
        <Button variant="default" onClick={() => void copy()}>
          {copied ? 'Link copied' : 'Copy link'}
        </Button>
      )}
    </div>
  );
}
