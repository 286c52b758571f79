import type { Space } from '../../algorithm/equivalence/sandwich.ts';
import { gluable, keepComposed } from '../../session/library/compositions.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { sentence } from '../../session/sentences.ts';
import { formatTarget } from '../shared/format.ts';
import { ChoicePopover } from './choice-popover.tsx';
import { useLibrary } from './library-context.ts';

/** The longest side of a product. */
const LONGEST_SIDE = 12;

interface ComposeMenuProps {
  /** One, to be composed with itself, or two. */
  readonly entries: readonly LibraryEntry[];
}

/** The tensor product of two selected algorithms, and both glued along a side. */
export function ComposeMenu({ entries }: ComposeMenuProps) {
  const { library, workshop, ui } = useLibrary();
  const [first, second = first] = entries;
  if (first === undefined || second === undefined) return null;
  const size = first.size.map((side, at) => side * second.size[at]!);
  const hasProduct =
    first.arithmetic === second.arithmetic && size.every((side) => side <= LONGEST_SIDE);
  const spaces = gluable(first, second);
  const compose = async (how: 'product' | Space) => {
    try {
      const kept = await keepComposed(library, [first, second], how);
      workshop.tell(how === 'product' ? 'The tensor product' : 'What was glued', kept);
    } catch (error) {
      ui.setState({ notice: `They were not composed: ${sentence(error)}` });
    }
  };
  const products = {
    name: 'Tensor product',
    about: `${formatTarget(size)}, rank ${first.rank * second.rank}`,
    onChoose: () => void compose('product'),
  };
  const choices = [
    ...(hasProduct ? [products] : []),
    ...spaces.map((space) => ({
      name: `Glue along ${space}`,
      about: `${formatTarget(gluedSize(first, second, space))}, rank ${first.rank + second.rank}`,
      onChoose: () => void compose(space),
    })),
  ];
  return (
    <ChoicePopover
      label="Compose"
      variant="default"
      groups={[{ title: '', choices }]}
      disabled={choices.length === 0}
      hint="The tensor product, or both glued along a side: of one arithmetic, with sides up to 12"
    />
  );
}

function gluedSize(first: LibraryEntry, second: LibraryEntry, along: Space): number[] {
  const at = 'nmp'.indexOf(along);
  return first.size.map((side, x) => (x === at ? side + second.size[x]! : side));
}
