import { useEffect, useRef, useState } from 'react';
import type { Playback } from '../../search/record/playback.ts';
import { modesOf } from '../../session/tree/names.ts';
import { childrenOf } from '../../session/tree/walk.ts';
import { formatCount, formatValue } from '../shared/format.ts';
import { endSuffix } from './end-words.ts';
import { moveText } from './move-text.ts';
import { useInspector, useTreeState } from './tree-context.ts';

/** Children of a node that the outline names. */
const MOST_CHILDREN = 8;

/** The tree as text: what lies around the selected node, for reading and for screen readers. */
export function Outline() {
  const { record, playback, selected } = useTreeState((state) => state);
  useTreeState((state) => state.revision);
  const [open, setOpen] = useState(false);
  if (record === null || playback === null || record.nodes === 0) return null;
  const way = [0, ...record.lineTo(selected).map((edge) => record.columns.edgeChild.data[edge]!)];
  return (
    <details
      className="card tree-outline"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>Outline</summary>
      {open && (
        <div className="tree-items" role="tree" aria-label="The tree as an outline">
          <Item node={0} level={1} way={way} playback={playback} />
        </div>
      )}
    </details>
  );
}

interface ItemProps {
  readonly node: number;
  readonly level: number;
  /** The nodes from the first to the selected one: these are open. */
  readonly way: readonly number[];
  readonly playback: Playback;
}

function Item({ node, level, way, playback }: ItemProps) {
  const inspector = useInspector();
  const selected = way.at(-1) === node;
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The focus goes along when keys walk the tree.
    const focused = document.activeElement;
    if (selected && focused?.getAttribute('role') === 'treeitem') ref.current?.focus();
  }, [selected]);
  const children = childrenOf(playback, node);
  const expanded = way.includes(node) && children.length > 0;
  return (
    <div
      ref={ref}
      role="treeitem"
      aria-level={level}
      aria-selected={selected}
      aria-expanded={children.length === 0 ? undefined : expanded}
      tabIndex={selected ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation();
        inspector.select(node);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
        event.preventDefault();
        inspector.select(node);
      }}
    >
      <span>{wordsOf(playback, node)}</span>
      {expanded && (
        // biome-ignore lint/a11y/useSemanticElements: the children of a tree item are a group
        <div role="group">
          {shown(children, way).map((child) => (
            <Item key={child} node={child} level={level + 1} way={way} playback={playback} />
          ))}
        </div>
      )}
    </div>
  );
}

/** The most visited, and the one on the way to the selected node. */
function shown(children: readonly number[], way: readonly number[]): number[] {
  return children.filter((child, at) => at < MOST_CHILDREN || way.includes(child));
}

/** 'a₁₁b₁₁ → c₁₁: 42 visits, 7.2 moves expected, pruned' */
export function wordsOf(playback: Playback, node: number): string {
  const { columns, header } = playback.record;
  const edge = columns.nodeParentEdge.data[node]!;
  const name = edge < 0 ? 'First node' : moveText(playback.record.edgeTerm(edge), modesOf(header));
  const visits = playback.nodeVisits.data[node]!;
  const moves = columns.nodeDepth.data[node]! - playback.nodeSum.data[node]! / visits;
  return `${name}: ${formatCount(visits)} visits, ${formatValue(moves)} moves expected${endSuffix(playback, node)}`;
}
