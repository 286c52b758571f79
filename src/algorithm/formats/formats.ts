/** The formats that algorithms can be taken away in: files of schemes, and code that multiplies. */
import { zipSync } from 'fflate';
import { formatSize } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';
import { writeC } from '../code/c.ts';
import { writeCuda } from '../code/cuda.ts';
import { functionName } from '../code/program.ts';
import { writeJax, writeNumPy } from '../code/python.ts';
import { writeTypeScript } from '../code/typescript.ts';
import { writeWgsl } from '../code/wgsl.ts';
import { stringifyAlgorithm } from '../file.ts';
import type { StraightLineProgram } from '../straight-line.ts';
import { writeExpressions } from './expressions.ts';
import { writeLatex } from './latex.ts';
import { writeNpz, ZIP_DATE } from './npz.ts';
import { toBytes } from './text.ts';
import { writeUvwJson } from './uvw-json.ts';

export type FormatId =
  | 'json'
  | 'uvw'
  | 'npz'
  | 'expressions'
  | 'latex'
  | 'typescript'
  | 'numpy'
  | 'jax'
  | 'c'
  | 'cuda'
  | 'wgsl';

export interface Format {
  readonly id: FormatId;
  /** Files of schemes, or code that multiplies. */
  readonly kind: 'scheme' | 'code';
  /** For a menu: 'Python with NumPy' */
  readonly name: string;
  /** A line on what it is good for. */
  readonly about: string;
  /** Of the file's name, with what tells it from other formats: '.uvw.json' */
  readonly ending: string;
  readonly mediaType: string;
  /**
   * The file. Code uses the sums that a program of the algorithm shares.
   * @throws RangeError when the program carries out another algorithm
   */
  readonly write: (algorithm: Algorithm, program?: StraightLineProgram) => Uint8Array;
}

export interface ExportedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export const FORMATS: readonly Format[] = [
  {
    id: 'json',
    kind: 'scheme',
    name: 'TensorGame JSON',
    about: 'Everything, provenance included; w indexes C row by row.',
    ending: '.json',
    mediaType: 'application/json',
    write: (algorithm) => toBytes(stringifyAlgorithm(algorithm)),
  },
  {
    id: 'uvw',
    kind: 'scheme',
    name: 'u/v/w JSON',
    about: 'The layout of FastMatrixMultiplication; w indexes C column by column.',
    ending: '.uvw.json',
    mediaType: 'application/json',
    write: (algorithm) => toBytes(writeUvwJson(algorithm)),
  },
  {
    id: 'npz',
    kind: 'scheme',
    name: 'NumPy archive',
    about: 'The layout of AlphaTensor’s published factorizations.',
    ending: '.npz',
    mediaType: 'application/zip',
    write: (algorithm) => writeNpz(algorithm),
  },
  {
    id: 'expressions',
    kind: 'scheme',
    name: 'Expressions',
    about: 'A product a line: (a11+a22)*(b11+b22)*(c11+c22), with c transposed.',
    ending: '.exp',
    mediaType: 'text/plain',
    write: (algorithm) => toBytes(writeExpressions(algorithm)),
  },
  {
    id: 'latex',
    kind: 'scheme',
    name: 'LaTeX',
    about: 'The formulas, aligned, as a document.',
    ending: '.tex',
    mediaType: 'application/x-tex',
    write: (algorithm) => toBytes(writeLatex(algorithm)),
  },
  {
    id: 'typescript',
    kind: 'code',
    name: 'TypeScript',
    about: 'A module without imports: multiply(a, b), recursive.',
    ending: '.ts',
    mediaType: 'text/plain',
    write: (algorithm, program) => toBytes(writeTypeScript(algorithm, program)),
  },
  {
    id: 'numpy',
    kind: 'code',
    name: 'Python with NumPy',
    about: 'multiply(a, b), recursive.',
    ending: '.py',
    mediaType: 'text/x-python',
    write: (algorithm, program) => toBytes(writeNumPy(algorithm, program)),
  },
  {
    id: 'jax',
    kind: 'code',
    name: 'Python with JAX',
    about: 'multiply(a, b), recursive, compiled by jit.',
    ending: '_jax.py',
    mediaType: 'text/x-python',
    write: (algorithm, program) => toBytes(writeJax(algorithm, program)),
  },
  {
    id: 'c',
    kind: 'code',
    name: 'C',
    about: 'Recursive with a cutoff, C99; BLAS at the leaves with -DUSE_CBLAS.',
    ending: '.c',
    mediaType: 'text/x-c',
    write: (algorithm, program) => toBytes(writeC(algorithm, program)),
  },
  {
    id: 'cuda',
    kind: 'code',
    name: 'CUDA',
    about: 'One level in one kernel, additions in shared memory.',
    ending: '.cu',
    mediaType: 'text/x-c',
    write: (algorithm, program) => toBytes(writeCuda(algorithm, program)),
  },
  {
    id: 'wgsl',
    kind: 'code',
    name: 'WGSL',
    about: 'One level in one WebGPU compute shader.',
    ending: '.wgsl',
    mediaType: 'text/plain',
    write: (algorithm, program) => toBytes(writeWgsl(algorithm, program)),
  },
];

export function formatNamed(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}

/** '2x2x2-rank7-z2', without an ending. */
export function baseName({ size, arithmetic, rank }: Algorithm): string {
  return `${formatSize(size)}-rank${rank}${arithmetic === 'z2' ? '-z2' : ''}`;
}

/** Code is named as its function is, so that it can be imported by that name. */
export function exportFile(
  algorithm: Algorithm,
  format: Format,
  program?: StraightLineProgram,
): ExportedFile {
  const base = format.kind === 'code' ? functionName(algorithm) : baseName(algorithm);
  return {
    name: `${base}${format.ending}`,
    mediaType: format.mediaType,
    bytes: format.write(algorithm, program),
  };
}

/** Files as one zip. Equal files give equal zips. */
export function zipFiles(files: readonly ExportedFile[]): Uint8Array {
  const entries = distinct(files).map(({ name, bytes }) => [name, bytes] as const);
  return zipSync(Object.fromEntries(entries), { mtime: ZIP_DATE });
}

/** The same files; those of one name are numbered: '2x2x2-rank7-2.json'. */
export function distinct(files: readonly ExportedFile[]): ExportedFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let { name } = file;
    for (let number = 2; taken.has(name); number++) {
      name = file.name.replace(/(?=\.)/, `-${number}`);
    }
    taken.add(name);
    return { ...file, name };
  });
}
