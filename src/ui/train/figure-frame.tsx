import type { ReactNode } from 'react';

interface FigureFrameProps {
  readonly title: string;
  /** The figure's present value, large. */
  readonly value: string;
  readonly unit: string;
  /** Shown over the empty chart; null when there is something to see. */
  readonly empty: string | null;
  readonly children: ReactNode;
}

/** A chart with its title and its present value. */
export function FigureFrame({ title, value, unit, empty, children }: FigureFrameProps) {
  return (
    <figure className="card chart">
      <figcaption>
        <h3>{title}</h3>
        <p>
          <span className="chart-value">{value}</span> <span className="chart-unit">{unit}</span>
        </p>
      </figcaption>
      <div className="chart-body">
        {children}
        {empty !== null && <p className="chart-empty">{empty}</p>}
      </div>
    </figure>
  );
}
