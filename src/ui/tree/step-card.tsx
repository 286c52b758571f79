import { PHASES } from '../../session/tree/inspector-state.ts';
import { stepWords } from './step-words.ts';
import { useTreeState } from './tree-context.ts';

/** The part of a simulation that is shown, in words, and heard by those who cannot see it. */
export function StepCard() {
  const state = useTreeState((now) => now);
  const words = stepWords(state);
  return (
    <div aria-live="polite" className="tree-step-space">
      {words !== null && (
        <section className="tree-step" aria-label="What happens">
          <ol className="tree-phases" aria-hidden="true">
            {PHASES.map((phase) => (
              <li key={phase} data-now={phase === state.phase}>
                {phase}
              </li>
            ))}
          </ol>
          <h2>{words.title}</h2>
          <ul>
            {words.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
