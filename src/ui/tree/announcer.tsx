import { useEffect, useState } from 'react';
import { wordsOf } from './outline.tsx';
import { useInspector } from './tree-context.ts';

/** Says where the keys have led to. */
export function Announcer() {
  const inspector = useInspector();
  const [words, setWords] = useState('');
  useEffect(
    () =>
      inspector.state.subscribe(({ selected, playback }, before) => {
        if (selected !== before.selected && playback !== null && playback.record.nodes > selected) {
          setWords(wordsOf(playback, selected));
        }
      }),
    [inspector],
  );
  return (
    <p className="unseen" aria-live="polite">
      {words}
    </p>
  );
}
