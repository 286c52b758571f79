import { expect, it } from 'vitest';
import { toTerms } from '../../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { termsTo } from '../../game/line-tree.ts';
import { fromHash } from '../play/link.ts';
import { playLink } from './play-link.ts';

it('an algorithm becomes a game with all its moves ahead, and what cannot be played has none', () => {
  for (const algorithm of [strassen('standard'), strassen('z2')]) {
    const read = fromHash(playLink(algorithm) ?? '');
    if (read === null || 'error' in read) throw new Error('no game');
    const { tree, arithmetic } = read.game;
    expect(tree.at).toBe(0);
    expect(arithmetic).toBe(algorithm.arithmetic);
    expect(termsTo(tree, tree.nodes.length - 1)).toEqual(toTerms(algorithm));
  }
  expect(playLink(naiveAlgorithm([6, 1, 1], 'z2'))).toBeNull();
  const { u, ...rest } = strassen('standard');
  expect(playLink({ ...rest, u: u.map((row) => row.map((c) => 3 * c)) })).toBeNull();
  expect(playLink({ ...rest, u, denominators: [2, 1, 1] })).toBeNull();
});
