import { useEffect, useMemo, useRef } from 'react';
import { pathTo } from '../../game/line-tree.ts';
import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import { layoutLine } from './line-layout.ts';
import { usePlay, usePlayState } from './play-context.ts';
import { outputsOfTerm, productFormula } from './term-formulas.ts';

/** Pixels from one move to the next, and from a line to its variation. */
const STEP = 30;
const HALF = STEP / 2;

/** The moves with all variations: click one to go there, or walk with the arrow keys. */
export function LineCard() {
  const play = usePlay();
  const tree = usePlayState((state) => state.tree);
  const modes = usePlayState((state) => state.target.modes);
  const layout = useMemo(() => layoutLine(tree), [tree]);
  const path = useMemo(() => new Set([0, ...pathTo(tree, tree.at)]), [tree]);
  const scroller = useRef<HTMLDivElement>(null);
  const here = layout.places[tree.at];
  useEffect(() => {
    const element = scroller.current;
    if (element === null || here === undefined) return;
    // Only the drawing scrolls: scrollIntoView would move the page as well.
    const x = here.column * STEP + HALF;
    const y = here.row * STEP + HALF;
    if (x < element.scrollLeft + STEP || x > element.scrollLeft + element.clientWidth - STEP) {
      element.scrollLeft = x - element.clientWidth / 2;
    }
    if (y < element.scrollTop || y > element.scrollTop + element.clientHeight) {
      element.scrollTop = y - element.clientHeight / 2;
    }
    if (element.contains(document.activeElement)) {
      element.querySelector<HTMLElement>('[aria-current]')?.focus({ preventScroll: true });
    }
  }, [here]);

  return (
    <section className="card line-card" aria-labelledby="line-title" data-guide="line">
      <div className="card-head">
        <h2 id="line-title">Line</h2>
        <div className="card-tools">
          <ActionButton action={ACTIONS.undo}>
            <span aria-hidden="true">←</span>
          </ActionButton>
          <ActionButton action={ACTIONS.redo}>
            <span aria-hidden="true">→</span>
          </ActionButton>
          <ActionButton action={ACTIONS.previousVariation}>
            <span aria-hidden="true">↑</span>
          </ActionButton>
          <ActionButton action={ACTIONS.nextVariation}>
            <span aria-hidden="true">↓</span>
          </ActionButton>
          <ActionButton action={ACTIONS.remove}>
            <span aria-hidden="true">✕</span>
          </ActionButton>
        </div>
      </div>
      <div className="line-scroll" ref={scroller}>
        <div
          className="line-tree"
          style={{ width: layout.columns * STEP, height: layout.rows * STEP }}
        >
          <svg aria-hidden="true" width={layout.columns * STEP} height={layout.rows * STEP}>
            {layout.places.map(({ node, column, row }) => {
              const parent = layout.places[tree.nodes[node]!.parent];
              if (parent === undefined) return null;
              return (
                <path
                  key={node}
                  className={path.has(node) ? 'line-edge line-edge-here' : 'line-edge'}
                  d={edge(parent.column, parent.row, column, row)}
                />
              );
            })}
          </svg>
          {layout.places.map(({ node, column, row }) => {
            const { term } = tree.nodes[node]!;
            const isHere = node === tree.at;
            const words =
              term === null
                ? 'The start'
                : `${productFormula(term, modes, column).text} → ${outputsOfTerm(term, modes).text}`;
            return (
              <button
                type="button"
                key={node}
                className={path.has(node) ? 'line-node line-node-path' : 'line-node'}
                style={{ left: column * STEP + HALF, top: row * STEP + HALF }}
                title={words}
                aria-label={words}
                aria-current={isHere ? 'step' : undefined}
                tabIndex={isHere ? 0 : -1}
                onClick={() => play.goTo(node)}
              >
                {term === null ? '' : column}
              </button>
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** Along the row, or down from the parent and then along. */
function edge(fromColumn: number, fromRow: number, toColumn: number, toRow: number): string {
  const [x0, y0] = [fromColumn * STEP + HALF, fromRow * STEP + HALF];
  const [x1, y1] = [toColumn * STEP + HALF, toRow * STEP + HALF];
  return y0 === y1
    ? `M${x0},${y0}H${x1}`
    : `M${x0},${y0}V${y1 - 8}Q${x0},${y1} ${x0 + 8},${y1}H${x1}`;
}
