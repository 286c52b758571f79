import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { stringifyAlgorithm } from '../../algorithm/file.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { download } from '../shared/download.ts';
import { formatClock, formatCount } from '../shared/format.ts';
import { comparison, fileName } from './algorithm-words.ts';
import { FormulaList } from './formula-list.tsx';

interface AlgorithmItemProps {
  readonly entry: LibraryEntry;
  readonly algorithm: Algorithm;
  /** Found by the run that is shown. */
  readonly current: boolean;
}

/** One algorithm: what it is worth, where it comes from, its formulas and its file. */
export function AlgorithmItem({ entry, algorithm, current }: AlgorithmItemProps) {
  const { rank, key, additions } = entry;
  const [open, setOpen] = useState(false);
  const formulasId = useId();
  const name = `rank ${rank}, ${whenWords(entry, current)}`;
  return (
    <li className="found-item">
      <p className="found-rank">
        <span className="unseen">Rank </span>
        {rank}
      </p>
      <div className="found-words">
        <p>
          <b>Rank {rank}</b>, {comparison(algorithm)}
        </p>
        <p className="help">
          Verified exactly · {formatCount(additions)} additions · {whenWords(entry, current)} ·{' '}
          <a href={`#/library/algorithm/${key}`}>
            in the library<span className="unseen">: {name}</span>
          </a>
        </p>
      </div>
      <div className="found-buttons">
        <Button
          variant="default"
          size="compact-sm"
          aria-expanded={open}
          aria-controls={formulasId}
          aria-label={`Formulas of ${name}`}
          onClick={() => setOpen(!open)}
        >
          Formulas
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Download JSON of ${name}`}
          onClick={() => download(fileName(algorithm, key), stringifyAlgorithm(algorithm))}
        >
          Download JSON
        </Button>
      </div>
      <div id={formulasId} className="found-formulas" hidden={!open}>
        {open && <FormulaList algorithm={algorithm} />}
      </div>
    </li>
  );
}

function whenWords({ keptAt, origin }: LibraryEntry, current: boolean): string {
  if (current && origin.kind === 'run') {
    return `found at ${formatClock(origin.seconds)}, step ${formatCount(origin.step)}`;
  }
  const date = new Date(keptAt).toLocaleDateString([], { dateStyle: 'medium' });
  return `${HOW[origin.kind]}, ${date}`;
}

const HOW: Readonly<Record<LibraryEntry['origin']['kind'], string>> = {
  run: 'found in an earlier run',
  hand: 'found by hand',
  flips: 'found by flips',
  import: 'imported',
  derived: 'derived',
  published: 'published',
};
