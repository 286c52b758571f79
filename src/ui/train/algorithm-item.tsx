import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { stringifyAlgorithm } from '../../algorithm/file.ts';
import { additionCount } from '../../algorithm/formulas.ts';
import type { AlgorithmRecord } from '../../session/records.ts';
import { download } from '../shared/download.ts';
import { formatClock, formatCount } from '../shared/format.ts';
import { comparison, fileName } from './algorithm-words.ts';
import { FormulaList } from './formula-list.tsx';

interface AlgorithmItemProps {
  readonly record: AlgorithmRecord;
  /** Found by the run that is shown. */
  readonly current: boolean;
}

/** One algorithm: what it is worth, where it comes from, its formulas and its file. */
export function AlgorithmItem({ record, current }: AlgorithmItemProps) {
  const { algorithm, rank, key } = record;
  const [open, setOpen] = useState(false);
  const formulasId = useId();
  const name = `rank ${rank}, ${whenWords(record, current)}`;
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
          Verified exactly · {formatCount(additionCount(algorithm))} additions ·{' '}
          {whenWords(record, current)}
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

function whenWords({ foundAt, seconds, step }: AlgorithmRecord, current: boolean): string {
  if (current) return `found at ${formatClock(seconds)}, step ${formatCount(step)}`;
  const date = new Date(foundAt).toLocaleDateString([], { dateStyle: 'medium' });
  return `found in an earlier run, ${date}`;
}
