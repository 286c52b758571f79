import { useCallback } from 'react';
import { backupLines } from '../../session/library/backup.ts';
import { sentence } from '../../session/sentences.ts';
import { downloadBlob } from '../shared/download.ts';
import { useLibrary } from './library-context.ts';
import { counted } from './words.ts';

/** Hands the user the whole library as one file. */
export function useBackup(): () => Promise<void> {
  const { library, ui } = useLibrary();
  return useCallback(async () => {
    try {
      const now = Date.now();
      const records = await library.records([...library.view.getState().entries.keys()]);
      const day = new Date(now).toISOString().slice(0, 10);
      const file = new Blob([...backupLines(records, now)], { type: 'application/jsonl' });
      downloadBlob(`tensorgame-library-${day}.jsonl`, file);
      ui.setState({
        notice: `${counted(records.length, 'algorithm')} in one file: import it to have them again, here or elsewhere.`,
      });
    } catch (error) {
      ui.setState({ notice: `The library could not be backed up: ${sentence(error)}` });
    }
  }, [library, ui]);
}
