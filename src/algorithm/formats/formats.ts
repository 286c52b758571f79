/** The formats that algorithms can be taken away in. */
import { zipSync } from 'fflate';
import { formatSize } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';
import { stringifyAlgorithm } from '../file.ts';
import { writeExpressions } from './expressions.ts';
import { writeLatex } from './latex.ts';
import { writeNpz, ZIP_DATE } from './npz.ts';
import { toBytes } from './text.ts';
import { writeUvwJson } from './uvw-json.ts';

export type FormatId = 'json' | 'uvw' | 'npz' | 'expressions' | 'latex';

export interface Format {
  readonly id: FormatId;
  /** For a menu: 'Python with NumPy' */
  readonly name: string;
  /** A line on what it is good for. */
  readonly about: string;
  /** Of the file's name, with what tells it from other formats: '.uvw.json' */
  readonly ending: string;
  readonly mediaType: string;
  readonly write: (algorithm: Algorithm) => Uint8Array;
}

export interface ExportedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export const FORMATS: readonly Format[] = [
  {
    id: 'json',
    name: 'TensorGame JSON',
    about: 'Everything, provenance included; w indexes C row by row.',
    ending: '.json',
    mediaType: 'application/json',
    write: (algorithm) => toBytes(stringifyAlgorithm(algorithm)),
  },
  {
    id: 'uvw',
    name: 'u/v/w JSON',
    about: 'The layout of FastMatrixMultiplication; w indexes C column by column.',
    ending: '.uvw.json',
    mediaType: 'application/json',
    write: (algorithm) => toBytes(writeUvwJson(algorithm)),
  },
  {
    id: 'npz',
    name: 'NumPy archive',
    about: 'The layout of AlphaTensor’s published factorizations.',
    ending: '.npz',
    mediaType: 'application/zip',
    write: writeNpz,
  },
  {
    id: 'expressions',
    name: 'Expressions',
    about: 'A product a line: (a11+a22)*(b11+b22)*(c11+c22), with c transposed.',
    ending: '.exp',
    mediaType: 'text/plain',
    write: (algorithm) => toBytes(writeExpressions(algorithm)),
  },
  {
    id: 'latex',
    name: 'LaTeX',
    about: 'The formulas, aligned, as a document.',
    ending: '.tex',
    mediaType: 'application/x-tex',
    write: (algorithm) => toBytes(writeLatex(algorithm)),
  },
];

export function formatNamed(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}

/** '2x2x2-rank7-z2', without an ending. */
export function baseName({ size, arithmetic, rank }: Algorithm): string {
  return `${formatSize(size)}-rank${rank}${arithmetic === 'z2' ? '-z2' : ''}`;
}

export function exportFile(algorithm: Algorithm, format: Format): ExportedFile {
  return {
    name: `${baseName(algorithm)}${format.ending}`,
    mediaType: format.mediaType,
    bytes: format.write(algorithm),
  };
}

/** Files as one zip; those of one name are numbered. Equal files give equal zips. */
export function zipFiles(files: readonly ExportedFile[]): Uint8Array {
  const entries: Record<string, Uint8Array> = {};
  for (const { name, bytes } of files) {
    let free = name;
    for (let number = 2; free in entries; number++) free = name.replace(/(?=\.)/, `-${number}`);
    entries[free] = bytes;
  }
  return zipSync(entries, { mtime: ZIP_DATE });
}
