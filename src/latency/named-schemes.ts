/** Schemes that need no library. */
import { strassen } from '../algorithm/examples.ts';
import { kronecker, type Scheme, schemeOf } from './scheme.ts';

const STRASSEN = schemeOf(strassen('standard'), 'strassen');

/** Strassen's algorithm once and on two levels. */
export const NAMED_SCHEMES: readonly Scheme[] = [
  STRASSEN,
  kronecker(STRASSEN, STRASSEN, 'strassen2'),
];
