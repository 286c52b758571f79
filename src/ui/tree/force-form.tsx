import { Button } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { ParseError } from '../../game/notation.ts';
import { useInspector, useTreeState } from './tree-context.ts';

/** A move of the user's own, forced into the tree and searched. */
export function ForceForm() {
  const inspector = useInspector();
  const status = useTreeState((state) => state.status);
  const [text, setText] = useState('');
  const [mistake, setMistake] = useState<ParseError | null>(null);
  const id = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const wrong = await inspector.force(text);
    setMistake(wrong);
    if (wrong === null) {
      setText('');
      return;
    }
    const input = document.getElementById(id);
    if (input instanceof HTMLInputElement) {
      input.focus();
      input.setSelectionRange(wrong.at, Math.min(text.length, wrong.at + 1));
    }
  };
  return (
    <form className="tree-force" onSubmit={(event) => void submit(event)}>
      <label htmlFor={id}>Why not this move?</label>
      <div>
        <input
          id={id}
          data-forced-move
          placeholder="(a11 + a22)(b11 + b22) -> c11 c22"
          value={text}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          aria-invalid={mistake !== null}
          aria-describedby={mistake === null ? undefined : `${id}-mistake`}
          onChange={(event) => {
            setText(event.target.value);
            setMistake(null);
          }}
        />
        <Button
          type="submit"
          variant="default"
          size="compact-md"
          disabled={text.trim() === '' || status === 'opening'}
        >
          Force it
        </Button>
      </div>
      {mistake !== null && (
        <p id={`${id}-mistake`} role="alert">
          {mistake.message}
        </p>
      )}
    </form>
  );
}
