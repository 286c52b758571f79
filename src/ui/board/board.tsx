import type { ThreeModes } from '../../tensor/bilinear.ts';
import './board.css';
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import type { Tensor } from '../../tensor/tensor.ts';
import { boardCells, cellIndex } from './cells.ts';
import { type Step, stepFlat } from './cursor.ts';
import { FlatCanvas, FlatSvg } from './flat-board.tsx';
import type { Placement } from './flat-canvas.ts';
import { cellAt, fitScale, fittedLayout, type Mode } from './flat-layout.ts';
import { SolidBoard } from './solid-board.tsx';
import { pickSolid } from './solid-canvas.ts';
import { type Angle, turned } from './solid-layout.ts';
import { useSize } from './use-size.ts';
import { useZoom } from './use-zoom.ts';
import { boardWords, legend, readout, spoken } from './words.ts';

interface BoardProps {
  /** The residual. */
  readonly tensor: Tensor;
  /** What the edited move would make of it; null without one. */
  readonly after: Tensor | null;
  readonly modes: ThreeModes;
  /** The mode along which slices are cut. */
  readonly mode: Mode;
  /** As a block of cubes. */
  readonly solid: boolean;
  readonly view: Angle;
  readonly onView: (view: Angle) => void;
  /** Indices of the cells that a hint points to. */
  readonly highlight: readonly number[] | null;
  readonly ariaLabel?: string;
}

/** Boards up to so many cells are SVG. */
const SVG_CELLS = 1500;
/** Degrees an arrow key turns the block. */
const TURN = 10;

const ARROWS: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The residual tensor: its cells, what a move would change, and what is known of the cell pointed at. */
export function Board({ tensor, after, modes, mode, solid, view, onView, highlight }: BoardProps) {
  const frame = useRef<HTMLElement>(null);
  const size = useSize(frame);
  const cells = useMemo(() => boardCells(tensor, after, highlight), [tensor, after, highlight]);
  const { shape } = cells;
  const large = cells.before.length > SVG_CELLS;
  const zoom = useZoom(frame, { drag: !solid, wheel: large || solid });
  const [hovered, setHovered] = useState<number | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);

  const columns = modes[mode].columns;
  const layout = useMemo(
    () => (size === null ? null : fittedLayout(shape, mode, columns, size)),
    [shape, mode, columns, size],
  );
  const placement = useMemo((): Placement => {
    if (layout === null || size === null) return { k: 1, x: 0, y: 0 };
    const fit = fitScale(layout, size);
    const { k, x, y } = zoom.transform;
    return {
      k: k * fit,
      x: (k * (size.width - fit * layout.width)) / 2 + x,
      y: (k * (size.height - fit * layout.height)) / 2 + y,
    };
  }, [layout, size, zoom.transform]);

  const valid = (index: number | null) =>
    index !== null && index < cells.before.length ? index : null;
  const pointed = valid(hovered) ?? valid(cursor);

  const point = (event: PointerEvent<HTMLElement>) => {
    if (layout === null || size === null || event.buttons > 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const { k } = placement;
    setHovered(
      solid
        ? pickSolid({ cells, angle: view, zoom: zoom.transform.k, ...size }, x, y)
        : cellAt(layout, { x: (x - placement.x) / k, y: (y - placement.y) / k }),
    );
  };

  const keyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || layout === null) return;
    const arrow = ARROWS[event.key];
    if (event.key === '+' || event.key === '=') zoom.by(1.4);
    else if (event.key === '-') zoom.by(1 / 1.4);
    else if (event.key === '0') zoom.fit();
    else if (event.key === 'Escape' && cursor !== null) setCursor(null);
    else if (arrow !== undefined && solid) onView(turned(view, -TURN * arrow[0], TURN * arrow[1]));
    else if (arrow !== undefined) {
      const step: Step = { across: arrow[0], down: arrow[1], toDrawn: event.shiftKey };
      setHovered(null);
      setCursor(
        valid(cursor) === null
          ? cellIndex(shape, [0, 0, 0])
          : stepFlat(layout, cells, cursor!, step),
      );
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const label = boardWords(cells, modes);
  const picture = { cells, modes, cursor: valid(cursor), size: size!, label };
  return (
    <div className="board">
      <section
        ref={frame}
        className="board-frame"
        aria-label={
          solid
            ? 'The board in 3D: arrow keys turn it, plus and minus zoom'
            : 'The board: arrow keys walk over the cells, with Shift to the next that is not 0; plus and minus zoom'
        }
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys, as its label says
        tabIndex={0}
        data-zoomed={zoom.transform.k > 1}
        onKeyDown={keyDown}
        onPointerMove={point}
        onPointerLeave={() => setHovered(null)}
        onBlur={() => setCursor(null)}
      >
        {size !== null && layout !== null && (
          <>
            {solid && (
              <SolidBoard {...picture} angle={view} onTurn={onView} zoom={zoom.transform.k} />
            )}
            {!solid && large && <FlatCanvas {...picture} layout={layout} placement={placement} />}
            {!solid && !large && <FlatSvg {...picture} layout={layout} placement={placement} />}
          </>
        )}
      </section>
      <div className="board-foot">
        <p className="board-readout">
          {pointed !== null ? readout(cells, modes, pointed) : <Legend entries={legend(cells)} />}
        </p>
        <span className="unseen" aria-live="polite">
          {cursor !== null && valid(cursor) !== null && !solid ? spoken(cells, modes, cursor) : ''}
        </span>
        <div className="board-zoom">
          <button type="button" aria-label="Zoom in" onClick={() => zoom.by(1.4)}>
            +
          </button>
          <button type="button" aria-label="Zoom out" onClick={() => zoom.by(1 / 1.4)}>
            −
          </button>
          <button type="button" onClick={zoom.fit} disabled={zoom.transform.k === 1}>
            Fit
          </button>
        </div>
      </div>
    </div>
  );
}

function Legend({ entries }: { readonly entries: ReturnType<typeof legend> }) {
  return entries.map(({ kind, count, words }) => (
    <span key={kind} className="board-key" data-kind={kind}>
      <i aria-hidden="true" /> {count} {words}
    </span>
  ));
}
