import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { useLibrary } from './library-context.ts';

/** Milliseconds after a key press until what is written is kept. */
const KEEP_AFTER_MS = 400;

/** The user's own name and notes; kept as they are written. */
export function NotesPanel({ entry }: { readonly entry: LibraryEntry }) {
  const { library } = useLibrary();
  const { key } = entry;
  const [name, setName] = useState(entry.name);
  const [notes, setNotes] = useState(entry.notes);
  const written = useRef({ name, notes });
  const flush = useRef(() => {});
  flush.current = () => {
    if (written.current.name === name && written.current.notes === notes) return;
    written.current = { name, notes };
    void library.edit(key, { name: name.trim(), notes });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of either starts the wait again
  useEffect(() => {
    const timer = setTimeout(() => flush.current(), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [name, notes]);
  // Who leaves before the wait is over loses nothing.
  useEffect(() => () => flush.current(), []);
  return (
    <section className="panel notes" aria-labelledby="notes-title">
      <h3 id="notes-title">Your words</h3>
      <TextInput
        label="Name"
        size="sm"
        maxLength={200}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Textarea
        label="Notes"
        size="sm"
        autosize={false}
        rows={3}
        maxLength={20_000}
        value={notes}
        onChange={({ currentTarget }) => setNotes(currentTarget.value)}
      />
      <p className="help">Kept as you write.</p>
    </section>
  );
}
