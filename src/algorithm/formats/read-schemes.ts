/** Reads whatever file of schemes is given: the one entry of all importers. */
import type { Size } from '../../tensor/size.ts';
import { AlgorithmFileError, readAlgorithm } from '../file.ts';
import { fractionRows } from '../fractional.ts';
import { type Candidate, settle } from './candidate.ts';
import { embedded } from './embedded.ts';
import { readExpressions } from './expressions.ts';
import {
  type Failed,
  FormatError,
  type Found,
  formatBytes,
  type Imported,
  LIMITS,
  type Limits,
} from './imported.ts';
import { isNpy } from './npy.ts';
import { npzSchemes, sizeOfKey } from './npz.ts';
import { isRecord, nestingOf } from './text.ts';
import { isZip, readZip, type ZipEntry } from './unzip.ts';
import { isUvw, readUvw } from './uvw-json.ts';

/** Archives within an archive: an npz in a zip. */
const DEEPEST_ARCHIVE = 2;
/** Written by file managers, and nobody's schemes. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/;

/**
 * The schemes of a file, each verified exactly, and what could not be read: algorithm files, the
 * u/v/w layout, npz and npy, expressions, files that carry an algorithm in their comments, and zips of
 * all these. The format is found from the content; the name only hints at the size and at arithmetic
 * modulo 2. Never throws.
 */
export function readSchemes(
  bytes: Uint8Array,
  filename: string,
  limits: Limits = LIMITS,
): Imported {
  const reader = new Reader(limits);
  reader.file(bytes, filename, filename, 0);
  return { good: reader.good, bad: reader.bad };
}

class Reader {
  readonly good: Found[] = [];
  readonly bad: Failed[] = [];
  readonly #limits: Limits;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  file(bytes: Uint8Array, name: string, where: string, depth: number): void {
    this.#attempt(where, () => {
      needAtMost(bytes.length, this.#limits.fileBytes);
      if (bytes.length === 0) throw new FormatError('It is empty.');
      if (isZip(bytes)) this.#archive(bytes, name, where, depth);
      else if (isNpy(bytes)) {
        this.#arrays([{ name, comment: '', open: () => bytes }], name, where);
      } else {
        needAtMost(bytes.length, this.#limits.textBytes);
        this.#text(decoded(bytes), name, where);
      }
    });
  }

  #archive(bytes: Uint8Array, name: string, where: string, depth: number): void {
    if (depth >= DEEPEST_ARCHIVE) throw new FormatError('It is an archive within archives.');
    const entries = readZip(bytes, this.#limits).filter(
      (entry) => !entry.name.endsWith('/') && !LITTER.test(entry.name),
    );
    if (entries.length === 0) throw new FormatError('The archive is empty.');
    const isArray = (entry: ZipEntry) => entry.name.endsWith('.npy');
    this.#arrays(entries.filter(isArray), name, where);
    for (const entry of entries) {
      if (isArray(entry)) continue;
      const place = `${where} › ${entry.name}`;
      this.#attempt(place, () => this.file(entry.open(), entry.name, place, depth + 1));
    }
  }

  #arrays(entries: readonly ZipEntry[], name: string, where: string): void {
    const keyed = entries.map((entry) => ({ ...entry, key: entry.name.replace(/\.npy$/, '') }));
    for (const { key, read } of npzSchemes(keyed, hintsAtZ2(name), sizeOfName(name))) {
      const place = entries.length === 1 && key === name ? where : `${where} › ${key}`;
      this.#attempt(place, () => this.#keep(place, read()));
    }
  }

  #text(text: string, name: string, where: string): void {
    if (linesOf(text) > this.#limits.lines) {
      throw new FormatError(`It has more than the ${this.#limits.lines} lines allowed.`);
    }
    const carried = embedded(text);
    if (carried.length > 0) {
      for (const json of carried) this.#attempt(where, () => this.#json(json, name, where));
    } else if (/^\s*[[{]/.test(text)) this.#json(text, name, where);
    else this.#keep(where, readExpressions(text, hintsAtZ2(name), this.#limits));
  }

  #json(text: string, name: string, where: string): void {
    if (nestingOf(text) > this.#limits.nesting) {
      throw new FormatError(`Its brackets are nested deeper than ${this.#limits.nesting}.`);
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new FormatError('It is not JSON: it is damaged or cut short.');
    }
    this.#value(value, name, where);
  }

  #value(value: unknown, name: string, where: string): void {
    if (isRecord(value) && 'format' in value) this.#keep(where, ofOurFile(value));
    else if (isUvw(value)) this.#keep(where, readUvw(value, hintsAtZ2(name), this.#limits));
    else {
      const count = Array.isArray(value) ? value.length : Object.keys(value ?? {}).length;
      if (count > this.#limits.entries) throw new FormatError('It holds too many values.');
      const parts = Object.entries(isRecord(value) || Array.isArray(value) ? value : {}).filter(
        ([, part]) => isRecord(part) || Array.isArray(part),
      );
      if (parts.length === 0) throw new FormatError('It holds no scheme: no u, v and w.');
      for (const [key, part] of parts) {
        const place = `${where} › ${Array.isArray(value) ? Number(key) + 1 : key}`;
        this.#attempt(place, () => {
          if (!isRecord(part)) throw new FormatError('It holds no scheme: no u, v and w.');
          if ('format' in part) this.#keep(place, ofOurFile(part));
          else if (isUvw(part)) this.#keep(place, readUvw(part, hintsAtZ2(name), this.#limits));
          else throw new FormatError('It holds no scheme: no u, v and w.');
        });
      }
    }
  }

  #keep(where: string, candidate: Candidate): void {
    this.good.push({ where, algorithm: settle(candidate, this.#limits) });
  }

  /** Whatever goes wrong is listed under the place where it did. */
  #attempt(where: string, action: () => void): void {
    try {
      action();
    } catch (error) {
      const isKnown = error instanceof FormatError || error instanceof AlgorithmFileError;
      const why = isKnown ? error.message : 'It is damaged.';
      this.bad.push({ where, why });
    }
  }
}

/** @throws FormatError */
function needAtMost(bytes: number, allowed: number): void {
  if (bytes <= allowed) return;
  throw new FormatError(
    `It has ${formatBytes(bytes)}, more than the ${formatBytes(allowed)} allowed.`,
  );
}

function linesOf(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function ofOurFile(value: unknown): Candidate {
  const algorithm = readAlgorithm(value);
  const { size, arithmetic, provenance } = algorithm;
  return { size, arithmetic, provenance, rows: fractionRows(algorithm) };
}

/** factorizations_f2.npz, 3x3x3_m23_Z2.json, …-mod2.txt */
function hintsAtZ2(name: string): boolean {
  return /(^|[^a-z0-9])(f2|gf2|z2|mod2)([^a-z0-9]|$)/i.test(name);
}

function sizeOfName(name: string): Size | undefined {
  try {
    return sizeOfKey(name);
  } catch {
    return undefined;
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError('It is neither text nor an archive that this program knows.');
  }
}
