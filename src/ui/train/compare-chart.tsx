import { useEffect, useRef } from 'react';
import { formatValue } from '../shared/format.ts';
import { cancelFrame, nextFrame } from '../shared/frames.ts';
import type { Point } from './compare-series.ts';
import { type ComparedDrawing, drawCompared } from './draw-compared.ts';

interface CompareChartProps {
  readonly name: string;
  readonly title: string;
  readonly points: readonly Point[];
  readonly drawing: ComparedDrawing;
}

/** One of two charts that share their axes. */
export function CompareChart({ name, title, points, drawing }: CompareChartProps) {
  const ref = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const svg = ref.current;
    if (svg === null) return;
    const job = () => {
      if (svg.clientWidth > 0)
        drawCompared(svg, svg.clientWidth, svg.clientHeight, points, drawing);
    };
    const observer = new ResizeObserver(() => nextFrame(job));
    observer.observe(svg);
    return () => {
      observer.disconnect();
      cancelFrame(job);
    };
  }, [points, drawing]);
  const last = points.at(-1);
  const words =
    last === undefined ? 'nothing yet' : `now ${drawing.stepped ? last[1] : formatValue(last[1])}`;
  return (
    <figure className="compare-chart">
      <figcaption>
        {name}: {words}
      </figcaption>
      <svg
        ref={ref}
        className="compare-picture"
        role="img"
        aria-label={`${title} of ${name}, ${words}`}
      />
    </figure>
  );
}
