import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strassen } from '../algorithm/examples.ts';
import { seeded } from '../tensor/random.ts';
import { CHECKPOINT_FILE, type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { writeContainer } from './container.ts';
import type { ExperienceSnapshot } from './experience.ts';
import { tinyRun } from './testing/tiny-run.ts';

const ONE_SENTENCE = /^This [^.]+\.$/;

function floats(length: number, seed: number): Float32Array {
  const random = seeded(seed);
  return Float32Array.from({ length }, () => random.next() - 0.5);
}

function experience(positions: number): ExperienceSnapshot {
  return {
    next: 3 % Math.max(1, positions),
    size: positions,
    states: Int32Array.from({ length: 2 * positions }, (_, i) => -(2 ** 31) + i),
    movesLeft: Int32Array.from({ length: positions }, (_, i) => i),
    returns: floats(positions, 2),
    // An odd number of 16-bit numbers is padded.
    moves: Uint16Array.from({ length: 3 * positions }, (_, i) => 65535 - i),
    weights: floats(positions, 3),
    targets: new Uint8Array(positions),
    ply: Uint16Array.from({ length: positions }, (_, i) => i),
    played: new Uint16Array(0),
  };
}

function checkpoint(parameters: number): Checkpoint {
  return {
    config: tinyRun({ size: [2, 2, 2] }),
    counters: { epoch: 1, step: 20, games: 12, solved: 3, seconds: 4.25 },
    random: seeded(4).state(),
    algorithms: [{ ...strassen('standard'), provenance: { note: 'ünïcödé, “quoted”' } }],
    found: { counts: [{ found: 4, kept: 2 }], others: Int32Array.of(1, -2, 3, 4) },
    own: [
      { target: 0, rank: 1, factors: Int8Array.of(1, -1, 0, 1, 1) },
      { target: 0, rank: 1, factors: Int8Array.of(0, 1, 1), reworked: true },
    ],
    parameters: floats(parameters, 1),
    optimiser: { step: 20, first: floats(parameters, 5), second: floats(parameters, 6) },
    played: experience(5),
    best: [experience(0), experience(2)],
    log: { stride: 2, rows: [], milestones: [] },
    origin: 'npm run discover -- --size 2x2x2',
  };
}

describe('a checkpoint', () => {
  test('reads back as it was written, bit by bit', () => {
    for (const parameters of [1, 2, 3, 50]) {
      const written = checkpoint(parameters);
      const file = writeCheckpoint(written);
      const read = readCheckpoint(file);
      expect(read).toEqual(written);
      expect(writeCheckpoint(read)).toEqual(file);
    }
  });

  test('reads from the middle of a larger buffer', () => {
    const file = writeCheckpoint(checkpoint(3));
    const buffer = new Uint8Array(file.length + 7);
    buffer.set(file, 5);
    const inside = buffer.subarray(5, 5 + file.length);
    expect(readCheckpoint(inside)).toEqual(readCheckpoint(file));
  });

  test('keeps numbers that are not finite and negative zero', () => {
    const odd = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-45);
    const read = readCheckpoint(writeCheckpoint({ ...checkpoint(4), parameters: odd }));
    expect(read.parameters).toEqual(odd);
  });
});

test('a checkpoint of version 1 is brought up to the present', () => {
  const now = checkpoint(4);
  const { targets, tokenDigits: _, ...settings } = now.config;
  const old1 = ({ targets: _t, ply: _p, played: _m, ...rest }: ExperienceSnapshot) => rest;
  const { log: _log, found: _found, own: _own, origin: _origin, ...rest } = now;
  const old = {
    ...rest,
    config: { ...settings, ...targets[0]!, version: 1 },
    played: old1(now.played),
    best: old1(now.best[1]!),
  };
  const read = readCheckpoint(writeContainer({ ...CHECKPOINT_FILE, version: 1 }, old));
  expect(read.config).toEqual(now.config);
  expect(read.log).toBeNull();
  expect(read.found).toBeNull();
  expect(read.own).toEqual([]);
  expect(read.origin).toBe('');
  expect(read.best).toEqual([{ ...now.best[1]!, ply: new Uint16Array(2) }]);
  expect(read.played).toEqual({ ...now.played, ply: new Uint16Array(5) });
});

describe('a damaged checkpoint gives one sentence', () => {
  const file = writeCheckpoint(checkpoint(6));

  test('whichever bits of one byte are flipped', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, flips) => {
        const damaged = file.slice();
        damaged[at] = damaged[at]! ^ flips;
        expect(() => readCheckpoint(damaged)).toThrow(ONE_SENTENCE);
      }),
      { numRuns: 300 },
    );
    // The header, where each field is read before the checksum is: every bit of it.
    for (let bit = 0; bit < 8 * 16; bit++) {
      const damaged = file.slice();
      damaged[bit >> 3] = damaged[bit >> 3]! ^ (1 << (bit & 7));
      expect(() => readCheckpoint(damaged)).toThrow(ONE_SENTENCE);
    }
  });

  test('wherever it is cut off', () => {
    for (let length = 0; length < file.length; length++) {
      expect(() => readCheckpoint(file.slice(0, length))).toThrow(ONE_SENTENCE);
    }
  });

  test('when something is appended, or it is something else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        expect(() => readCheckpoint(Uint8Array.of(...file, ...bytes))).toThrow(ONE_SENTENCE);
        expect(() => readCheckpoint(bytes)).toThrow(ONE_SENTENCE);
      }),
    );
  });

  test('when its version is unknown: the sentence tells both', () => {
    const newer = file.slice();
    newer[4] = 9;
    expect(() => readCheckpoint(newer)).toThrow(
      'This checkpoint has version 9; this program reads version 2.',
    );
  });
});
