/**
 * A checker of algorithm files that shares no code with the app: plain loops over the parsed JSON.
 */
import { expect } from '@playwright/test';

interface AlgorithmFile {
  readonly format: string;
  readonly version: number;
  readonly size: readonly [number, number, number];
  readonly arithmetic: string;
  readonly rank: number;
  readonly u: readonly (readonly number[])[];
  readonly v: readonly (readonly number[])[];
  readonly w: readonly (readonly number[])[];
}

/** Fails unless the text is an algorithm file whose products give A·B for all A and B; its content. */
export function checkAlgorithmFile(text: string): AlgorithmFile {
  const file = JSON.parse(text) as AlgorithmFile;
  expect(file.format).toBe('tensorgame-algorithm');
  expect(file.version).toBe(1);
  const { size, arithmetic, rank, u, v, w } = file;
  const [n, m, p] = size;
  expect([u.length, v.length, w.length]).toEqual([rank, rank, rank]);
  let wrong = 0;
  for (let a = 0; a < n * m; a++) {
    for (let b = 0; b < m * p; b++) {
      for (let c = 0; c < n * p; c++) {
        let sum = 0;
        for (let r = 0; r < rank; r++) sum += u[r]![a]! * v[r]![b]! * w[r]![c]!;
        if (arithmetic === 'z2') sum = ((sum % 2) + 2) % 2;
        // A[i,j]·B[j,k] adds to C[i,k], all three row by row.
        const i = Math.floor(a / m);
        const j = a % m;
        const k = b % p;
        const adds = Math.floor(b / p) === j && c === i * p + k;
        if (sum !== (adds ? 1 : 0)) wrong++;
      }
    }
  }
  expect(wrong, 'coefficients of the product that are wrong').toBe(0);
  return file;
}
