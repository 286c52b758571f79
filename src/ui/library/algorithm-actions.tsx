import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { playLink } from '../../session/library/play-link.ts';
import { DownloadMenu } from './download-menu.tsx';
import { useLibrary } from './library-context.ts';
import { HASHES } from './place.ts';

interface AlgorithmActionsProps {
  readonly entry: LibraryEntry;
  readonly algorithm: Algorithm;
  /** False for what is published and not in the user's library. */
  readonly isOwn: boolean;
}

/** What can be done with an algorithm as a whole. */
export function AlgorithmActions({ entry, algorithm, isOwn }: AlgorithmActionsProps) {
  const { library, ui } = useLibrary();
  const link = useMemo(() => playLink(algorithm), [algorithm]);
  const remove = async () => {
    const removed = await library.remove([entry.key]);
    if (removed === null) return;
    ui.setState({ removed });
    location.hash = HASHES.found;
  };
  return (
    <div className="algorithm-actions">
      <DownloadMenu keys={[entry.key]} variant="filled" />
      {link !== null && (
        <Button component="a" href={link} size="compact-sm" variant="default">
          Open in Play
        </Button>
      )}
      {isOwn && canBeProbed(entry) && (
        <Button
          component="a"
          href={`#/probe?scheme=${entry.key}`}
          size="compact-sm"
          variant="default"
          title="Time it as a compute shader on this machine’s GPU"
        >
          Probe
        </Button>
      )}
      {isOwn && (
        <Button size="compact-sm" variant="default" onClick={() => void remove()}>
          Delete
        </Button>
      )}
    </div>
  );
}

/** A kernel multiplies numbers, and is worth it where there are fewer multiplications. */
function canBeProbed({ arithmetic, size, rank }: LibraryEntry): boolean {
  return arithmetic === 'standard' && rank < size[0] * size[1] * size[2];
}
