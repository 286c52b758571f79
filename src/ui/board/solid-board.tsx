import { type PointerEvent, useRef } from 'react';
import type { ThreeModes } from '../../tensor/bilinear.ts';
import type { Cells } from './cells.ts';
import { paintSolid } from './solid-canvas.ts';
import { type Angle, turned } from './solid-layout.ts';
import { useCanvas } from './use-canvas.ts';
import type { FrameSize } from './use-size.ts';

interface SolidProps {
  readonly cells: Cells;
  readonly modes: ThreeModes;
  readonly angle: Angle;
  readonly onTurn: (angle: Angle) => void;
  readonly zoom: number;
  readonly cursor: number | null;
  readonly size: FrameSize;
  readonly label: string;
}

/** Degrees a pixel of dragging. */
const TURN = 0.4;

/** The block of cubes; dragging turns it. */
export function SolidBoard({ cells, modes, angle, onTurn, zoom, cursor, size, label }: SolidProps) {
  const ref = useCanvas(size, (pen, palette) =>
    paintSolid(pen, { cells, modes, palette, angle, zoom, cursor, ...size }),
  );
  const grip = useRef<{ x: number; y: number; angle: Angle } | null>(null);
  const move = (event: PointerEvent) => {
    const held = grip.current;
    if (held === null) return;
    onTurn(turned(held.angle, TURN * (held.x - event.clientX), TURN * (event.clientY - held.y)));
  };
  return (
    <canvas
      ref={ref}
      role="img"
      aria-label={label}
      className="board-solid"
      onPointerDown={(event) => {
        if (event.button > 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: event.clientX, y: event.clientY, angle };
      }}
      onPointerMove={move}
      onPointerUp={() => {
        grip.current = null;
      }}
      onPointerCancel={() => {
        grip.current = null;
      }}
    />
  );
}
