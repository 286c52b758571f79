import { FORMATS, type FormatId } from '../../algorithm/formats/formats.ts';
import { downloadBlob } from '../shared/download.ts';
import { ChoicePopover } from './choice-popover.tsx';
import { useLibrary } from './library-context.ts';

const KINDS = [
  { kind: 'scheme', title: 'The algorithm' },
  { kind: 'code', title: 'Code that multiplies' },
] as const;

interface DownloadMenuProps {
  readonly keys: readonly string[];
  readonly variant: 'filled' | 'default';
}

/** Download as… One algorithm in one format is a file; anything else a zip. */
export function DownloadMenu({ keys, variant }: DownloadMenuProps) {
  const { workshop } = useLibrary();
  const save = async (formats: readonly FormatId[]) => {
    const file = await workshop.export(keys, formats);
    if (file === null) return;
    // Copied: the bytes may be a view of a larger buffer, or of a shared one.
    downloadBlob(file.name, new Blob([new Uint8Array(file.bytes)], { type: file.mediaType }));
  };
  const groups = KINDS.map(({ kind, title }) => ({
    title,
    choices: FORMATS.filter((format) => format.kind === kind).map(({ id, name, about }) => ({
      name,
      about,
      onChoose: () => void save([id]),
    })),
  }));
  const everything = {
    name: 'Every format',
    about: 'A zip with all of the above.',
    onChoose: () => void save(FORMATS.map(({ id }) => id)),
  };
  return (
    <ChoicePopover
      label={keys.length > 1 ? 'Download zip' : 'Download'}
      variant={variant}
      groups={[...groups, { title: 'All', choices: [everything] }]}
    />
  );
}
