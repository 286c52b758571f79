import { useView } from '../shared/session-context.ts';
import { statusWords } from './status-words.ts';

/** Says aloud, politely, that the run changed its state or found something. */
export function Announcer() {
  const announcement = useView((view) => view.announcement);
  const title = useView((view) => statusWords(view).title);
  const idle = useView((view) => view.run === null);
  return (
    <>
      <p className="unseen" role="status">
        {idle ? '' : title}
      </p>
      <p className="unseen" aria-live="polite">
        {announcement}
      </p>
    </>
  );
}
