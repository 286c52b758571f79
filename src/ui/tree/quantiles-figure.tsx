import { formatValue } from '../shared/format.ts';

interface QuantilesFigureProps {
  /** Of the expected return from the node, by level. */
  readonly quantiles: readonly number[];
  /** What the search used. */
  readonly value: number;
  /** What the search found: the mean of what was backed up. */
  readonly mean: number;
}

const WIDTH = 300;
const HEIGHT = 62;
const SIDE = 14;
const BASE = 40;

/** The network's quantiles as a row of strokes, and where the search came to think otherwise. */
export function QuantilesFigure({ quantiles, value, mean }: QuantilesFigureProps) {
  const sorted = [...quantiles].sort((a, b) => a - b);
  const all = [...sorted, value, mean].filter(Number.isFinite);
  const least = Math.min(...all);
  const span = Math.max(0.5, Math.max(...all) - least);
  const x = (at: number) => SIDE + ((at - least) / span) * (WIDTH - 2 * SIDE);
  const words = `Quantiles of the return: ${sorted.map(formatValue).join(', ')}; used ${formatValue(value)}; found ${formatValue(mean)}`;
  return (
    <svg className="quantiles" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
      <path className="quantiles-axis" d={`M${SIDE} ${BASE}H${WIDTH - SIDE}`} />
      <rect
        className="quantiles-middle"
        x={x(sorted[Math.floor(sorted.length / 4)]!)}
        y={BASE - 14}
        width={Math.max(
          1,
          x(sorted[Math.ceil((3 * sorted.length) / 4) - 1]!) -
            x(sorted[Math.floor(sorted.length / 4)]!),
        )}
        height={28}
        rx="3"
      />
      {sorted.map((at, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a quantile is its level
        <path key={i} className="quantiles-stroke" d={`M${x(at)} ${BASE - 11}v22`} />
      ))}
      <path className="quantiles-used" d={`M${x(value)} ${BASE - 16}l-5 -8h10z`} />
      <text x={x(value)} y={11} textAnchor={anchor(x(value))}>
        used {formatValue(value)}
      </text>
      <circle className="quantiles-found" cx={x(mean)} cy={BASE} r="4.5" />
      <text x={x(mean)} y={HEIGHT - 1} textAnchor={anchor(x(mean))}>
        found {formatValue(mean)}
      </text>
    </svg>
  );
}

function anchor(x: number): 'start' | 'middle' | 'end' {
  return x < 50 ? 'start' : x > WIDTH - 50 ? 'end' : 'middle';
}
