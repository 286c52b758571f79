import { describe, expect, it } from 'vitest';
import { dimensions, formatSize, parseSize, sideOf } from './size.ts';
import { matmul } from './target.ts';

describe('sizes', () => {
  it('reads what it writes', () => {
    expect(parseSize('2x2x3')).toEqual([2, 2, 3]);
    expect(parseSize(' 4×5X8 ')).toEqual([4, 5, 8]);
    expect(formatSize([2, 2, 3])).toBe('2x2x3');
  });

  it.each(['', '2x2', '2x2x2x2', '0x2x2', '2x2x9', '2x2.5x2', '2x-2x2', 'axbxc', '2 2 2', '2xx2'])(
    'refuses “%s” in a sentence that shows how to write it',
    (text) => {
      expect(() => parseSize(text)).toThrow(RangeError);
      expect(() => parseSize(text)).toThrow('like 2x2x3');
    },
  );

  it('gives the shape and the side of the target', () => {
    expect(dimensions([2, 3, 5])).toEqual([6, 15, 10]);
    expect(sideOf([2, 3, 5])).toBe(15);
  });
});

describe('matmul', () => {
  it('multiplies matrices', () => {
    const [n, m, p] = [2, 3, 4];
    const { shape, data } = matmul([n, m, p]);
    expect(shape).toEqual([6, 12, 8]);
    const a = Array.from({ length: n * m }, (_, i) => i + 1);
    const b = Array.from({ length: m * p }, (_, i) => 5 - i);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < p; k++) {
        let product = 0;
        for (let j = 0; j < m; j++) product += a[i * m + j]! * b[j * p + k]!;
        let contracted = 0;
        for (let x = 0; x < shape[0]; x++) {
          for (let y = 0; y < shape[1]; y++) {
            contracted += data[(x * shape[1] + y) * shape[2] + i * p + k]! * a[x]! * b[y]!;
          }
        }
        expect(contracted).toBe(product);
      }
    }
  });
});
