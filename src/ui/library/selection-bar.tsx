import { Button } from '@mantine/core';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { ComposeMenu } from './compose-menu.tsx';
import { DownloadMenu } from './download-menu.tsx';
import { useLibrary } from './library-context.ts';
import { useLibraryUi } from './use-library-ui.ts';
import { counted } from './words.ts';

/** What can be done with the selected algorithms. */
export function SelectionBar({ listed }: { readonly listed: readonly LibraryEntry[] }) {
  const { library } = useLibrary();
  const [query] = useLibraryUi((state) => state.query);
  const [selected, setUi] = useLibraryUi((state) => state.selected);
  const keys = listed.filter(({ key }) => selected.has(key)).map(({ key }) => key);
  const isAll = keys.length === listed.length;
  const remove = async () => {
    const removed = await library.remove(keys);
    if (removed !== null) setUi({ removed, selected: new Set() });
  };
  return (
    <div className="selection-bar">
      <label className="selection-all">
        <input
          type="checkbox"
          checked={isAll && listed.length > 0}
          ref={(box) => {
            if (box !== null) box.indeterminate = keys.length > 0 && !isAll;
          }}
          onChange={() =>
            setUi({ selected: isAll ? new Set() : new Set(listed.map(({ key }) => key)) })
          }
        />
        {keys.length === 0
          ? `Select all ${counted(listed.length, 'algorithm')}`
          : `${counted(keys.length, 'algorithm')} selected`}
      </label>
      <label
        className="selection-all"
        title="Hide those that are the same up to the order of terms, scales and symmetries"
      >
        <input
          type="checkbox"
          checked={query.distinct}
          onChange={({ currentTarget }) =>
            setUi({ query: { ...query, distinct: currentTarget.checked } })
          }
        />
        One of each kind
      </label>
      {keys.length > 0 && (
        <div className="selection-buttons">
          <DownloadMenu keys={keys} variant="default" />
          {keys.length <= 2 && (
            <ComposeMenu entries={listed.filter(({ key }) => selected.has(key))} />
          )}
          <Button size="compact-sm" variant="default" onClick={() => void remove()}>
            Delete
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setUi({ selected: new Set() })}>
            Clear
          </Button>
        </div>
      )}
    </div>
  );
}
