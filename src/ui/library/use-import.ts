import { useCallback, useMemo } from 'react';
import { type Given, importFiles } from '../../session/library/import-files.ts';
import { sentence } from '../../session/sentences.ts';
import { useLibrary } from './library-context.ts';

/** One import after the other. */
let queue: Promise<void> = Promise.resolve();

/** The ways of importing: files, a text, the clipboard. What became of them is in the screen's state. */
export function useImport() {
  const { library, workshop, ui } = useLibrary();
  const take = useCallback(
    (given: readonly Given[]) => {
      if (given.length === 0) return Promise.resolve();
      const work = async () => {
        let startedAt = Date.now();
        ui.setState({
          importing: { done: 0, total: 0, startedAt, isStopped: false },
          report: null,
        });
        const report = await importFiles(library, workshop.read, given, (done, total) => {
          if (done === 0) startedAt = Date.now();
          const isStopped = ui.getState().importing?.isStopped ?? false;
          ui.setState({ importing: { done, total, startedAt, isStopped } });
          return !isStopped;
        });
        ui.setState({ importing: null, report });
      };
      queue = queue.then(work).catch((error: unknown) => {
        // A mistake of the app: the next import shall work all the same.
        ui.setState({ importing: null, notice: `The import failed: ${sentence(error)}` });
      });
      return queue;
    },
    [library, workshop, ui],
  );
  return useMemo(() => {
    const importText = (text: string) =>
      take([{ name: 'pasted.txt', bytes: async () => new TextEncoder().encode(text) }]);
    return {
      importFiles: (files: readonly File[]) =>
        take(
          files.map((file) => ({
            name: file.name,
            bytes: async () => new Uint8Array(await file.arrayBuffer()),
          })),
        ),
      importText,
      importClipboard: async () => {
        try {
          await importText(await navigator.clipboard.readText());
        } catch {
          ui.setState({
            notice:
              'The browser does not let the page read the clipboard by itself: press Ctrl+V, or ⌘V on a Mac.',
          });
        }
      },
    };
  }, [take, ui]);
}
