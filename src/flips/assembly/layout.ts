// The block of memory of one walk: a header of 32-bit numbers, the heads of the buckets, a record for
// each slot (x · capacity + r), and the best scheme. src/flips/fast-walk.ts reads and writes it too.

export const RANK: usize = 0;
export const CAPACITY: usize = 4;
export const IDLE: usize = 8;
export const MISSES: usize = 12;
export const PLUS_AFTER: usize = 16;
export const MARGIN: usize = 20;
/** 1 in cyclic walks, else 0. */
export const MIXED: usize = 24;
export const BEST_RANK: usize = 28;
export const GENERATOR: usize = 32;

export const BUCKET_BITS: i32 = 9;
/** [3 × 512] of 16 bits: the first slot of a bucket, −1 without any */
export const HEADS: usize = 64;

/** [3 × capacity] records of 32 bytes, */
export const RECORDS: usize = HEADS + 3 * (2 << <usize>BUCKET_BITS);
/** each with the masks of the positive and of the negative coefficients, */
export const POSITIVE: usize = 0;
export const NEGATIVE: usize = 8;
/** the next slot of the bucket, the number of mates, the bucket, */
export const NEXT: usize = 16;
export const MATES: usize = 18;
export const BUCKET: usize = 20;
/** and in those of mode 0 the sign of the term. */
export const SIGN: usize = 24;

export const NONE: i32 = -1;

@inline
export function record(base: usize, slot: i32): usize {
  return base + RECORDS + ((<usize>slot) << 5);
}

/** Where the best scheme is kept: records as above. */
@inline
export function bestRecords(base: usize, capacity: i32): usize {
  return record(base, 3 * capacity);
}
