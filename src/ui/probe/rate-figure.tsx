import { useEffect, useMemo, useRef } from 'react';
import { cancelFrame, nextFrame } from '../shared/frames.ts';
import { drawRates, markPath, ratesInWords } from './draw-rates.ts';
import { useProbeView } from './probe-context.ts';
import { contenderName, crossoverOf, linesOf } from './series.ts';

/** Effective rates over sizes, with the crossover marked. */
export function RateFigure() {
  const results = useProbeView((view) => view.results);
  const software = useProbeView((view) => view.gpu?.software ?? false);
  const lines = useMemo(() => linesOf(results), [results]);
  const crossing = useMemo(() => crossoverOf(results), [results]);
  const ref = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const svg = ref.current;
    if (svg === null) return;
    const job = () => {
      if (svg.clientWidth > 0) drawRates(svg, svg.clientWidth, svg.clientHeight, lines, crossing);
    };
    const observer = new ResizeObserver(() => nextFrame(job));
    observer.observe(svg);
    nextFrame(job);
    return () => {
      observer.disconnect();
      cancelFrame(job);
    };
  }, [lines, crossing]);
  if (results.length === 0) return null;
  return (
    <figure className="card probe-figure">
      <figcaption>
        <h2>Effective rate over size{software && ' · not a GPU'}</h2>
        <ul className="probe-legend">
          {lines.map(({ name, kind, look }) => (
            <li key={name} className={`probe-${kind} probe-colour-${look}`}>
              <svg viewBox="-8 -8 16 16" aria-hidden="true">
                <path className="probe-mark" d={markPath(look)} />
              </svg>
              {contenderName(name)}
            </li>
          ))}
        </ul>
      </figcaption>
      <svg
        ref={ref}
        className="probe-chart"
        role="img"
        aria-label={ratesInWords(lines, crossing)}
      />
      <p className="help">
        2·n³ floating-point operations by the median time; bars reach over the middle half of the
        samples. {crossing === null && 'No scheme is faster at the largest size measured.'}
      </p>
    </figure>
  );
}
