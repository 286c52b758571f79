/**
 * The walk of walk.ts modulo 2 as a compute shader, a walker a thread: its factors lie in workgroup
 * memory, two in a word where they have at most 16 entries, and "which terms have this factor" is one
 * pass over a mode that ends in a bit mask. Sixteen words are read before the first is needed, so the
 * memory's latency is paid once a pass.
 *
 * Which factors have mates is known from a mask a mode, kept up to date at every change, so that a try
 * that misses costs a draw and a look at one bit. All threads of a subgroup try before all of them flip.
 */
import {
  AFTER_A_TRY,
  BINDINGS,
  CONSTANTS,
  DRAW,
  IS_OVER,
  PLUS_DRAWN,
  saved,
  taken,
  WALKER,
} from './shader-parts.ts';
import { termMasks } from './term-masks.ts';
import { masks, memoryCode, type ThreadShape, vectors } from './thread-memory.ts';

/** Tries in a row before the threads that hit something flip. */
const TRIES = 6;

/** The shader, entry point `main`, with the bindings of shader-parts.ts. */
export function threadShader(shape: ThreadShape): string {
  const { capacity, threads } = shape;
  const terms = termMasks(masks(shape));
  const { type: mask, any } = terms;
  return `
const CAPACITY = ${capacity}u;
${CONSTANTS}
${BINDINGS}

var<workgroup> factors: array<vec4u, ${vectors(shape) * threads}>;
var<private> base: u32;
${WALKER}
// Which terms have mates, a mask a mode.
var<private> mates0: ${mask};
var<private> mates1: ${mask};
var<private> mates2: ${mask};
// Which terms have changed since everything was reduced.
var<private> changed: ${mask};

${DRAW}

${terms.code}

fn mates(x: u32) -> ${mask} {
  return select(select(mates2, mates1, x == 1u), mates0, x == 0u);
}

fn setMates(x: u32, m: ${mask}) {
  mates0 = select(mates0, m, x == 0u);
  mates1 = select(mates1, m, x == 1u);
  mates2 = select(mates2, m, x == 2u);
}

${memoryCode(shape)}

// Another factor of mode x for term r; gives the other terms that have it.
fn change(x: u32, r: u32, value: u32) -> ${mask} {
  let old = factor(x, r);
  let mine = bit(r);
  var known = mates(x) & ~mine;
  var equal = ${mask}(0u);
  if (old != 0u) {
    let left = scan(x, old) & ~mine;
    if (bits(left) == 1u) { known &= ~left; }
  }
  if (value != 0u) {
    equal = scan(x, value) & ~mine;
    if (${any('equal')}) { known |= equal | mine; }
  }
  setMates(x, known);
  write(x, r, value);
  changed |= mine;
  return equal;
}

fn isNear(x: u32, y: u32, r: u32, among: ${mask}) -> bool {
  var rest = among;
  let fx = factor(x, r);
  let fy = factor(y, r);
  loop {
    if (!(${any('rest')})) { return false; }
    let t = firstOf(rest);
    if (factor(x, t) == fx || factor(y, t) == fy) { return true; }
    rest = withoutFirst(rest);
  }
}

// What was reduced before can be again only where a term has changed since.
fn reduce() {
  loop {
    let there = below(rank);
    var zero = CAPACITY;
    var pair = 0xffffffffu;
    var rest = changed;
    loop {
      if (!(${any('rest')})) { break; }
      let d = firstOf(rest);
      rest = withoutFirst(rest);
      let f = vec3u(factor(0u, d), factor(1u, d), factor(2u, d));
      if (any(f == vec3u(0u))) {
        zero = d;
        break;
      }
      let m0 = scan(0u, f.x);
      let m1 = scan(1u, f.y);
      let m2 = scan(2u, f.z);
      let others = ((m0 & m1) | (m0 & m2) | (m1 & m2)) & there & ~bit(d);
      if (${any('others')}) {
        let before = others & below(d);
        // The first pair in lexicographic order, as its first term times 128 plus its second.
        pair = min(pair, select(d * 128u + firstOf(others), firstOf(before) * 128u + d, ${any('before')}));
      }
    }
    if (zero == CAPACITY && pair == 0xffffffffu) { break; }
    var gone = zero;
    if (zero == CAPACITY) {
      let r = pair / 128u;
      gone = pair % 128u;
      let f = vec3u(factor(0u, r), factor(1u, r), factor(2u, r));
      let g = vec3u(factor(0u, gone), factor(1u, gone), factor(2u, gone));
      let equal = f == g;
      let q = select(select(2u, 1u, equal.x && equal.z), 0u, equal.y && equal.z);
      _ = change(q, r, f[q] ^ g[q]);
    }
    rank -= 1u;
    let last = bit(rank);
    let mine = bit(gone);
    for (var x = 0u; x < 3u; x++) {
      _ = change(x, gone, 0u);
      if (gone != rank) {
        write(x, gone, factor(x, rank));
        write(x, rank, 0u);
        setMates(x, moved(mates(x), last, mine));
      }
    }
    changed &= ~mine;
    if (gone != rank) { changed = moved(changed, last, mine); }
  }
  changed = ${mask}(0u);
}

fn tryPlus() -> bool {
${PLUS_DRAWN}
  let fx = factor(x, r);
  let gx = factor(x, s);
  let fy = factor(y, r);
  let gy = factor(y, s);
  let fz = factor(z, r);
  let gz = factor(z, s);
  if (fx == gx || fy == gy || fz == gz) { return false; }
  for (var step = 0u; step < 5u; step++) {
    let mode = select(select(select(x, z, step == 2u), y, step == 1u || step == 3u), x, step == 0u);
    let to = select(select(s, r, step == 3u), rank, step < 3u);
    let value = select(select(select(select(fx ^ gx, fy ^ gy, step == 3u), fz ^ gz, step == 2u), gy, step == 1u), fx, step == 0u);
    _ = change(mode, to, value);
  }
  rank++;
  return true;
}

fn load(start: u32) {
  for (var v = 0u; v < ${vectors(shape) - 1}u; v++) { factors[base + v] = vec4u(0u); }
  for (var x = 0u; x < 3u; x++) {
    var known = ${mask}(0u);
    for (var t = 0u; t < rank; t++) {
      let value = schemes[word(start + x * CAPACITY + t)];
      let equal = scan(x, value);
      if (${any('equal')}) { known |= equal | bit(t); }
      write(x, t, value);
    }
    setMates(x, known);
  }
}

fn store(to: u32) {
  for (var x = 0u; x < 3u; x++) {
    for (var t = 0u; t < rank; t++) {
      schemes[word(to + x * CAPACITY + t)] = factor(x, t);
    }
  }
}

@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) local: u32) {
  base = local * ${vectors(shape)}u;
  walker = id.x;
  if (walker >= run.walkers) { return; }
${taken()}
  var loads = true;
  var start = SCHEME;
  var attempts = 0u;
  var left = run.tries;
  loop {
    if (loads) {
      load(start);
      loads = false;
    }
    let before = rank;
    var reducible = false;
    var flipped = false;
    var tried = false;
    if (attempts > 0u) {
      attempts -= 1u;
      reducible = tryPlus();
      attempts = select(attempts, 0u, reducible);
    } else {
      if (${IS_OVER}) { break; }
      var coins = 0u;
      var x = 0u;
      var r = 0u;
      tried = true;
      for (var k = 0u; k < ${TRIES}u; k++) {
        left -= 1u;
        idle++;
        coins = draw();
        let pick = ((coins >> 16u) * (3u * rank)) >> 16u;
        x = select(0u, 1u, pick >= rank) + select(0u, 1u, pick >= 2u * rank);
        r = pick - x * rank;
        flipped = ${any('(mates(x) & bit(r))')};
        misses = select(misses + 1u, 0u, flipped);
        if (flipped || left == 0u || misses % PATIENCE == 0u || idle >= plusAfter) { break; }
      }
      if (flipped) {
        let key = factor(x, r);
        var others = scan(x, key) & ~bit(r);
        for (var skip = (((coins >> 2u) & 0x3fffu) * bits(others)) >> 14u; skip > 0u; skip--) {
          others = withoutFirst(others);
        }
        let s = firstOf(others);
        let y = (x + 1u + (coins & 1u)) % 3u;
        let z = 3u - x - y;
        for (var half = 0u; half < 2u; half++) {
          let mode = select(y, z, half == 1u);
          let third = 3u - x - mode;
          let to = select(r, s, half == 1u);
          let other = select(s, r, half == 1u);
          let value = factor(mode, to) ^ factor(mode, other);
          let equal = change(mode, to, value);
          reducible = reducible || value == 0u || isNear(x, third, to, equal);
        }
      }
    }
    if (reducible) {
      reduce();
    } else {
      changed = ${mask}(0u);
    }
${AFTER_A_TRY}
  }
${saved()}
  store(SCHEME);
}
`;
}
