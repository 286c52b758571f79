import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bilinearTarget } from '../../tensor/bilinear.ts';
import { CUSTOM_EXAMPLE, parseCustomTarget } from './custom-target.ts';

function errorOf(text: string): string {
  const read = parseCustomTarget(text);
  if ('spec' in read) throw new Error('It was read');
  expect(read.error).toMatch(/\.$/);
  return read.error;
}

describe('a target of the user’s own', () => {
  it('is a list of lists of lists, with or without a title', () => {
    const read = parseCustomTarget('[[[1,0],[0,1],[0,0]]]');
    if ('error' in read) throw new Error(read.error);
    const target = bilinearTarget(read.spec);
    expect(target.title).toBe('Your own 1×3×2');
    expect(target.tensor).toEqual({ shape: [1, 3, 2], data: Int32Array.of(1, 0, 0, 1, 0, 0) });
    expect(target.modes.map(({ names }) => names)).toEqual([
      ['a1'],
      ['b1', 'b2', 'b3'],
      ['c1', 'c2'],
    ]);
    expect(target.known('standard')).toMatchObject({ rank: null, naive: 2 });
    const named = parseCustomTarget(CUSTOM_EXAMPLE);
    expect('spec' in named && bilinearTarget(named.spec).title).toBe('Mine');
  });

  const largest = `[${`[${`[${'-99,'.repeat(24)}-99],`.repeat(24)}[${'-99,'.repeat(24)}-99]],`.repeat(24)}[${`[${'-99,'.repeat(24)}-99],`.repeat(24)}[${'-99,'.repeat(24)}-99]]]`;

  it('is at most 25×25×25', () => {
    expect(parseCustomTarget(largest)).toHaveProperty('spec');
    expect(errorOf(`[[[${'1,'.repeat(25)}1]]]`)).toBe(
      'tensor[0][0] has 26 entries, but at most 25 can be played.',
    );
  });

  it.each([
    ['', 'The text is not JSON.'],
    ['{"tensor": [[[1]]', 'The text is not JSON.'],
    ['7', 'The text holds no list.'],
    ['null', 'The text holds no list.'],
    ['{"shape": [1,1,1]}', '“tensor” is missing.'],
    ['[1, 2]', 'tensor[0] is 1, but a tensor is a list of lists of lists'],
    ['[[[1, 2], [3]]]', 'tensor[0][1] has 1 entries, but the lists before it have 2.'],
    ['[[[1, 2]], [[3, 4], [5, 6]]]', 'tensor[1] has 2 entries, but the lists before it have 1.'],
    ['[[[1, 0.5]]]', 'tensor[0][0][1] is 0.5 and not a whole number.'],
    ['[[[1, "2"]]]', 'tensor[0][0][1] is "2" and not a whole number.'],
    ['[[[1, null]]]', 'tensor[0][0][1] is null and not a whole number.'],
    ['[[[1, 100]]]', 'tensor[0][0][1] is 100, but entries go from −99 to 99.'],
    ['[[[1, 1e400]]]', 'tensor[0][0][1] is Infinity and not a whole number.'],
    ['[]', 'tensor is empty.'],
    ['[[[]]]', 'tensor[0][0] is empty.'],
    ['[[[0, 0]]]', 'all entries of the tensor are 0'],
    ['{"title": 7, "tensor": [[[1]]]}', 'This is no target.'],
  ])('%s', (text, sentence) => {
    expect(errorOf(text)).toContain(sentence);
  });

  it('is not ten megabytes of nonsense', () => {
    expect(errorOf('['.repeat(1e7))).toContain('10.0 MB');
    expect(errorOf('x'.repeat(300_000))).toContain('300 kB');
    expect(errorOf('['.repeat(250_000))).toContain('not JSON');
  });

  it('any JSON whatever gives a target or a sentence', () => {
    const sentenceOrTarget = (value: unknown) => {
      const read = parseCustomTarget(JSON.stringify(value));
      if ('error' in read) expect(read.error).toMatch(/\.$/);
      else expect(bilinearTarget(read.spec).tensor.data.some((entry) => entry !== 0)).toBe(true);
    };
    fc.assert(fc.property(fc.jsonValue(), sentenceOrTarget));
    const depth3 = fc.array(fc.array(fc.array(fc.oneof(fc.integer(), fc.jsonValue()))));
    fc.assert(fc.property(depth3, (tensor) => sentenceOrTarget({ tensor })));
  });
});
