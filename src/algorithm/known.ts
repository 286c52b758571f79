/** Best known ranks, for those who deal in algorithms; the facts belong to the targets. */
export { bestKnownRank, knownRanks } from '../tensor/known.ts';
