import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTerms } from '../../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { newLine, playTerm } from '../../game/line-tree.ts';
import { ByteReader, ByteWriter, checksum, fromUrlText, toUrlText } from './bytes.ts';
import { freshGame, type Game } from './game-record.ts';
import { decodeGame, encodeGame, fromHash, toHash } from './link.ts';
import { randomGame } from './random-game.test-support.ts';

function played(game: Game, terms = toTerms(strassen('standard'))): Game {
  return { ...game, tree: terms.reduce(playTerm, newLine()) };
}

function opened(hash: string): Game {
  const read = fromHash(hash);
  if (read === null || 'error' in read) throw new Error(read?.error ?? 'No game');
  return read.game;
}

function errorOf(hash: string): string {
  const read = fromHash(hash);
  if (read === null || 'game' in read) throw new Error('There is no error');
  return read.error;
}

/** The text of a link with those bytes and a right checksum. */
function linkOf(bytes: readonly number[]): string {
  const check = checksum(Uint8Array.from(bytes));
  return `#/play/1.${toUrlText(Uint8Array.from([...bytes, check, check >>> 8, check >>> 16]))}`;
}

const strassenGame = played(freshGame({ kind: 'matmul', size: [2, 2, 2] }, 'standard'));

describe('links', () => {
  it('hold the whole game: game → link → game → link is the identity', () => {
    fc.assert(
      fc.property(randomGame, (game) => {
        const hash = toHash(game);
        expect(hash).toMatch(/^#\/play\/1\.[\w-]+$/);
        const read = opened(hash);
        expect(read).toEqual({ ...game, draft: null });
        expect(toHash(read)).toBe(hash);
      }),
      { numRuns: 300 },
    );
  });

  it('in the form that is stored, the move being edited too', () => {
    fc.assert(
      fc.property(randomGame, (game) => {
        expect(decodeGame(encodeGame(game))).toEqual({ game });
      }),
    );
  });

  it('are short', () => {
    expect(toHash(strassenGame).length).toBeLessThan(70);
    const size = [5, 5, 5] as const;
    const terms = toTerms(naiveAlgorithm(size, 'z2'));
    const game = played(freshGame({ kind: 'matmul', size }, 'z2'), terms);
    expect(toHash(game).length).toBeLessThan(2000);
  });

  // A link that was sent must open in every later version: this text is never changed.
  it('of version 1 stay readable', () => {
    expect(opened(STRASSEN_1)).toEqual(strassenGame);
  });
});

describe('broken links give one sentence', () => {
  it('cut anywhere', () => {
    const hash = toHash(strassenGame);
    for (let end = '#/play/1.'.length; end < hash.length; end++) {
      expect(errorOf(hash.slice(0, end))).toBe(
        'This link is cut short or damaged: ask for it again.',
      );
    }
  });

  it('with any character changed', () => {
    const hash = toHash(strassenGame);
    fc.assert(
      fc.property(
        fc.nat({ max: hash.length - 10 }),
        fc.string({ minLength: 1, maxLength: 1 }),
        (n, c) => {
          const at = 9 + n;
          const changed = hash.slice(0, at) + c + hash.slice(at + 1);
          const read = fromHash(changed);
          if (read !== null && 'game' in read) expect(read.game).toEqual(strassenGame);
          else expect(read?.error).toMatch(/^This link .*\.$/);
        },
      ),
    );
  });

  it('of any bytes, even with a right checksum', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 255 }), { maxLength: 60 }), (bytes) => {
        const read = fromHash(linkOf(bytes));
        if (read !== null && 'game' in read)
          expect(opened(toHash(read.game))).toEqual({ ...read.game, draft: null });
        else expect(read?.error).toMatch(/^This link .*\.$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('of any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = fromHash(`#/play/${text}`);
        if (text === '') expect(read).toBeNull();
        else expect(read).toHaveProperty('error');
      }),
    );
    expect(fromHash('')).toBeNull();
    expect(fromHash('#/play')).toBeNull();
    expect(fromHash('#/play/')).toBeNull();
    expect(fromHash('#/train')).toBeNull();
  });

  it('of another version', () => {
    expect(errorOf('#/play/2.AAAA')).toContain('version 2, newer than this page');
    expect(errorOf('#/play/0.AAAA')).toContain('version 0');
  });

  it('ten megabytes of nonsense', () => {
    expect(errorOf(`#/play/1.${'A'.repeat(1e7)}`)).toContain('damaged');
  });
});

describe('bytes', () => {
  it('come back', () => {
    const number = fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 });
    const base = fc.constantFrom(2, 3, 5);
    fc.assert(
      fc.property(
        fc.array(number),
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.nat({ max: 1 })),
        base,
        (numbers, text, digits, b) => {
          const writer = new ByteWriter();
          for (const n of numbers) writer.integer(n);
          writer.text(text);
          const values = digits.map((digit) => digit * (b - 1));
          writer.digits(values, b);
          const reader = new ByteReader(fromUrlText(toUrlText(writer.bytes())));
          for (const n of numbers) expect(reader.integer()).toBe(n);
          expect(reader.text()).toBe(text);
          expect(reader.digits(values.length, b)).toEqual(values);
          expect(reader.done).toBe(true);
        },
      ),
    );
  });
});

const STRASSEN_1 = '#/play/1.hAACAgKABYgEBwDmnQcA7nkCAHrCBwBDlwUAfbgEANJ6BwBhoAQHdisz';
