import './styles/index.ts';
import {
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ThreeModes } from '../../tensor/bilinear.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { boardCells } from './cells.ts';
import type { Mode } from './flat-layout.ts';
import { type KeyContext, onBoardKey } from './keys.ts';
import { Legend } from './legend.tsx';
import type { Angle } from './solid-layout.ts';
import { Stage } from './stage.ts';
import { describe, readout, spoken } from './words.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

export interface BoardProps {
  readonly tensor: Tensor;
  /** What the tensor would become, by the move being made; null without one. */
  readonly after: Tensor | null;
  readonly modes: ThreeModes;
  /** Slices are laid out along this mode. */
  readonly mode: Mode;
  /** As a block of cubes instead. */
  readonly solid: boolean;
  /** From where the block is seen, in degrees. */
  readonly view: Angle;
  /** The block has been turned: once a gesture, when it is over. */
  readonly onView: (view: Angle) => void;
  /** Indices, in the tensor's data, of cells that a hint points to. */
  readonly highlight: readonly number[] | null;
  readonly ariaLabel: string;
  /** Its state in words; written here when absent. */
  readonly description?: string;
}

/**
 * The cells of a tensor, as slices or as a block: fills its parent, whose height must be given. It
 * holds what is nobody else's: the zoom, the cell pointed at and the keyboard's cursor.
 */
export function Board(props: BoardProps) {
  const { tensor, after, modes, mode, solid, view, onView, highlight, ariaLabel } = props;
  const cells = useMemo(() => boardCells(tensor, after, highlight), [tensor, after, highlight]);
  const [cursor, setCursor] = useState<number | null>(null);
  const [announced, setAnnounced] = useState('');
  const [zoomed, setZoomed] = useState(false);
  const elements = useRef<Partial<Record<'frame' | 'readout' | 'probe', HTMLElement | null>>>({});
  const svg = useRef<SVGSVGElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const pointed = useRef<SVGPathElement>(null);
  const ring = useRef<SVGPathElement>(null);
  const stage = useRef<Stage | null>(null);
  const id = useId();

  // What the stage's events and the readout see: always the latest.
  const latest = useRef({ cells, modes, onView, cursor, over: null as number | null });
  Object.assign(latest.current, { cells, modes, onView, cursor });
  const [read] = useState(() => () => {
    const { over, cursor: at, cells: now, modes: names } = latest.current;
    const index = over ?? at;
    const element = elements.current.readout;
    // Outside React: the pointer may meet another cell in every frame.
    if (element) {
      element.textContent =
        index === null || index >= now.before.length ? '' : readout(now, names, index);
    }
  });

  useLayoutEffect(() => {
    const { frame, probe } = elements.current;
    if (!frame || !probe || !svg.current || !canvas.current || !pointed.current || !ring.current)
      return;
    const made = new Stage(
      {
        frame,
        probe,
        svg: svg.current,
        canvas: canvas.current,
        pointed: pointed.current,
        cursor: ring.current,
      },
      {
        onPoint: (index) => {
          latest.current.over = index;
          read();
        },
        onPick: (index) => setCursor(index),
        onTurned: (angle) => latest.current.onView(angle),
        onZoomed: (factor) => setZoomed(factor > 1),
      },
    );
    stage.current = made;
    return () => {
      made.dispose();
      stage.current = null;
    };
  }, [read]);

  const { yaw, pitch } = view;
  useLayoutEffect(() => {
    stage.current?.show({ cells, modes, along: mode, solid, angle: { yaw, pitch } });
    read();
  }, [cells, modes, mode, solid, yaw, pitch, read]);
  const shape = tensor.shape.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a tensor of another shape has other cells
  useEffect(() => setCursor(null), [shape]);
  useLayoutEffect(() => {
    stage.current?.setCursor(cursor);
    read();
  }, [cursor, read]);

  const keyDown = (event: KeyboardEvent) => {
    const now = stage.current;
    if (now === null) return;
    const context: KeyContext = {
      cells,
      layout: now.layout,
      solid,
      cursor,
      moveTo: (index) => {
        setCursor(index);
        setAnnounced(spoken(cells, modes, index));
      },
      turn: (byYaw, byPitch) => onView(now.turnBy(byYaw, byPitch)),
      zoom: (factor) => (factor === null ? now.zoomToFit() : now.zoomBy(factor)),
      leave: () => setCursor(null),
    };
    if (onBoardKey(event, context)) {
      // These keys are also the page's.
      event.preventDefault();
      event.stopPropagation();
    }
  };

  return (
    <div className="board">
      <div
        className="board-frame"
        role="application"
        aria-label={`${ariaLabel}: cells`}
        aria-describedby={`${id}-keys`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application has keys of its own
        tabIndex={0}
        onKeyDown={keyDown}
        ref={(element) => {
          elements.current.frame = element;
        }}
      >
        <div
          role="img"
          aria-label={ariaLabel}
          aria-describedby={`${id}-state`}
          className="board-picture"
        >
          <svg ref={svg} className="board-svg" aria-hidden="true" />
          <canvas ref={canvas} className="board-canvas" style={{ display: 'none' }} />
          <svg className="board-overlay" aria-hidden="true">
            <path ref={pointed} className="board-pointed" />
            <path ref={ring} className="board-cursor" />
          </svg>
        </div>
        <span
          className="board-probe"
          aria-hidden="true"
          ref={(element) => {
            elements.current.probe = element;
          }}
        />
      </div>
      <div className="board-bar">
        <p
          className="board-readout"
          aria-hidden="true"
          ref={(element) => {
            elements.current.readout = element;
          }}
        />
        <ZoomButtons
          zoomed={zoomed}
          onZoom={(factor) =>
            factor === null ? stage.current?.zoomToFit() : stage.current?.zoomBy(factor)
          }
        />
        <Legend cells={cells} solid={solid} />
      </div>
      <p className="unseen" aria-live="polite">
        {announced}
      </p>
      <p className="unseen" id={`${id}-state`}>
        {props.description ?? describe(cells)}
      </p>
      <p className="unseen" id={`${id}-keys`}>
        {solid
          ? 'Arrow keys turn the block, page up and page down go through the cells that are not 0.'
          : 'Arrow keys go from cell to cell, with control to the next that is not 0, page up and page down from slice to slice.'}{' '}
        Plus, minus and 0 zoom.
      </p>
    </div>
  );
}
