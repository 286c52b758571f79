import { Button, Menu } from '@mantine/core';
import { Fragment } from 'react';
import { FORMATS, type FormatId } from '../../algorithm/formats/formats.ts';
import { downloadBlob } from '../shared/download.ts';
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
  return (
    <Menu position="bottom-end" shadow="md" width={320} withinPortal>
      <Menu.Target>
        <Button size="compact-sm" variant={variant}>
          {keys.length > 1 ? 'Download zip' : 'Download'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="download-menu">
        {KINDS.map(({ kind, title }) => (
          <Fragment key={kind}>
            <Menu.Label>{title}</Menu.Label>
            {FORMATS.filter((format) => format.kind === kind).map(({ id, name, about }) => (
              <Menu.Item key={id} onClick={() => void save([id])}>
                <b>{name}</b>
                <small>{about}</small>
              </Menu.Item>
            ))}
          </Fragment>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void save(FORMATS.map(({ id }) => id))}>
          <b>Every format</b>
          <small>A zip with all of the above.</small>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
