import type { BlockProduct } from './kernels/blocks.ts';
import type { Scheme } from './scheme.ts';

type Triple = readonly [n: number, m: number, p: number];

/** @param formed the forms lie ready, one block after another; else they are sums of blocks */
export function blockProducts(scheme: Scheme, [n, m, p]: Triple, formed: boolean): BlockProduct[] {
  const [, blocksM, blocksP] = scheme.size;
  const offset = (index: number, across: number, rows: number, columns: number) =>
    (Math.floor(index / across) * rows * across * columns + (index % across) * columns) / 4;
  const written = new Set<number>();
  return scheme.u.map((u, r) => {
    const sum = (form: readonly number[], across: number, rows: number, columns: number) =>
      formed
        ? [{ offset: (r * rows * columns) / 4, coefficient: 1 }]
        : nonzero(form).map(([x, coefficient]) => ({
            offset: offset(x, across, rows, columns),
            coefficient,
          }));
    return {
      a: sum(u, blocksM, n, m),
      b: sum(scheme.v[r]!, blocksP, m, p),
      c: nonzero(scheme.w[r]!).map(([z, coefficient]) => {
        const fresh = !written.has(z);
        written.add(z);
        return { offset: offset(z, blocksP, n, p), coefficient, fresh };
      }),
    };
  });
}

function nonzero(form: readonly number[]): [index: number, coefficient: number][] {
  return form.flatMap((c, x): [number, number][] => (c === 0 ? [] : [[x, c]]));
}
