/**
 * A scheme in the comments of a generated file: code and papers' formulas can be read back, exactly,
 * without understanding them. Each line of the JSON follows the comment sign of the first.
 */
import type { Algorithm } from '../algorithm.ts';
import { stringifyAlgorithm } from '../file.ts';
import { FormatError } from './imported.ts';
import { ascii } from './text.ts';

const BEGIN = '----- BEGIN TENSORGAME ALGORITHM -----';
const END = '----- END TENSORGAME ALGORITHM -----';

/** The lines of a comment that holds the algorithm. @param sign '//', '#' or '%' */
export function embed(algorithm: Algorithm, sign: string): string {
  const json = ascii(stringifyAlgorithm(algorithm)).trimEnd();
  return [BEGIN, ...json.split('\n'), END].map((line) => `${sign} ${line}`).join('\n');
}

/** The JSON texts that a file's comments hold. @throws FormatError when one does not end */
export function embedded(text: string): string[] {
  if (!text.includes(BEGIN)) return [];
  const lines = text.split(/\r?\n/);
  const found: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const column = lines[at]!.indexOf(BEGIN);
    if (column < 0) continue;
    const end = lines.findIndex((line, i) => i > at && line.indexOf(END) === column);
    if (end < 0) throw new FormatError(`The algorithm in its comments has no “${END}”.`);
    found.push(
      lines
        .slice(at + 1, end)
        .map((line) => line.slice(column))
        .join('\n'),
    );
    at = end;
  }
  return found;
}
