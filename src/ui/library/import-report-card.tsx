import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { algorithmHash } from './place.ts';
import { useLibraryUi } from './use-library-ui.ts';
import { counted } from './words.ts';

/** Lines of what was refused that are listed. */
const LISTED = 200;

/** What became of the last import: how many came in, and why others did not. */
export function ImportReportCard() {
  const [report, setUi] = useLibraryUi((state) => state.report);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (report !== null) heading.current?.focus({ preventScroll: true });
  }, [report]);
  if (report === null) return null;
  const { kept, known, alike, left, refused, first } = report;
  const only = kept + known === 1 ? first : null;
  return (
    <section className="panel import-report" aria-labelledby="import-title">
      <div className="panel-head">
        <h3 id="import-title" ref={heading} tabIndex={-1}>
          {kept > 0 ? `${counted(kept, 'algorithm')} came in` : 'Nothing new came in'}
        </h3>
        <div className="panel-tools">
          {only !== null && (
            <Button
              component="a"
              href={algorithmHash(only)}
              size="compact-sm"
              onClick={() => setUi({ report: null })}
            >
              Open it
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => setUi({ report: null })}>
            Close
          </Button>
        </div>
      </div>
      <p className="help">
        {[
          kept > 0 ? 'Each was verified exactly.' : '',
          alike > 0
            ? `${counted(alike, 'algorithm')} of them ${alike === 1 ? 'is' : 'are'} like others that were here, up to symmetries.`
            : '',
          known > 0
            ? `${counted(known, 'algorithm')} ${known === 1 ? 'was' : 'were'} here already.`
            : '',
          left > 0 ? `Stopped: ${counted(left, 'algorithm')} left out.` : '',
          refused.length > 0 ? `${refused.length} could not be taken:` : '',
        ].join(' ')}
      </p>
      {refused.length > 0 && (
        <ul className="import-refused" aria-label="Not taken">
          {refused.slice(0, LISTED).map(({ name, reason }) => (
            <li key={`${name} ${reason}`}>
              <b>{name}</b> {reason}
            </li>
          ))}
          {refused.length > LISTED && <li>… and {refused.length - LISTED} more.</li>}
        </ul>
      )}
    </section>
  );
}
