// Flips' additions, reductions and pluses: src/flips/walk.ts in WebAssembly; what they do is said there.
import { equal, isBits, isZero, link, mateOf, unlink } from './factors';
import { CAPACITY, MATES, MIXED, NEGATIVE, POSITIVE, RANK, record, SIGN } from './layout';

/** Two sums of factors, positive and negative masks. */
const sums = memory.data(32);

@inline
export function signOf(base: usize, r: i32): i32 {
  return load<i32>(record(base, r), SIGN);
}

@inline
export function rotated(x: i32, turn: i32): i32 {
  const mode = x + turn;
  return mode > 2 ? mode - 3 : mode < 0 ? mode + 3 : mode;
}

/** sums[at] = p + sign · q; false when a coefficient would leave −1 … 1. */
@inline
export function add<A>(p: usize, q: usize, sign: i32, at: usize): bool {
  const positive = load<u64>(p, POSITIVE);
  if (isBits<A>()) {
    store<u64>(sums + at, positive ^ load<u64>(q, POSITIVE));
    return true;
  }
  const negative = load<u64>(p, NEGATIVE);
  const plus = load<u64>(sign > 0 ? q + POSITIVE : q + NEGATIVE);
  const minus = load<u64>(sign > 0 ? q + NEGATIVE : q + POSITIVE);
  if (((positive & plus) | (negative & minus)) != 0) return false;
  store<u64>(sums + at, (positive & ~minus) | (plus & ~negative));
  store<u64>(sums + at, (negative & ~plus) | (minus & ~positive), 8);
  return true;
}

/** Writes sums[at] into the record of a slot of term r, its lowest coefficient positive. */
@inline
export function write<A>(base: usize, slot: i32, r: i32, at: usize): void {
  const to = record(base, slot);
  const positive = load<u64>(sums + at);
  if (isBits<A>()) {
    store<u64>(to, positive, POSITIVE);
    return;
  }
  const negative = load<u64>(sums + at, 8);
  const all = positive | negative;
  if ((all & (0 - all) & negative) != 0) {
    const term = record(base, r);
    store<i32>(term, -load<i32>(term, SIGN), SIGN);
    store<u64>(to, negative, POSITIVE);
    store<u64>(to, positive, NEGATIVE);
  } else {
    store<u64>(to, positive, POSITIVE);
    store<u64>(to, negative, NEGATIVE);
  }
}

@inline
export function put<A>(base: usize, capacity: i32, mixed: bool, x: i32, r: i32, at: usize): void {
  const slot = x * capacity + r;
  unlink<A>(base, capacity, mixed, slot);
  write<A>(base, slot, r, at);
  link<A>(base, capacity, mixed, x, slot);
}

/** The mode whose factors can be added up because the other two are equal; −1 without any. */
function mergeable<A>(base: usize, capacity: i32, r: i32, t: i32, turn: i32): i32 {
  const r0 = record(base, r);
  const r1 = record(base, capacity + r);
  const r2 = record(base, 2 * capacity + r);
  const t0 = record(base, rotated(0, turn) * capacity + t);
  const t1 = record(base, rotated(1, turn) * capacity + t);
  const t2 = record(base, rotated(2, turn) * capacity + t);
  const u = equal<A>(r0, t0);
  const v = equal<A>(r1, t1);
  const w = equal<A>(r2, t2);
  const sign = signOf(base, r) * signOf(base, t);
  if (v && w && add<A>(r0, t0, sign, 0)) return 0;
  if (u && w && add<A>(r1, t1, sign, 0)) return 1;
  if (u && v && add<A>(r2, t2, sign, 0)) return 2;
  return -1;
}

/** Whether the factor is zero, or the term can be added up with one that has it too. */
export function isReducible<A>(base: usize, capacity: i32, mixed: bool, x: i32, r: i32): bool {
  const slot = x * capacity + r;
  const at = record(base, slot);
  if (isZero<A>(at)) return true;
  const mates = <i32>load<u16>(at, MATES);
  for (let number = 0; number < mates; number++) {
    const mate = mateOf<A>(base, capacity, mixed, slot, number);
    const mode = mate < capacity ? 0 : mate < 2 * capacity ? 1 : 2;
    if (mergeable<A>(base, capacity, r, mate - mode * capacity, mode - x) >= 0) return true;
  }
  return false;
}

