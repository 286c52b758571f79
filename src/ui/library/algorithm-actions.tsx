import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { stringifyAlgorithm } from '../../algorithm/file.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { playLink } from '../../session/library/play-link.ts';
import { download } from '../shared/download.ts';
import { fileStem } from './file-stem.ts';
import { useLibrary } from './library-context.ts';
import { HASHES } from './place.ts';

interface AlgorithmActionsProps {
  readonly entry: LibraryEntry;
  readonly algorithm: Algorithm;
}

/** What can be done with an algorithm as a whole. */
export function AlgorithmActions({ entry, algorithm }: AlgorithmActionsProps) {
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
      <Button
        size="compact-sm"
        onClick={() => download(`${fileStem(entry)}.json`, stringifyAlgorithm(algorithm))}
      >
        Download JSON
      </Button>
      {link !== null && (
        <Button component="a" href={link} size="compact-sm" variant="default">
          Open in Play
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => void remove()}>
        Delete
      </Button>
    </div>
  );
}
