import { useMemo } from 'react';
import type { Tensor } from '../../tensor/tensor.ts';
import { CELL, cellCorner, fittedLayout, sliceCorner } from '../board/flat-layout.ts';

interface ResidualThumbProps {
  readonly residual: Tensor;
  /** Columns of the result's matrix: slices lie as its entries do. */
  readonly columns: number;
  readonly label: string;
}

const FRAME = { width: 300, height: 150 };

/** What is left of the target, small: a square for plus, a bar for minus, as on the board from afar. */
export function ResidualThumb({ residual, columns, label }: ResidualThumbProps) {
  const { layout, plus, minus, grids } = useMemo(() => {
    const laid = fittedLayout(residual.shape, 2, columns, FRAME);
    const cells = [...residual.data.entries()].filter(([, value]) => value !== 0);
    const path = (sign: number) =>
      cells
        .filter(([, value]) => Math.sign(value) === sign)
        .map(([index]) => {
          const { x, y } = cellCorner(laid, index);
          return sign > 0
            ? `M${x + 2} ${y + 2}h${CELL - 4}v${CELL - 4}h${4 - CELL}z`
            : `M${x + 2} ${y + CELL * 0.32}h${CELL - 4}v${CELL * 0.36}h${4 - CELL}z`;
        })
        .join('');
    return {
      layout: laid,
      plus: path(1),
      minus: path(-1),
      grids: Array.from({ length: residual.shape[2] }, (_, slice) => sliceCorner(laid, slice)),
    };
  }, [residual, columns]);
  const [rows, across] = residual.shape;
  return (
    <svg
      className="residual-thumb"
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="img"
      aria-label={label}
    >
      {grids.map(({ x, y }) => (
        <rect
          key={`${x} ${y}`}
          className="residual-grid"
          x={x}
          y={y}
          width={across * CELL}
          height={rows * CELL}
          rx="4"
        />
      ))}
      <path className="residual-plus" d={plus} />
      <path className="residual-minus" d={minus} />
    </svg>
  );
}
