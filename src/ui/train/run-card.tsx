import { formatTarget } from '../shared/format.ts';
import { useView } from '../shared/session-context.ts';
import { FailureBox } from './failure-box.tsx';
import { ARITHMETIC_LABELS, PRESET_LABELS } from './labels.ts';
import { RunControls } from './run-controls.tsx';
import { RunFacts } from './run-facts.tsx';
import { statusWords } from './status-words.ts';

/** The run: what it is, what it is doing, and the buttons for it. */
export function RunCard() {
  const run = useView((view) => view.run);
  const status = useView((view) => view.status);
  const title = useView((view) => statusWords(view).title);
  const detail = useView((view) => statusWords(view).detail);
  if (run === null) return null;
  const { targets, arithmetic, preset, seed } = run.config;
  return (
    <section className="card run" aria-label="The run">
      <div className="run-status" data-status={status}>
        <h2>{title}</h2>
        <p>{detail}</p>
      </div>
      <FailureBox />
      <RunControls />
      <p className="run-what">
        <b>{targets.map(({ size }) => formatTarget(size)).join(', ')}</b> ·{' '}
        {ARITHMETIC_LABELS[arithmetic].toLowerCase()} · {PRESET_LABELS[preset].toLowerCase()}{' '}
        network · seed {seed}
      </p>
      <RunFacts />
    </section>
  );
}
