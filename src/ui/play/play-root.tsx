import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { createLessonPlay, createPlay } from '../../session/play/create-play.ts';
import { LESSONS } from './lessons/lessons.ts';
import { PlayContext, PlayUiContext } from './play-context.ts';
import { PlayScreen } from './play-screen.tsx';
import { createPlayUi } from './play-ui.ts';
import { useAddress } from './use-address.ts';

// Made once, when the screen is first opened: the game waits while another screen is shown.
const play = createPlay();
const ui = createPlayUi();
play.start(location.hash);

// A hidden tab may be discarded without another word.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') play.flush();
});
addEventListener('pagehide', () => play.flush());

/** The play screen with its game, or with the game of the lesson that is open. */
export default function PlayRoot() {
  useAddress(play, ui);
  const lessonId = useStore(ui, ({ lesson }) => lesson?.id ?? null);
  const wasInLesson = useRef(false);
  useEffect(() => {
    // Who left a lesson by keyboard goes on at the top of the game, not of the page.
    if (wasInLesson.current && lessonId === null && document.activeElement === document.body) {
      document.querySelector<HTMLElement>('.play-head h2')?.focus({ preventScroll: true });
    }
    wasInLesson.current = lessonId !== null;
  }, [lessonId]);
  const lessonPlay = useMemo(() => {
    const lesson = LESSONS.find(({ id }) => id === lessonId);
    if (lesson === undefined) return null;
    const game = createLessonPlay({ kind: 'matmul', size: [2, 2, 2] }, lesson.arithmetic);
    // What the lessons say of clicks: 0, 1, −1.
    game.setMaxCoefficient(1);
    return game;
  }, [lessonId]);
  return (
    <PlayUiContext value={ui}>
      <PlayContext value={lessonPlay ?? play}>
        <PlayScreen key={lessonId ?? ''} />
      </PlayContext>
    </PlayUiContext>
  );
}
