/**
 * The walk of walk.ts modulo 2 as a compute shader, a walker a subgroup: term t lives in the registers
 * of thread t mod S, for subgroups of S threads, and "which terms have this factor" is one ballot. All
 * threads of a subgroup take the same branches, so nothing diverges, and a scheme needs no memory.
 *
 * Beside its factors a term knows how many mates each of them has, kept up to date at every flip, so
 * that a try that misses costs a draw and a look at one bit.
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

export interface SubgroupShape {
  /** The most terms of a scheme. */
  readonly capacity: number;
  /** S, the threads of a subgroup: 4 to 32, a power of two. */
  readonly subgroup: number;
  /** Walkers of a workgroup. */
  readonly walkers: number;
}

/** The shader, entry point `main`, with the bindings of shader-parts.ts. It needs the feature `subgroups`. */
export function subgroupShader({ capacity, subgroup, walkers }: SubgroupShape): string {
  const chunks = Array.from({ length: Math.ceil(capacity / subgroup) }, (_, c) => c);
  const each = (line: (c: number) => string, separator = '\n') => chunks.map(line).join(separator);
  /** The value of the chunk that holds term r, by a chain of selections. */
  const chosen = (value: (c: number) => string) =>
    chunks.slice(1).reduce((rest, c) => `select(${rest}, ${value(c)}, chunk == ${c}u)`, value(0));
  return `
enable subgroups;
diagnostic(off, subgroup_uniformity);

const CAPACITY = ${capacity}u;
const S = ${subgroup}u;
${CONSTANTS}
${BINDINGS}

var<private> lane: u32;
${WALKER}
var<private> reducible: bool;
// Of term c · S + lane: its factors, and how many mates each of them has.
${each((c) => `var<private> f${c}: vec3u;\nvar<private> n${c}: vec3u;`)}
// The same for all threads: which terms of the chunk have mates, bit by bit, a mask a mode.
${each((c) => `var<private> h${c}: vec3u;`)}

${DRAW}

fn factor(v: vec3u, x: u32) -> u32 {
  return select(select(v.z, v.y, x == 1u), v.x, x == 0u);
}

fn isMode(x: u32) -> vec3<bool> {
  return vec3<bool>(x == 0u, x == 1u, x == 2u);
}

fn ballot(bit: bool) -> u32 {
  return subgroupBallot(bit).x;
}

fn term(r: u32) -> vec3u {
  let chunk = r / S;
  return subgroupShuffle(${chosen((c) => `f${c}`)}, r % S);
}

fn put(r: u32, v: vec3u) {
  let chunk = r / S;
  let mine = lane == r % S;
${each((c) => `  f${c} = select(f${c}, v, mine && chunk == ${c}u);`)}
}

fn recount() {
${each((c) => `  n${c} = vec3u(0u);`)}
  for (var r = 0u; r < rank; r++) {
    let v = term(r);
${each((c) => `    n${c} += select(vec3u(0u), vec3u(1u), (f${c} == v) & vec3<bool>(${c}u * S + lane != r));`)}
  }
  mark();
}

fn mark() {
${each(
  (c) => `  {
    let there = ${c}u * S + lane < rank;
    h${c} = vec3u(ballot(there && n${c}.x > 0u), ballot(there && n${c}.y > 0u), ballot(there && n${c}.z > 0u));
  }`,
)}
}

fn sharedTwo(equal: vec3<bool>) -> u32 {
  return select(select(select(3u, 2u, equal.x && equal.y), 1u, equal.x && equal.z), 0u, equal.y && equal.z);
}

// One place each for whatever is long: compilers inline every call.
fn reduce() {
  loop {
    var gone = CAPACITY;
${each(
  (c) => `    {
      let zero = ballot(${c}u * S + lane < rank && any(f${c} == vec3u(0u)));
      if (zero != 0u && gone == CAPACITY) { gone = ${c}u * S + firstTrailingBit(zero); }
    }`,
)}
    for (var r = 0u; gone == CAPACITY && r + 1u < rank; r++) {
      let v = term(r);
${each(
  (c) => `      {
        let at = ${c}u * S + lane;
        let pair = ballot(at > r && at < rank && sharedTwo(f${c} == v) < 3u);
        if (pair != 0u && gone == CAPACITY) { gone = ${c}u * S + firstTrailingBit(pair); }
      }`,
)}
      if (gone < CAPACITY) {
        let w = term(gone);
        put(r, select(v, v ^ w, isMode(sharedTwo(v == w))));
      }
    }
    if (gone == CAPACITY) { break; }
    rank -= 1u;
    put(gone, term(rank));
    put(rank, vec3u(0u));
  }
}

// False for a miss. "reducible" then tells whether something can be reduced.
fn flip() -> bool {
  let bits = draw();
  let pick = ((bits >> 16u) * (3u * rank)) >> 16u;
  let x = select(select(2u, 1u, pick < 2u * rank), 0u, pick < rank);
  let r = pick - x * rank;
  let chunk = r / S;
  if (((factor(${chosen((c) => `h${c}`)}, x) >> (r % S)) & 1u) == 0u) { return false; }
  let a = term(r);
  let key = factor(a, x);
  var mates = 0u;
${each(
  (c) => `  let e${c} = ballot(factor(f${c}, x) == key && ${c}u * S + lane != r);
  mates += countOneBits(e${c});`,
)}
  var left = (((bits >> 2u) & 0x3fffu) * mates) >> 14u;
  var s = CAPACITY;
${each(
  (c) => `  if (s == CAPACITY) {
    let count = countOneBits(e${c});
    if (left < count) {
      let mine = ((e${c} >> lane) & 1u) == 1u && countOneBits(e${c} & ((1u << lane) - 1u)) == left;
      s = ${c}u * S + firstTrailingBit(ballot(mine));
    } else {
      left -= count;
    }
  }`,
)}
  let b = term(s);
  let y = (x + 1u + (bits & 1u)) % 3u;
  let z = 3u - x - y;
  let oldY = factor(a, y);
  let oldZ = factor(b, z);
  let newY = oldY ^ factor(b, y);
  let newZ = oldZ ^ factor(a, z);
  let inY = isMode(y);
  let inZ = isMode(z);
  let isY = select(vec3u(0u), vec3u(1u), inY);
  let isZ = select(vec3u(0u), vec3u(1u), inZ);
  var lessened = newY == 0u || newZ == 0u;
  var matesY = 0u;
  var matesZ = 0u;
${each(
  (c) => `  {
    let at = ${c}u * S + lane;
    let fy = factor(f${c}, y);
    let fz = factor(f${c}, z);
    let shares = factor(f${c}, x) == key;
    let isR = at == r;
    let isS = at == s;
    let equalY = fy == newY && !isR;
    let equalZ = fz == newZ && !isS;
    lessened = lessened || (equalY && (shares || fz == factor(a, z))) || (equalZ && (factor(f${c}, x) == factor(b, x) || fy == factor(b, y)));
    matesY += countOneBits(ballot(equalY));
    matesZ += countOneBits(ballot(equalZ));
    n${c} += isY * (select(0u, 1u, equalY) - select(0u, 1u, fy == oldY && !isR));
    n${c} += isZ * (select(0u, 1u, equalZ) - select(0u, 1u, fz == oldZ && !isS));
    f${c} = select(f${c}, vec3u(newY), inY & vec3<bool>(isR));
    f${c} = select(f${c}, vec3u(newZ), inZ & vec3<bool>(isS));
  }`,
)}
  reducible = subgroupAny(lessened);
${each(
  (c) => `  {
    let at = ${c}u * S + lane;
    n${c} = select(n${c}, vec3u(matesY), inY & vec3<bool>(at == r));
    n${c} = select(n${c}, vec3u(matesZ), inZ & vec3<bool>(at == s));
    h${c} = select(h${c}, vec3u(ballot(factor(n${c}, y) > 0u)), inY);
    h${c} = select(h${c}, vec3u(ballot(factor(n${c}, z) > 0u)), inZ);
  }`,
)}
  return true;
}

fn tryPlus() -> bool {
${PLUS_DRAWN}
  let a = term(r);
  let b = term(s);
  if (any(a == b)) { return false; }
  put(rank, select(select(a ^ b, a, isMode(x)), b, isMode(y)));
  rank++;
  put(r, select(a, a ^ b, isMode(y)));
  put(s, select(b, a ^ b, isMode(x)));
  return true;
}

fn load(start: u32) {
${each(
  (c) => `  {
    let at = ${c}u * S + lane;
    f${c} = vec3u(0u);
    if (at < rank) {
      f${c} = vec3u(schemes[word(start + at)], schemes[word(start + CAPACITY + at)], schemes[word(start + 2u * CAPACITY + at)]);
    }
  }`,
)}
}

fn store(to: u32) {
${each(
  (c) => `  {
    let at = ${c}u * S + lane;
    if (at < rank) {
      schemes[word(to + at)] = f${c}.x;
      schemes[word(to + CAPACITY + at)] = f${c}.y;
      schemes[word(to + 2u * CAPACITY + at)] = f${c}.z;
    }
  }`,
)}
}

@compute @workgroup_size(${subgroup * walkers})
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(subgroup_invocation_id) invocation: u32,
) {
  lane = invocation;
  walker = id.x / S;
  if (walker >= run.walkers) { return; }
${taken()}
  var loads = true;
  var start = SCHEME;
  var attempts = 0u;
  var left = run.tries;
  loop {
    var stale = loads;
    if (loads) {
      load(start);
      loads = false;
    }
    reducible = false;
    let before = rank;
    var flipped = false;
    var tried = false;
    if (attempts > 0u) {
      attempts -= 1u;
      reducible = tryPlus();
      attempts = select(attempts, 0u, reducible);
    } else if (!stale) {
      if (${IS_OVER}) { break; }
      left -= 1u;
      idle++;
      tried = true;
      flipped = flip();
      misses = select(misses + 1u, 0u, flipped);
    }
    if (reducible) {
      reduce();
      stale = true;
    }
    if (stale) { recount(); }
${AFTER_A_TRY}
  }
  if (lane == 0u) {
${saved()}
  }
  store(SCHEME);
}
`;
}
