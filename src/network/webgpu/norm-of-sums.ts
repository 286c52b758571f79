import { inGrid, pairRows } from './grid-rows.ts';
import type { Place } from './product.ts';
import type { Tile } from './tiles.ts';

/** Workgroup memory for `normGradientOfSums`. */
export function sharesCode(tile: Tile): string {
  return `var<workgroup> shares: array<vec4<f32>, ${sharesOf(tile)}>;`;
}

/** Words of workgroup memory that `normGradientOfSums` takes beside the product's own. */
export function sharesOf({ rows, columns, threadRows, threadColumns }: Tile): number {
  const threads = (rows / threadRows) * (columns / threadColumns);
  return threads * Math.max(threadRows / 2, threadColumns / 2);
}

/**
 * WGSL for the end of a product that gives the gradient of normal rows, a whole row to a workgroup: from
 * it the gradient of the rows themselves, plus `skip`, into `dx`; and this workgroup's sums of the gradients
 * of gain and bias, into `partial`. `statistics` holds mean and inverse deviation of each row of `x`, then
 * the gain: see `normalise`.
 * @param pair size of the grids `da` and `db`, where the gradient comes in these
 * @param skipPair size of the grids `skipA` and `skipB`, where `skip` lies in these
 */
export function normGradientOfSums(
  rows: number,
  channels: number,
  pair: number | null,
  skipPair: number | null,
): (place: Place) => string {
  const words = channels / 4;
  return ({ tile, across, rowOf, columnOf, sumOf }) => {
    const [lines, quads] = [tile.threadRows, tile.threadColumns / 4];
    const downs = tile.rows / lines;
    const threads = across * downs;
    const each = (n: number, line: (i: number) => string) =>
      Array.from({ length: n }, (_, i) => line(i)).join('\n  ');
    const share = (i: number, cell: string) => `shares[${i * threads}u + ${cell}]`;
    const normal = (j: number) => `(x[row * ${words}u + word${j}] - known.x) * known.y`;
    const sum = (line: (j: number) => string) =>
      Array.from({ length: quads }, (_, j) => line(j)).join(' + ');
    /** This thread's part of two sums over row i: of what is to be centred, and of it times the normal row. */
    const addLine = (i: number, [first, second]: readonly [string, string]) => `{
    let row = min(${rowOf(i)}, ${rows - 1}u);
    let known = statistics[row];
    ${each(
      quads,
      (j) => `let normal${j} = ${normal(j)};
    let slope${j} = ${sumOf(i, j)} * gain${j};
    dGain${j} += ${sumOf(i, j)} * normal${j};
    dBias${j} += ${sumOf(i, j)};`,
    )}
    own.${first} = ${sum((j) => `dot(slope${j}, vec4<f32>(1.0))`)};
    own.${second} = ${sum((j) => `dot(slope${j}, normal${j})`)};
  }`;
    const fetchLine = (i: number, which: number) => `
    let line${which} = min(${rowOf(i)}, ${rows - 1}u);
    ${each(
      quads,
      (j) => `let x${which}${j} = x[line${which} * ${words}u + word${j}];
    ${skipPair === null ? `let skip${which}${j} = skip[line${which} * ${words}u + word${j}];` : `var skip${which}${j}: vec4<f32>;`}`,
    )}
    ${
      skipPair === null
        ? ''
        : `{
      let row = line${which};
      ${pairRows(skipPair).find}
      ${inGrid(['skipA', 'skipB'], (name) => each(quads, (j) => `skip${which}${j} = ${name}[gridRow * ${words}u + word${j}];`))}
    }`
    }
    let known${which} = statistics[line${which}];`;
    const writeLine = (i: number, which: number) => `{
      let row = ${rowOf(i)};
      if (row < ${rows}u) {
        let known = known${which};
        let means = all.${which === 0 ? 'xy' : 'zw'} / ${channels.toFixed(1)};
        ${each(
          quads,
          (j) => `let normal${j} = (x${which}${j} - known.x) * known.y;
        let value${j} = known.y * (${sumOf(i, j)} * gain${j} - means.x - normal${j} * means.y) + skip${which}${j};`,
        )}
        ${
          pair === null
            ? each(quads, (j) => `dx[row * ${words}u + word${j}] = value${j};`)
            : `${pairRows(pair).find}
        ${inGrid(['da', 'db'], (name) => each(quads, (j) => `${name}[gridRow * ${words}u + word${j}] = value${j};`))}`
        }
      }
    }`;
    return `
  let cell = down * ${across}u + along;
  ${each(
    quads,
    (j) => `let word${j} = (${columnOf(j)}) / 4u;
  let gain${j} = vec4<f32>(statistics[${rows}u + 2u * word${j}], statistics[${rows + 1}u + 2u * word${j}]);
  var dGain${j} = vec4<f32>();
  var dBias${j} = vec4<f32>();`,
  )}
  ${each(
    lines / 2,
    (p) => `{
    var own = vec4<f32>();
    ${addLine(2 * p, ['x', 'y'])}
    ${addLine(2 * p + 1, ['z', 'w'])}
    ${share(p, 'cell')} = own;
  }`,
  )}
  workgroupBarrier();
  for (var step = ${across / 2}u; step > 0u; step /= 2u) {
    if (along < step) { ${each(lines / 2, (p) => `${share(p, 'cell')} += ${share(p, 'cell + step')};`)} }
    workgroupBarrier();
  }
  ${each(
    lines / 2,
    (p) => `{
    let all = ${share(p, 'cell - along')};
    ${fetchLine(2 * p, 0)}
    ${fetchLine(2 * p + 1, 1)}
    ${writeLine(2 * p, 0)}
    ${writeLine(2 * p + 1, 1)}
  }`,
  )}
  workgroupBarrier();
  ${each(quads, (j) => `${share(j, 'cell')} = dGain${j};\n  ${share(quads + j, 'cell')} = dBias${j};`)}
  workgroupBarrier();
  for (var at = local; at < ${2 * words}u; at += ${threads}u) {
    // The quads of gains, then those of biases, as they lie in a row.
    let start = at / ${across}u * ${threads}u + at % ${across}u;
    var total = vec4<f32>();
    for (var line = 0u; line < ${downs}u; line++) { total += shares[start + line * ${across}u]; }
    partial[group.y * ${2 * words}u + at] = total;
  }`;
  };
}
