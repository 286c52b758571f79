import type { Entry, SizeResult } from '../../latency/results.ts';
import type { Ratio } from '../../latency/statistics.ts';
import { formatBytes } from '../shared/format.ts';
import { rateText } from './draw-rates.ts';
import { useProbeView } from './probe-context.ts';
import { contenderName } from './series.ts';

/** A table a size, the largest first. */
export function ResultsTables() {
  const results = useProbeView((view) => view.results);
  return (
    <>
      {[...results].reverse().map((result) => (
        <SizeTable key={result.shape.join('x')} result={result} />
      ))}
    </>
  );
}

function SizeTable({ result }: { readonly result: SizeResult }) {
  const [n] = result.shape;
  const title = `n = ${n}, ${result.precision === 'f32' ? '32-bit' : '16-bit'} floats`;
  const id = `probe-size-${n}`;
  return (
    <div className="card probe-table">
      <h2 id={id}>{title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key */}
      <section className="probe-scroll" aria-labelledby={id} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Contender</th>
              <th scope="col">Effective rate</th>
              <th scope="col">Against the standard product</th>
              <th scope="col">Relative error, most (mean)</th>
              <th scope="col">Kernel</th>
            </tr>
          </thead>
          <tbody>
            {result.entries.map((entry) => (
              <EntryRow key={entry.name} entry={entry} />
            ))}
          </tbody>
        </table>
      </section>
      <Remarks result={result} />
    </div>
  );
}

function EntryRow({ entry }: { readonly entry: Entry }) {
  const { name, gflops, seconds, ratio, error, kind } = entry;
  return (
    <tr>
      <th scope="row">{contenderName(name)}</th>
      <td>
        {rateText(gflops)}
        <small>{time(seconds.median)}</small>
      </td>
      <td>{kind === 'classic' ? '–' : ratioText(ratio)}</td>
      <td>{error === null ? 'not checked' : `${short(error.max)} (${short(error.mean)})`}</td>
      <td>
        {kernelText(entry)}
        <small>{methodText(entry)}</small>
      </td>
    </tr>
  );
}

function ratioText(ratio: Ratio | null) {
  if (ratio === null) return 'no samples';
  const interval = `${ratio.low.toFixed(3)} to ${ratio.high.toFixed(3)}`;
  if (!ratio.differs) {
    return (
      <>
        no difference<small>{interval}</small>
      </>
    );
  }
  const word = ratio.ratio > 1 ? 'faster' : 'slower';
  return (
    <>
      {ratio.ratio.toFixed(3)}× ({word})<small>{interval}</small>
    </>
  );
}

const VARIANTS: Readonly<Record<NonNullable<Entry['variant']>, string>> = {
  exact: 'exact fit',
  padded: 'padded',
  guarded: 'bounds checked',
  separate: 'additions apart, products together',
  sequence: 'fused, one dispatch',
  dispatches: 'fused, a dispatch a product',
  half: 'sums of A and B apart, products added from registers',
};

function kernelText({ variant, tile, workspace }: Entry): string {
  if (variant === null) return 'its own';
  const more = workspace === null || workspace === 0 ? '' : `, ${formatBytes(workspace)} workspace`;
  return `${VARIANTS[variant]}; ${tile}${more}`;
}

function methodText({ method, runs, samples, dropped }: Entry): string {
  const clock = method === 'timestamps' ? 'GPU timestamps' : `no timestamps: ${method}`;
  return `${clock}, ${samples.length} samples of at least ${runs} ${runs === 1 ? 'product' : 'products'}, ${dropped} dropped`;
}

/** What was left out, what never settled, what drifted. */
function Remarks({ result }: { readonly result: SizeResult }) {
  const warm = result.entries.filter(({ drift }) => Math.abs(drift) > 0.03);
  const restless = result.entries.filter(({ settled }) => !settled);
  const remarks = [
    ...result.leftOut.map(({ name, reason }) => `${contenderName(name)} is left out. ${reason}`),
    ...warm.map(
      ({ name, drift }) =>
        `${contenderName(name)} became ${Math.abs(Math.round(100 * drift))} % ${drift > 0 ? 'slower' : 'faster'} from the first third of the rounds to the last: clock, temperature or load drifted.`,
    ),
    ...restless.map(
      ({ name }) => `${contenderName(name)} did not settle within 3 % while warming up.`,
    ),
  ];
  if (remarks.length === 0) return null;
  return (
    <ul className="probe-remarks">
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  );
}

function short(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}

function time(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const milliseconds = seconds * 1000;
  return milliseconds >= 0.1
    ? `${Number(milliseconds.toPrecision(3))} ms`
    : `${Number((1000 * milliseconds).toPrecision(3))} µs`;
}
