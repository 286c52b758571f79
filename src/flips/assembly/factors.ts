// Who is equal to whom: src/flips/factor-index.ts in WebAssembly. The type parameter A says which
// arithmetic, so that there are two of each function: Bits without negative masks, and Ternary.
import { BUCKET, BUCKET_BITS, HEADS, MATES, MIXED, NEGATIVE, NEXT, NONE, POSITIVE, record } from './layout';

/** Modulo 2, */
export type Bits = u32;
/** and coefficients −1, 0 and 1. */
export type Ternary = u64;

@inline
export function isBits<A>(): bool {
  return sizeof<A>() == sizeof<Bits>();
}

@inline
export function equal<A>(p: usize, q: usize): bool {
  if (load<u64>(p, POSITIVE) != load<u64>(q, POSITIVE)) return false;
  return isBits<A>() || load<u64>(p, NEGATIVE) == load<u64>(q, NEGATIVE);
}

@inline
export function isZero<A>(p: usize): bool {
  return (isBits<A>() ? load<u64>(p, POSITIVE) : load<u64>(p, POSITIVE) | load<u64>(p, NEGATIVE)) == 0;
}

/** Of the same term: never so in plain walks, where all slots of a bucket are of one mode. */
@inline
function sameTerm(p: i32, q: i32, capacity: i32, mixed: bool): bool {
  return mixed && p % capacity == q % capacity;
}

export function link<A>(base: usize, capacity: i32, mixed: bool, x: i32, slot: i32): void {
  const at = record(base, slot);
  let hash = load<u64>(at, POSITIVE) * 0x9e3779b97f4a7c15;
  if (!isBits<A>()) hash ^= load<u64>(at, NEGATIVE) * 0xc2b2ae3d27d4eb4f;
  // The product's upper bits depend on all of the mask; the negative masks' on all of theirs.
  const bucket = (mixed ? 0 : x << BUCKET_BITS) + <i32>((hash ^ (hash >>> 29)) >>> (64 - BUCKET_BITS));
  store<i16>(at, <i16>bucket, BUCKET);
  const head = base + HEADS + ((<usize>bucket) << 1);
  let count = 0;
  let before = NONE;
  let t = <i32>load<i16>(head);
  const first = t;
  while (t != NONE) {
    const other = record(base, t);
    if (t < slot) before = t;
    if (equal<A>(other, at) && !sameTerm(t, slot, capacity, mixed)) {
      store<u16>(other, load<u16>(other, MATES) + 1, MATES);
      count++;
    }
    t = <i32>load<i16>(other, NEXT);
  }
  store<u16>(at, <u16>count, MATES);
  if (before == NONE) {
    store<i16>(at, <i16>first, NEXT);
    store<i16>(head, <i16>slot);
  } else {
    const previous = record(base, before);
    store<i16>(at, load<i16>(previous, NEXT), NEXT);
    store<i16>(previous, <i16>slot, NEXT);
  }
}

export function unlink<A>(base: usize, capacity: i32, mixed: bool, slot: i32): void {
  const at = record(base, slot);
  const head = base + HEADS + ((<usize>load<u16>(at, BUCKET)) << 1);
  let left = <i32>load<u16>(at, MATES);
  let before = NONE;
  let t = <i32>load<i16>(head);
  while (t != NONE && (left > 0 || t <= slot)) {
    const other = record(base, t);
    if (t < slot) before = t;
    if (left > 0 && t != slot && equal<A>(other, at) && !sameTerm(t, slot, capacity, mixed)) {
      store<u16>(other, load<u16>(other, MATES) - 1, MATES);
      left--;
    }
    t = <i32>load<i16>(other, NEXT);
  }
  const next = load<i16>(at, NEXT);
  if (before == NONE) store<i16>(head, next);
  else store<i16>(record(base, before), next, NEXT);
}

/** The slot's mate number `number`, counted from 0 in ascending order of slots. */
export function mateOf<A>(base: usize, capacity: i32, mixed: bool, slot: i32, number: i32): i32 {
  const at = record(base, slot);
  let left = number;
  let t = <i32>load<i16>(base + HEADS + ((<usize>load<u16>(at, BUCKET)) << 1));
  while (t != NONE) {
    const other = record(base, t);
    if (t != slot && equal<A>(other, at) && !sameTerm(t, slot, capacity, mixed)) {
      if (left == 0) return t;
      left--;
    }
    t = <i32>load<i16>(other, NEXT);
  }
  return NONE;
}
