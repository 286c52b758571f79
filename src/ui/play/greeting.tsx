import { Button } from '@mantine/core';
import { LESSONS } from './lessons/lessons.ts';
import { usePlayUi, useUiState } from './play-context.ts';

/** The first visit: what this is, and the way in. */
export function Greeting() {
  const ui = usePlayUi();
  const greeted = useUiState((state) => state.greeted);
  const inLesson = useUiState((state) => state.lesson !== null);
  if (greeted || inLesson) return null;
  const [first] = LESSONS;
  return (
    <section className="greeting" aria-label="Welcome">
      <p>
        <b>Multiply matrices with fewer multiplications.</b> Take this block of numbers apart: every
        move is one multiplication, and when all cells are 0 you have an algorithm. School needs 8
        moves, Strassen found 7.
      </p>
      <Button
        size="compact-md"
        onClick={() =>
          ui.setState({ greeted: true, lesson: first ? { id: first.id, step: 0 } : null })
        }
      >
        Show me how
      </Button>
      <Button size="compact-md" variant="default" onClick={() => ui.setState({ greeted: true })}>
        Just play
      </Button>
    </section>
  );
}
