/**
 * Where the nodes of a drawn tree lie: a column for each depth, and within it, from top to bottom, no
 * two nodes closer than their sizes allow and no two branches crossing (Wetherell and Shannon, Tidy
 * drawings of trees, 1979, for m-ary trees: linear in nodes times depth). Lengths are in units of the
 * drawing.
 */

export interface LayoutRequest {
  /** [nodes] index of the parent, smaller than its own; −1 at the root, which is node 0 */
  readonly parent: Int32Array;
  /** [nodes] height that the node takes in its column */
  readonly size: Float32Array;
  /** [nodes] heavier children lie above lighter ones; equal ones in their order */
  readonly weight: Float32Array;
}

export interface Layout {
  /** [nodes] */
  readonly depth: Int32Array;
  /** [nodes] the middle, from 0 downwards */
  readonly y: Float32Array;
  /** [nodes] all of them, column by column and from top to bottom within each */
  readonly order: Int32Array;
  /** [columns + 1] where each column begins in `order` */
  readonly columns: Int32Array;
  readonly height: number;
}

export function layoutTree({ parent, size, weight }: LayoutRequest): Layout {
  const count = parent.length;
  const { first, children } = childrenOf(parent, weight);
  const depth = new Int32Array(count);
  let deepest = 0;
  for (let node = 1; node < count; node++) {
    depth[node] = depth[parent[node]!]! + 1;
    deepest = Math.max(deepest, depth[node]!);
  }
  const preorder = preorderOf(first, children, count);

  const y = new Float64Array(count);
  /** By how much all below a node moves with it. */
  const shift = new Float64Array(count);
  /** [nodes] the deepest column of its branch */
  const reach = depth.slice();
  /** [columns] the end of what has been placed */
  const end = new Float64Array(deepest + 1);
  for (const node of postorderOf(first, children, count)) {
    const column = depth[node]!;
    const half = size[node]! / 2;
    const least = end[column]! + half;
    const from = first[node]!;
    const to = first[node + 1]!;
    if (from === to) {
      y[node] = least;
    } else {
      const middle = (y[children[from]!]! + y[children[to - 1]!]!) / 2;
      y[node] = Math.max(middle, least);
      shift[node] = y[node]! - middle;
      for (let at = column + 1; at <= reach[node]!; at++) end[at]! += shift[node]!;
    }
    end[column] = y[node]! + half;
    const above = parent[node]!;
    if (above >= 0) reach[above] = Math.max(reach[above]!, reach[node]!);
  }

  const final = new Float32Array(count);
  let height = 0;
  for (const node of preorder) {
    const above = parent[node]!;
    // By now `shift` of the parent holds what all of its own ancestors moved by, too.
    if (above >= 0) {
      y[node]! += shift[above]!;
      shift[node]! += shift[above]!;
    }
    final[node] = y[node]!;
    height = Math.max(height, y[node]! + size[node]! / 2);
  }
  return { depth, y: final, ...columnsOf(preorder, depth, deepest), height };
}

/** The children of all nodes in one array, and where those of each begin. */
function childrenOf(
  parent: Int32Array,
  weight: Float32Array,
): { first: Int32Array; children: Int32Array } {
  const count = parent.length;
  const first = new Int32Array(count + 1);
  for (let node = 1; node < count; node++) first[parent[node]! + 1]!++;
  for (let node = 0; node < count; node++) first[node + 1]! += first[node]!;
  const filled = first.slice(0, count);
  const children = new Int32Array(Math.max(0, count - 1));
  for (let node = 1; node < count; node++) children[filled[parent[node]!]!++] = node;
  for (let node = 0; node < count; node++) {
    if (first[node + 1]! - first[node]! < 2) continue;
    children
      .subarray(first[node]!, first[node + 1]!)
      .sort((a, b) => weight[b]! - weight[a]! || a - b);
  }
  return { first, children };
}

function preorderOf(first: Int32Array, children: Int32Array, count: number): Int32Array {
  const order = new Int32Array(count);
  const stack = [0];
  let at = 0;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    order[at++] = node;
    for (let child = first[node + 1]! - 1; child >= first[node]!; child--) {
      stack.push(children[child]!);
    }
  }
  return order;
}

/** Children in order, then their parent. */
function postorderOf(first: Int32Array, children: Int32Array, count: number): Int32Array {
  // The mirror image of a preorder that takes children from the last to the first.
  const order = new Int32Array(count);
  const stack = [0];
  let at = count;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    order[--at] = node;
    for (let child = first[node]!; child < first[node + 1]!; child++) stack.push(children[child]!);
  }
  return order;
}

/** A preorder visits each column from top to bottom. */
function columnsOf(
  preorder: Int32Array,
  depth: Int32Array,
  deepest: number,
): { order: Int32Array; columns: Int32Array } {
  const columns = new Int32Array(deepest + 2);
  for (const column of depth) columns[column + 1]!++;
  for (let column = 0; column <= deepest; column++) columns[column + 1]! += columns[column]!;
  const filled = columns.slice();
  const order = new Int32Array(preorder.length);
  for (const node of preorder) order[filled[depth[node]!]!++] = node;
  return { order, columns };
}
