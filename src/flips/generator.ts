/**
 * xoshiro128++ 1.0 (Blackman and Vigna): four 32-bit words of state, only additions, shifts and
 * exclusive ors of 32 bits, so that a shader draws the same numbers. The state is a typed array and not
 * one of `Random`'s objects, because a walk draws from it more than ten million times a second.
 */
export type GeneratorState = Int32Array;

/** 32 random bits, as a signed integer; the state advances. */
export function draw(state: GeneratorState): number {
  const s0 = state[0]!;
  const s1 = state[1]!;
  const s2 = state[2]! ^ s0;
  const s3 = state[3]! ^ s1;
  const sum = (s0 + state[3]!) | 0;
  state[0] = s0 ^ s3;
  state[1] = s1 ^ s2;
  state[2] = s2 ^ (s1 << 9);
  state[3] = (s3 << 11) | (s3 >>> 21);
  return (((sum << 7) | (sum >>> 25)) + s0) | 0;
}

/**
 * The state for a walker of a seed. Four outputs of a 32-bit mixing function (the finaliser of
 * MurmurHash3) over a counter that starts from both numbers; never all zero in practice, and made so.
 */
export function generatorOf(seed: number, walker: number): GeneratorState {
  const state = new Int32Array(4);
  let counter = (Math.imul(seed | 0, 0x9e3779b1) + Math.imul(walker | 0, 0x85ebca6b)) | 0;
  for (let word = 0; word < 4; word++) {
    counter = (counter + 0x6d2b79f5) | 0;
    state[word] = mixed(counter);
  }
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}

function mixed(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
