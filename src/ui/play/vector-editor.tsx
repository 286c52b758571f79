import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react';
import { type ModeLabels, subscripted } from '../../tensor/bilinear.ts';
import { type Alphabet, formatCoefficient, stepped, typed } from './coefficients.ts';

export type Factor = 'u' | 'v' | 'w';

interface VectorEditorProps {
  readonly factor: Factor;
  readonly labels: ModeLabels;
  readonly values: Int8Array;
  readonly alphabet: Alphabet;
  readonly onChange: (index: number, value: number) => void;
  /** Enter was pressed in it. */
  readonly onEnter: () => void;
}

/**
 * One factor of the move, laid out as the matrix that it picks from. A click steps a coefficient,
 * dragging paints it, digits and the minus set it, arrow keys move.
 */
export function VectorEditor({
  factor,
  labels,
  values,
  alphabet,
  onChange,
  onEnter,
}: VectorEditorProps) {
  const [at, setAt] = useState(0);
  const [minus, setMinus] = useState(false);
  const painting = useRef<{ value: number; last: number } | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const captionId = useId();
  const { rows, columns, names } = labels;
  const focused = Math.min(at, names.length - 1);

  const focus = (index: number) => {
    setAt(index);
    setMinus(false);
    grid.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const row = Math.floor(focused / columns);
    const column = focused % columns;
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: Math.max(0, focused - 1),
      ArrowRight: Math.min(names.length - 1, focused + 1),
      ArrowUp: row > 0 ? focused - columns : focused,
      ArrowDown: row < rows - 1 ? focused + columns : focused,
      Home: focused - column,
      End: focused - column + columns - 1,
    };
    const to = moves[key];
    const value = values[focused] ?? 0;
    const entered = typed(key, minus, alphabet);
    if (to !== undefined) focus(to);
    else if (entered !== null) {
      onChange(focused, entered);
      setMinus(false);
    } else if (key === '-' || key === '−') {
      // A minus turns what is there, and is also the first half of “-1” typed over it.
      if (alphabet.arithmetic !== 'z2') setMinus(true);
      if (alphabet.arithmetic !== 'z2' && value !== 0) onChange(focused, -value);
    } else if (key === ' ') onChange(focused, stepped(value, alphabet, event.shiftKey ? -1 : 1));
    else if (key === 'Backspace' || key === 'Delete') onChange(focused, 0);
    else if (key === 'Enter') onEnter();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const pointerDown = (event: PointerEvent) => {
    const index = indexAt(event.target);
    if (index === null || event.button > 0) return;
    // A touch captures its pointer, and the cells passed over would not hear of it.
    const { target, pointerId } = event;
    if (target instanceof Element && target.hasPointerCapture(pointerId)) {
      target.releasePointerCapture(pointerId);
    }
    const value = stepped(values[index] ?? 0, alphabet, event.shiftKey ? -1 : 1);
    painting.current = { value, last: index };
    onChange(index, value);
    setAt(index);
  };
  const pointerMove = (event: PointerEvent) => {
    const paint = painting.current;
    if (paint === null) return;
    if (event.buttons === 0) {
      painting.current = null;
      return;
    }
    const index = indexAt(event.target);
    if (index === null || index === paint.last) return;
    paint.last = index;
    onChange(index, paint.value);
  };

  const picked = [...values].filter((c) => c !== 0).length;
  return (
    <div className="vector" data-guide={factor} data-side={Math.max(rows, columns)}>
      <p className="vector-name" id={captionId}>
        <i>{factor}</i> <span>from {labels.letter.toUpperCase()}</span>
        <span className="unseen">
          , {picked} of {names.length} chosen
        </span>
      </p>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA's grid, on the elements made for it
        role="grid"
        aria-labelledby={captionId}
        data-factor={factor}
        onPointerDown={pointerDown}
        onPointerMove={pointerMove}
        onPointerUp={() => {
          painting.current = null;
        }}
      >
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its position
            <tr key={row}>
              {names.slice(row * columns, (row + 1) * columns).map((name, column) => {
                const index = row * columns + column;
                const value = values[index] ?? 0;
                const pending = minus && index === focused && value === 0;
                return (
                  <td
                    key={name}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: as above
                    role="gridcell"
                    tabIndex={index === focused ? 0 : -1}
                    data-index={index}
                    data-sign={Math.sign(value)}
                    aria-label={`${subscripted(name)}: ${formatCoefficient(value)}`}
                    onKeyDown={keyDown}
                    onFocus={() => setAt(index)}
                    onBlur={() => setMinus(false)}
                  >
                    <span className="vector-entry">{subscripted(name)}</span>
                    <span className="vector-value">{pending ? '−' : formatCoefficient(value)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The coordinate of the cell that an event happened in; null outside of all. */
function indexAt(target: EventTarget): number | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return cell === null ? null : Number(cell.getAttribute('data-index'));
}
