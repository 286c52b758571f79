import { Button } from '@mantine/core';
import { useRef } from 'react';
import { formatCount } from '../shared/format.ts';
import { useLibraryView } from './library-context.ts';
import { HASHES, type Place } from './place.ts';
import { useBackup } from './use-backup.ts';
import { useImport } from './use-import.ts';

const TABS: readonly { readonly kind: keyof typeof HASHES; readonly title: string }[] = [
  { kind: 'found', title: 'Algorithms' },
  { kind: 'sizes', title: 'Sizes' },
  { kind: 'compose', title: 'Compose' },
  { kind: 'published', title: 'Ready-made' },
];

/** What this screen is, its parts, and the ways in and out. */
export function LibraryHead({ place }: { readonly place: Place }) {
  const count = useLibraryView(({ entries }) => entries.size);
  const input = useRef<HTMLInputElement>(null);
  const { importFiles, importClipboard } = useImport();
  const backup = useBackup();
  return (
    <div className="library-head">
      <h2 tabIndex={-1}>Library</h2>
      <nav className="library-tabs" aria-label="Parts of the library">
        {TABS.map(({ kind, title }) => (
          <a key={kind} href={HASHES[kind]} aria-current={place.kind === kind ? 'page' : undefined}>
            {title}
            {kind === 'found' && count > 0 && (
              <span className="library-count">{formatCount(count)}</span>
            )}
          </a>
        ))}
      </nav>
      <div className="library-ways">
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Files to import"
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            currentTarget.value = '';
            void importFiles(files);
          }}
        />
        <Button size="compact-sm" onClick={() => input.current?.click()}>
          Import files
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void importClipboard()}>
          Paste
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={count === 0}
          onClick={() => void backup()}
        >
          Back up
        </Button>
      </div>
    </div>
  );
}
