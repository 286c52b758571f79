/** Formulas (src/algorithm/formulas.ts) as TeX and as text. */
import { subscripted } from '../../tensor/bilinear.ts';

const NAME = /([abclmqrst])(\d+)(?:_(\d+))?/g;

/** 'm1 = (a11 + a22)b11' as TeX. */
export function texOf(text: string): string {
  return text
    .replace(/\((\d+)\/(\d+)\)/g, '\\tfrac{$1}{$2}')
    .replace(NAME, (_, letter: string, first: string, second?: string) =>
      second === undefined ? `${letter}_{${first}}` : `${letter}_{${first},${second}}`,
    )
    .replaceAll('−', '-')
    .replace(/\)(?=[(a-z])/g, ')\\,')
    .replace(/(}) ?(?=\()/g, '$1\\,')
    .replace(/(_{[\d,]+})(?=[a-z])/g, '$1\\,');
}

/** 'm1 = (a11 + a22)b11' with its indices set low. */
export function plainOf(text: string): string {
  return text.replace(NAME, (_, letter: string, first: string, second?: string) =>
    second === undefined
      ? letter + subscripted(first)
      : `${letter}${subscripted(first)},${subscripted(second)}`,
  );
}
