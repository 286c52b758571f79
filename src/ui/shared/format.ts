/** Numbers in words and figures, the same way everywhere on the page. */

const count = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** '12,345' */
export function formatCount(value: number): string {
  return count.format(value);
}

/** '77.3K' */
export function formatShort(value: number): string {
  return short.format(value);
}

/** Four digits at most: '3.217', '−41.2', '1,204'. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 100) return count.format(value).replace('-', '−');
  return value.toFixed(size >= 10 ? 1 : size >= 1 ? 2 : 3).replace('-', '−');
}

/** '2:05', '1:02:05' */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

/** 'about 40 s', 'about 3 min', 'about 2 h': rounded as an estimate deserves. */
export function formatEstimate(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 90) return `about ${Math.round(seconds / 5) * 5} s`;
  if (seconds < 90 * 60) return `about ${Math.round(seconds / 60)} min`;
  return `about ${Math.round(seconds / 3600)} h`;
}

/** '12 MB' */
export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${count.format(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${count.format(bytes / 1e6)} MB`;
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** '43 %'; what is there but rounds to nothing is '< 1 %'. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return '< 1 %';
  return `${Math.round(100 * share)} %`;
}

/** '2×2×2' */
export function formatTarget(size: readonly number[]): string {
  return size.join('×');
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** 'a₁₂' for row 1 and column 2 */
export function entryName(matrix: string, row: number, column: number): string {
  const digits = `${row}${column}`;
  return matrix + [...digits].map((digit) => SUBSCRIPTS[Number(digit)]).join('');
}
