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
  readonly canDelete: boolean;
}

/** What can be done with an algorithm as a whole. */
export function AlgorithmActions({ entry, algorithm, canDelete }: AlgorithmActionsProps) {
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
      {canDelete && (
        <Button size="compact-sm" variant="default" onClick={() => void remove()}>
          Delete
        </Button>
      )}
    </div>
  );
}
