// The walk of src/flips/walk.ts, compiled to WebAssembly: the same steps, several times faster.
import { Bits, link, mateOf, Ternary } from './factors';
import {
  BEST_RANK,
  bestRecords,
  CAPACITY,
  GENERATOR,
  HEADS,
  IDLE,
  MARGIN,
  MATES,
  MISSES,
  MIXED,
  NONE,
  PLUS_AFTER,
  RANK,
  record,
  RECORDS,
} from './layout';
import { add, isReducible, put, reduce, rotated, signOf, tryPlus } from './moves';

const PATIENCE: i32 = 512;
const MOST_MISSES: i32 = 16 * PATIENCE;
const PLUS_ATTEMPTS: i32 = 64;

/** Bytes of a walk's block. */
export function blockBytes(capacity: i32): i32 {
  return <i32>bestRecords(0, capacity) + 3 * 32 * capacity;
}

/** Enters the factors of the block's records into its index, and reduces if asked. */
export function index(base: usize, bits: bool, isReduced: bool): void {
  if (bits) indexFor<Bits>(base, isReduced);
  else indexFor<Ternary>(base, isReduced);
}

/** Makes the block's scheme its best one. */
export function keep(base: usize): void {
  const rank = load<i32>(base, RANK);
  const capacity = load<i32>(base, CAPACITY);
  store<i32>(base, rank, BEST_RANK);
  const best = bestRecords(base, capacity);
  for (let x = 0; x < 3; x++) {
    const from = <usize>(x * capacity) << 5;
    memory.copy(best + from, base + RECORDS + from, <usize>rank << 5);
  }
}

/** Walks so many flips, or tries, or until the rank is at most the target's; gives the flips taken. */
export function run(base: usize, bits: bool, flips: i32, target: i32, tries: i32): i32 {
  return bits ? runFor<Bits>(base, flips, target, tries) : runFor<Ternary>(base, flips, target, tries);
}

function indexFor<A>(base: usize, isReduced: bool): void {
  const rank = load<i32>(base, RANK);
  const capacity = load<i32>(base, CAPACITY);
  const mixed = load<i32>(base, MIXED) != 0;
  memory.fill(base + HEADS, 0xff, RECORDS - HEADS);
  for (let x = 0; x < 3; x++) {
    for (let r = 0; r < rank; r++) link<A>(base, capacity, mixed, x, x * capacity + r);
  }
  if (!isReduced) reduce<A>(base);
}

/** Takes the best scheme up again. */
function takeUpBest<A>(base: usize): void {
  const rank = load<i32>(base, BEST_RANK);
  const capacity = load<i32>(base, CAPACITY);
  store<i32>(base, rank, RANK);
  const best = bestRecords(base, capacity);
  for (let x = 0; x < 3; x++) {
    const at = <usize>(x * capacity) << 5;
    memory.copy(base + RECORDS + at, best + at, <usize>rank << 5);
  }
  indexFor<A>(base, true);
}

function runFor<A>(base: usize, flips: i32, target: i32, tries: i32): i32 {
  const capacity = load<i32>(base, CAPACITY);
  const mixed = load<i32>(base, MIXED) != 0;
  const plusAfter = load<i32>(base, PLUS_AFTER);
  const margin = load<i32>(base, MARGIN);
  let idle = load<i32>(base, IDLE);
  let misses = load<i32>(base, MISSES);
  let rank = load<i32>(base, RANK);
  let best = load<i32>(base, BEST_RANK);
  let s0 = load<u32>(base, GENERATOR);
  let s1 = load<u32>(base, GENERATOR + 4);
  let s2 = load<u32>(base, GENERATOR + 8);
  let s3 = load<u32>(base, GENERATOR + 12);
  let done = 0;
  let tried = 0;
  while (done < flips && rank > target && rank > 1 && misses < MOST_MISSES && tried < tries) {
    tried++;
    // xoshiro128++
    const bits = rotl<u32>(s0 + s3, 7) + s0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotl<u32>(s3, 11);

    const pick = <i32>(((bits >>> 16) * (3 * <u32>rank)) >>> 16);
    const x = pick < rank ? 0 : pick < 2 * rank ? 1 : 2;
    const r = pick - x * rank;
    const slot = x * capacity + r;
    const mates = <u32>load<u16>(record(base, slot), MATES);
    let flipped = false;
    if (mates != 0) {
      const number = <i32>((((bits >>> 2) & 0x3fff) * mates) >>> 14);
      const mate = mateOf<A>(base, capacity, mixed, slot, number);
      const mateMode = mate < capacity ? 0 : mate < 2 * capacity ? 1 : 2;
      const s = mate - mateMode * capacity;
      const y = rotated(x, 1 + (<i32>bits & 1));
      const z = 3 - x - y;
      const turn = mateMode - x;
      const mateZ = rotated(z, turn);
      const sign = (bits & 2) == 0 ? -1 : 1;
      const yr = record(base, y * capacity + r);
      const ys = record(base, rotated(y, turn) * capacity + s);
      const zr = record(base, z * capacity + r);
      const zs = record(base, mateZ * capacity + s);
      if (add<A>(yr, ys, sign, 0) && add<A>(zs, zr, -sign * signOf(base, r) * signOf(base, s), 16)) {
        flipped = true;
        put<A>(base, capacity, mixed, y, r, 0);
        put<A>(base, capacity, mixed, mateZ, s, 16);
        if (isReducible<A>(base, capacity, mixed, y, r) || isReducible<A>(base, capacity, mixed, mateZ, s)) {
          reduce<A>(base);
        }
      }
    }
    idle++;
    let plus = false;
    if (flipped) {
      done++;
      misses = 0;
      const now = load<i32>(base, RANK);
      if (now < rank) {
        idle = 0;
        rank = now;
      }
      // A plus before it may have led below the best one as well.
      if (rank < best) {
        best = rank;
        keep(base);
      }
    } else if (++misses % PATIENCE == 0) {
      // Out of a place without flips.
      idle = 0;
      plus = rank < capacity;
      if (!plus) {
        takeUpBest<A>(base);
        rank = load<i32>(base, RANK);
      }
    }
    if (idle >= plusAfter) {
      idle = 0;
      plus = rank < best + margin && rank < capacity;
    }
    if (plus) {
      for (let attempt = 0; attempt < PLUS_ATTEMPTS; attempt++) {
        const pair = rotl<u32>(s0 + s3, 7) + s0;
        let moved = s1 << 9;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= moved;
        s3 = rotl<u32>(s3, 11);
        const ways = rotl<u32>(s0 + s3, 7) + s0;
        moved = s1 << 9;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= moved;
        s3 = rotl<u32>(s3, 11);
        if (!tryPlus<A>(base, pair, ways)) continue;
        reduce<A>(base);
        break;
      }
      rank = load<i32>(base, RANK);
    }
  }
  store<i32>(base, idle, IDLE);
  store<i32>(base, misses, MISSES);
  store<u32>(base, s0, GENERATOR);
  store<u32>(base, s1, GENERATOR + 4);
  store<u32>(base, s2, GENERATOR + 8);
  store<u32>(base, s3, GENERATOR + 12);
  return done;
}
