/** WGSL that adds up parts: what workgroups summed for themselves. */

import { BUILTINS } from './kernels.ts';

const THREADS = 256;
/** Threads that the parts of one sum are worth, unless a thread had to add up many. */
const MOST_THREADS = 32768;

/** Parts to add up; lengths and offsets in words of the buffers. */
export interface Adding {
  /** Their buffer, and how many there are. */
  readonly parts: string;
  readonly count: number;
  /** What lies side by side in each part, and where its sum goes. */
  readonly sums: readonly {
    readonly words: number;
    readonly into: string;
    readonly offset: number;
  }[];
}

/** A kernel that does all of them, each by workgroups of its own; `type` is that of a word. */
export function addingKernel(
  type: string,
  all: readonly Adding[],
): { code: string; workgroups: [number, number, number] } {
  let groups = 0;
  const calls: string[] = [];
  const functions = all.map((adding, i) => {
    const columns = adding.sums.reduce((sum, { words }) => sum + words, 0);
    const lanes = lanesOf(columns, adding.count);
    calls.push(`if (group.x < ${groups + Math.ceil((columns * lanes) / THREADS)}u) {
    add${i}(group.x - ${groups}u, local);
    return;
  }`);
    groups += Math.ceil((columns * lanes) / THREADS);
    return addingCode(`add${i}`, type, adding, columns, lanes);
  });
  return {
    code: `
var<workgroup> partial: array<${type}, ${THREADS}>;
${functions.join('\n')}
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  ${calls.join('\n  ')}
}`,
    workgroups: [groups, 1, 1],
  };
}

/** Lanes share the parts of a column; few columns or many parts take more of them. */
function lanesOf(columns: number, count: number): number {
  let lanes = 1;
  while (
    lanes < 64 &&
    lanes * 4 < count &&
    (columns * lanes < MOST_THREADS || lanes * 64 < count)
  ) {
    lanes *= 2;
  }
  return lanes;
}

function addingCode(
  name: string,
  type: string,
  { parts, count, sums }: Adding,
  columns: number,
  lanes: number,
): string {
  const perGroup = THREADS / lanes;
  let from = 0;
  const writes = sums.map(({ words, into, offset }) => {
    const first = from;
    from += words;
    return `if (column >= ${first}u && column < ${from}u) { ${into}[column - ${first}u + ${offset}u] = total; }`;
  });
  const addLanes = `partial[local] = total;
  workgroupBarrier();
  for (var step = ${lanes}u / 2u; step > 0u; step /= 2u) {
    if (lane < step) { partial[local] += partial[local + step * ${perGroup}u]; }
    workgroupBarrier();
  }
  total = partial[local];`;
  return `fn ${name}(group: u32, local: u32) {
  let column = group * ${perGroup}u + local % ${perGroup}u;
  let lane = local / ${perGroup}u;
  var total = ${type}();
  if (column < ${columns}u) {
    for (var part = lane; part < ${count}u; part += ${lanes}u) {
      total += ${parts}[part * ${columns}u + column];
    }
  }
  ${lanes > 1 ? addLanes : ''}
  if (lane == 0u) {
    ${writes.join('\n    ')}
  }
}`;
}
