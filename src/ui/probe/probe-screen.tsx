import '../shared/side-page.css';
import './probe.css';
import { useProbeView } from './probe-context.ts';
import { ProbeSetupForm } from './probe-setup-form.tsx';
import { RateFigure } from './rate-figure.tsx';
import { ResultsTables } from './results-tables.tsx';
import { RunCard } from './run-card.tsx';

/** Schemes timed on the user's GPU: what to measure, how it goes, what came out. */
export function ProbeScreen() {
  const some = useProbeView(({ results }) => results.length > 0);
  return (
    <main className="side-page probe">
      <div className="side-page-side">
        <ProbeSetupForm />
      </div>
      <div className="side-page-stage">
        <RunCard />
        <RateFigure />
        {some ? <ResultsTables /> : <Method />}
      </div>
    </main>
  );
}

function Method() {
  return (
    <section className="card probe-method" aria-labelledby="probe-method-title">
      <h2 id="probe-method-title">How it is measured</h2>
      <p>
        A scheme with fewer multiplications of blocks wins only if its additions cost less than it
        saves. Here each scheme becomes compute shaders for your GPU, in several ways, of which a
        tuner keeps the fastest, and races the standard product, tuned as carefully, and
        TensorFlow.js.
      </p>
      <ul>
        <li>Every kernel’s result is checked in double precision before its time counts.</li>
        <li>
          A sample spans at least 20 ms. Everything warms up until five samples agree within 3 %;
          then come 15 rounds in random order.
        </li>
        <li>
          Rates are effective: 2·n³ by the time it took, whatever was computed. Where the interval
          of a ratio holds 1, there is no difference.
        </li>
      </ul>
    </section>
  );
}
