import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Lesson, LessonStep } from './lessons/lesson.ts';
import { LESSONS } from './lessons/lessons.ts';
import { usePlay, usePlayState, usePlayUi, useUiState } from './play-context.ts';
import { usePointing } from './use-pointing.ts';

/** The lesson that is open: what to read, what to do, and how far it is. */
export function Coach() {
  const open = useUiState(({ lesson }) => lesson);
  const lesson = LESSONS.find(({ id }) => id === open?.id);
  if (open === null || lesson === undefined) return null;
  return <Step key={lesson.id} lesson={lesson} at={Math.min(open.step, lesson.steps.length - 1)} />;
}

function Step({ lesson, at }: { readonly lesson: Lesson; readonly at: number }) {
  const ui = usePlayUi();
  const play = usePlay();
  const step = lesson.steps[at]!;
  const doneNow = usePlayState((state) => step.done?.(state) ?? true);
  // Once done is done: whoever plays on at once, say, need not go back.
  const [doneAt, setDoneAt] = useState<LessonStep | null>(null);
  if (doneNow && doneAt !== step) setDoneAt(step);
  const done = doneNow || doneAt === step;
  const heading = useRef<HTMLHeadingElement>(null);
  const last = at === lesson.steps.length - 1;
  usePointing(done && step.task !== undefined ? undefined : step.point);
  // The heading takes the focus when a lesson begins, so that it is read first.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const goTo = (next: number) => {
    const { reached } = ui.getState();
    ui.setState({
      lesson: next < lesson.steps.length ? { id: lesson.id, step: next } : null,
      reached: { ...reached, [lesson.id]: Math.max(reached[lesson.id] ?? 0, next) },
    });
  };
  const following = LESSONS[LESSONS.indexOf(lesson) + 1];
  const { move } = step;
  const skip = () => {
    // The steps that follow build on the move.
    if (move !== undefined && !done) {
      play.setDraft(move);
      play.play();
    }
    goTo(at + 1);
  };
  return (
    <section className="card coach" aria-label={`Lesson: ${lesson.title}`}>
      <div className="card-head">
        <h2 ref={heading} tabIndex={-1}>
          {lesson.title}
        </h2>
        <Button variant="subtle" size="compact-sm" onClick={() => ui.setState({ lesson: null })}>
          Leave
        </Button>
      </div>
      <div
        className="coach-progress"
        role="img"
        aria-label={`Step ${at + 1} of ${lesson.steps.length}`}
      >
        {lesson.steps.map(({ text }, index) => (
          <span className="coach-piece" key={text} data-reached={index <= at} />
        ))}
      </div>
      <div aria-live="polite">
        <p>{step.text}</p>
        {step.task !== undefined && (
          <p className="coach-task" data-done={done}>
            <span aria-hidden="true">{done ? '✓' : '→'}</span>
            <span>
              {done && <span className="unseen">Done: </span>}
              {step.task}
            </span>
          </p>
        )}
      </div>
      <div className="coach-buttons">
        <Button
          size="compact-md"
          variant="default"
          disabled={at === 0}
          onClick={() => goTo(at - 1)}
        >
          Back
        </Button>
        {move !== undefined && !done && (
          <Button size="compact-md" variant="default" onClick={() => play.setDraft(move)}>
            Show me
          </Button>
        )}
        {!last && (
          <Button
            size="compact-md"
            className="coach-next"
            variant={done ? 'filled' : 'default'}
            onClick={skip}
          >
            {done ? 'Next' : 'Skip'}
          </Button>
        )}
        {last && following === undefined && (
          <Button size="compact-md" className="coach-next" onClick={() => goTo(at + 1)}>
            Finish
          </Button>
        )}
        {last && following !== undefined && (
          <Button
            size="compact-md"
            className="coach-next"
            onClick={() => {
              goTo(at + 1);
              ui.setState({ lesson: { id: following.id, step: 0 } });
            }}
          >
            Next: {following.title}
          </Button>
        )}
      </div>
    </section>
  );
}
