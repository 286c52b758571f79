import { Dialog } from '../shared/dialog.tsx';
import { LESSONS } from './lessons/lessons.ts';
import { usePlayUi, useUiState } from './play-context.ts';

/** All lessons: begin, go on with, or repeat one. */
export function LessonsDialog() {
  const ui = usePlayUi();
  const open = useUiState(({ dialog }) => dialog === 'lessons');
  const reached = useUiState((state) => state.reached);
  return (
    <Dialog
      opened={open}
      onClose={() => ui.setState({ dialog: null })}
      title="Lessons"
      size="36rem"
    >
      <p className="help">Your own game waits where it is, and is back when you leave a lesson.</p>
      <ol className="lessons-list">
        {LESSONS.map(({ id, title, minutes, summary, steps }, at) => {
          const step = reached[id] ?? 0;
          const done = step >= steps.length;
          return (
            <li key={id}>
              <button
                type="button"
                onClick={() =>
                  ui.setState({
                    dialog: null,
                    greeted: true,
                    lesson: { id, step: 0 },
                  })
                }
              >
                <span className="lessons-number" aria-hidden="true">
                  {done ? '✓' : at + 1}
                </span>
                <span>
                  <b>{title}</b>
                  <span>{summary}</span>
                </span>
                <span className="help">
                  {done ? 'Done' : step > 0 ? 'Begun' : `${minutes} min`}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </Dialog>
  );
}
