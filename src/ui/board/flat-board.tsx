import { useEffect, useRef } from 'react';
import type { ThreeModes } from '../../tensor/bilinear.ts';
import type { Cells } from './cells.ts';
import { type Placement, paintFlat } from './flat-canvas.ts';
import type { FlatLayout } from './flat-layout.ts';
import { drawFlat } from './flat-svg.ts';
import { useCanvas } from './use-canvas.ts';
import type { FrameSize } from './use-size.ts';

interface FlatProps {
  readonly layout: FlatLayout;
  readonly cells: Cells;
  readonly modes: ThreeModes;
  readonly placement: Placement;
  readonly cursor: number | null;
  readonly size: FrameSize;
  readonly label: string;
}

/** Slices side by side as SVG. */
export function FlatSvg({ layout, cells, modes, placement, cursor, size, label }: FlatProps) {
  const group = useRef<SVGGElement>(null);
  useEffect(() => {
    if (group.current !== null) drawFlat(group.current, layout, cells, modes, cursor);
  }, [layout, cells, modes, cursor]);
  const { k, x, y } = placement;
  return (
    <svg role="img" aria-label={label} width={size.width} height={size.height}>
      <g ref={group} transform={`translate(${x}, ${y}) scale(${k})`} />
    </svg>
  );
}

/** Slices side by side on a canvas. */
export function FlatCanvas({ layout, cells, modes, placement, cursor, size, label }: FlatProps) {
  const ref = useCanvas(size, (pen, palette) =>
    paintFlat(pen, { layout, cells, modes, palette, placement, cursor, ...size }),
  );
  return <canvas ref={ref} role="img" aria-label={label} />;
}