export function reduce<A>(base: usize): void {
  while (reduceOnce<A>(base)) {}
}

function reduceOnce<A>(base: usize): bool {
  const rank = load<i32>(base, RANK);
  const capacity = load<i32>(base, CAPACITY);
  const mixed = load<i32>(base, MIXED) != 0;
  for (let r = 0; r < rank; r++) {
    for (let x = 0; x < 3; x++) {
      if (!isZero<A>(record(base, x * capacity + r))) continue;
      remove<A>(base, r);
      return true;
    }
  }
  const rotations = mixed ? 3 : 1;
  for (let r = 0; r < rank; r++) {
    for (let t = r + 1; t < rank; t++) {
      for (let turn = 0; turn < rotations; turn++) {
        const q = mergeable<A>(base, capacity, r, t, turn);
        if (q < 0) continue;
        put<A>(base, capacity, mixed, q, r, 0);
        remove<A>(base, t);
        return true;
      }
    }
  }
  return false;
}

/** The last term takes the place of the one that goes. */
function remove<A>(base: usize, r: i32): void {
  const capacity = load<i32>(base, CAPACITY);
  const mixed = load<i32>(base, MIXED) != 0;
  const last = load<i32>(base, RANK) - 1;
  store<i32>(base, last, RANK);
  for (let x = 0; x < 3; x++) {
    const slot = x * capacity + r;
    unlink<A>(base, capacity, mixed, slot);
    if (r == last) continue;
    const from = x * capacity + last;
    unlink<A>(base, capacity, mixed, from);
    copyFactor(record(base, from), record(base, slot));
    link<A>(base, capacity, mixed, x, slot);
  }
  store<i32>(record(base, r), signOf(base, last), SIGN);
}

@inline
function copyFactor(from: usize, to: usize): void {
  store<u64>(to, load<u64>(from, POSITIVE), POSITIVE);
  store<u64>(to, load<u64>(from, NEGATIVE), NEGATIVE);
}

/** One attempt at a plus, with the two numbers drawn for it. */
export function tryPlus<A>(base: usize, pair: u32, bits: u32): bool {
  const rank = load<i32>(base, RANK);
  const capacity = load<i32>(base, CAPACITY);
  const mixed = load<i32>(base, MIXED) != 0;
  const r = <i32>(((pair >>> 16) * <u32>rank) >>> 16);
  const other = <i32>(((pair & 0xffff) * <u32>(rank - 1)) >>> 16);
  const s = other >= r ? other + 1 : other;
  const permutation = <i32>(((bits >>> 16) * 6) >>> 16);
  const x = permutation >> 1;
  const low = x == 0 ? 1 : 0;
  const high = x == 2 ? 1 : 2;
  const y = (permutation & 1) == 0 ? low : high;
  const z = (permutation & 1) == 0 ? high : low;
  for (let mode = 0; mode < 3; mode++) {
    if (equal<A>(record(base, mode * capacity + r), record(base, mode * capacity + s))) return false;
  }
  const tau = (bits & 1) == 0 ? -1 : 1;
  const epsilon = (bits & 2) == 0 ? -1 : 1;
  const rho = epsilon * tau * signOf(base, r) * signOf(base, s);
  const xr = record(base, x * capacity + r);
  const xs = record(base, x * capacity + s);
  const yr = record(base, y * capacity + r);
  const ys = record(base, y * capacity + s);
  if (!add<A>(yr, ys, tau, 0)) return false;
  if (!add<A>(xs, xr, -epsilon, 0)) return false;
  if (!add<A>(record(base, z * capacity + s), record(base, z * capacity + r), -rho, 0)) return false;
  const added = rank;
  store<i32>(base, rank + 1, RANK);
  store<i32>(record(base, added), isBits<A>() ? 1 : epsilon * signOf(base, s), SIGN);
  write<A>(base, z * capacity + added, added, 0);
  copyFactor(xr, record(base, x * capacity + added));
  copyFactor(ys, record(base, y * capacity + added));
  for (let mode = 0; mode < 3; mode++) link<A>(base, capacity, mixed, mode, mode * capacity + added);
  add<A>(yr, ys, tau, 0);
  add<A>(xs, xr, -epsilon, 16);
  put<A>(base, capacity, mixed, y, r, 0);
  put<A>(base, capacity, mixed, x, s, 16);
  return true;
}
