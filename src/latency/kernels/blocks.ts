/** Products of blocks, and how a kernel is told which blocks they are of. */

/** A block: where it begins (in vec4) and what it is multiplied by. */
export interface Block {
  readonly offset: number;
  readonly coefficient: number;
}

/** A block of C; `fresh` where nothing has been written to it before. */
export interface Output extends Block {
  readonly fresh: boolean;
}

export interface BlockProduct {
  readonly a: readonly Block[];
  readonly b: readonly Block[];
  readonly c: readonly Output[];
}

/** How many blocks a product has, for a kernel that learns which ones from a uniform buffer. */
export interface ProductClass {
  readonly a: number;
  readonly b: number;
  readonly fresh: number;
  readonly added: number;
}

/** WGSL of the uniform buffer of a class kernel. */
export function classDeclaration(counts: ProductClass): string[] {
  const words = (name: string, count: number) => [
    `  ${name}_offset: array<vec4<u32>, ${Math.ceil(count / 4)}>,`,
    `  ${name}_factor: array<vec4<f32>, ${Math.ceil(count / 4)}>,`,
  ];
  return [
    'struct Blocks {',
    ...words('a', counts.a),
    ...words('b', counts.b),
    ...words('c', counts.fresh + counts.added),
    '}',
    '@group(0) @binding(3) var<uniform> blocks: Blocks;',
  ];
}

export function classOf({ a, b, c }: BlockProduct): ProductClass {
  const fresh = c.filter((output) => output.fresh).length;
  return { a: a.length, b: b.length, fresh, added: c.length - fresh };
}

/** The uniform buffer of a class kernel: the blocks of one product, those of C fresh ones first. */
export function classParameters(product: BlockProduct): ArrayBuffer {
  const c = [...product.c].sort((x, y) => Number(y.fresh) - Number(x.fresh));
  const lists: readonly (readonly Block[])[] = [product.a, product.b, c];
  const words = lists.reduce((sum, list) => sum + 8 * Math.ceil(list.length / 4), 0);
  const bytes = new ArrayBuffer(4 * words);
  const integers = new Uint32Array(bytes);
  const floats = new Float32Array(bytes);
  let at = 0;
  for (const list of lists) {
    const lanes = 4 * Math.ceil(list.length / 4);
    for (const [i, { offset, coefficient }] of list.entries()) {
      integers[at + i] = offset;
      floats[at + lanes + i] = coefficient;
    }
    at += 2 * lanes;
  }
  return bytes;
}
