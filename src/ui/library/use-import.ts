import { useCallback, useMemo } from 'react';
import { parseAlgorithmFile } from '../../algorithm/file.ts';
import { type Given, importFiles, type ReadFile } from '../../session/library/import-files.ts';
import { useLibrary } from './library-context.ts';

const read: ReadFile = async (bytes, name) => ({
  good: [{ where: name, algorithm: parseAlgorithmFile(new TextDecoder().decode(bytes)) }],
  bad: [],
});

/** The ways of importing: files, a text, the clipboard. What became of them is in the screen's state. */
export function useImport() {
  const { library, ui } = useLibrary();
  const take = useCallback(
    async (given: readonly Given[]) => {
      if (given.length === 0 || ui.getState().importing !== null) return;
      ui.setState({ importing: { done: 0, total: 0 }, report: null });
      const report = await importFiles(library, read, given, (done, total) =>
        ui.setState({ importing: { done, total } }),
      );
      ui.setState({ importing: null, report });
    },
    [library, ui],
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
