import { Button, Menu } from '@mantine/core';
import type { Space } from '../../algorithm/equivalence/sandwich.ts';
import { gluable, keepComposed } from '../../session/library/compositions.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { sentence } from '../../session/sentences.ts';
import { formatTarget } from '../shared/format.ts';
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
  return (
    <Menu position="bottom-start" shadow="md" width={280} withinPortal>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          disabled={!hasProduct && spaces.length === 0}
          title="The tensor product, or both glued along a side: of one arithmetic, with sides up to 12"
        >
          Compose
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="download-menu">
        {hasProduct && (
          <Menu.Item onClick={() => void compose('product')}>
            <b>Tensor product</b>
            <small>
              {formatTarget(size)}, rank {first.rank * second.rank}
            </small>
          </Menu.Item>
        )}
        {spaces.map((space) => (
          <Menu.Item key={space} onClick={() => void compose(space)}>
            <b>Glue along {space}</b>
            <small>
              {formatTarget(gluedSize(first, second, space))}, rank {first.rank + second.rank}
            </small>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function gluedSize(first: LibraryEntry, second: LibraryEntry, along: Space): number[] {
  const at = 'nmp'.indexOf(along);
  return first.size.map((side, x) => (x === at ? side + second.size[x]! : side));
}
