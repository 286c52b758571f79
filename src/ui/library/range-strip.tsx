import type { SizeRow } from './size-rows.ts';

const WIDTH = 150;
const HEIGHT = 18;
const EDGE = 7;

/**
 * Where a size's ranks lie between the best known (left) and the school method (right): AlphaTensor's
 * as rings, those of the library as filled marks. The numbers stand in the row's other cells.
 */
export function RangeStrip({ row }: { readonly row: SizeRow }) {
  const { known, found } = row;
  const best = Math.min(
    known.z2,
    known.q,
    found.z2?.rank ?? known.z2,
    found.standard?.rank ?? known.q,
  );
  const x = (rank: number) =>
    EDGE + ((WIDTH - 2 * EDGE) * (rank - best)) / Math.max(1, known.naive - best);
  const middle = HEIGHT / 2;
  return (
    <svg className="range-strip" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <line x1={EDGE} x2={WIDTH - EDGE} y1={middle} y2={middle} />
      {known.at_z2 !== null && (
        <circle className="range-at" cx={x(known.at_z2)} cy={middle} r={5} />
      )}
      {known.at_std !== null && (
        <circle className="range-at" cx={x(known.at_std)} cy={middle} r={5} />
      )}
      <path className="range-known" d={`M${x(known.z)},${middle - 6}v12`} />
      <path className="range-known" d={`M${x(known.z2)},${middle - 6}v12`} />
      {found.z2 !== null && (
        <rect
          className="range-found"
          x={x(found.z2.rank) - 3.5}
          y={middle - 3.5}
          width={7}
          height={7}
        />
      )}
      {found.standard !== null && (
        <circle className="range-found" cx={x(found.standard.rank)} cy={middle} r={4} />
      )}
    </svg>
  );
}

const SIGNS = [
  { name: 'best known', sign: <path className="range-known" d="M7,2v12" /> },
  { name: 'AlphaTensor', sign: <circle className="range-at" cx={7} cy={8} r={5} /> },
  {
    name: 'yours, modulo 2',
    sign: <rect className="range-found" x={3.5} y={4.5} width={7} height={7} />,
  },
  {
    name: 'yours, integers or fractions',
    sign: <circle className="range-found" cx={7} cy={8} r={4} />,
  },
];

/** What the marks of a strip stand for. */
export function RangeLegend() {
  return (
    <p className="range-legend">
      {SIGNS.map(({ name, sign }) => (
        <span key={name}>
          <svg width={14} height={16} aria-hidden="true">
            {sign}
          </svg>
          {name}
        </span>
      ))}
    </p>
  );
}
