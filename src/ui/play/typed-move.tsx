import { Button } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { usePlay, usePlayState } from './play-context.ts';

interface Mistake {
  readonly message: string;
  /** Of the text as it was entered. */
  readonly text: string;
  readonly at: number;
}

/** A move typed as a formula or as three vectors; a mistake is pointed at where it is. */
export function TypedMove() {
  const play = usePlay();
  const example = usePlayState(({ target }) => exampleOf(target.modes.map(({ names }) => names)));
  const [text, setText] = useState('');
  const [mistake, setMistake] = useState<Mistake | null>(null);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const error = play.playTyped(text);
    if (error === null) {
      setText('');
      setMistake(null);
      return;
    }
    setMistake({ message: error.message, text, at: error.at });
    const input = document.getElementById(id);
    if (input instanceof HTMLInputElement) {
      input.focus();
      input.setSelectionRange(error.at, Math.min(text.length, error.at + 1));
    }
  };
  return (
    <form className="typed" onSubmit={submit}>
      <input
        id={id}
        data-typed-move
        aria-label="Type a move"
        placeholder={`Type a move: ${example}`}
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
      <Button type="submit" variant="default" size="compact-md" disabled={text.trim() === ''}>
        Enter
      </Button>
      {mistake !== null && (
        <p className="typed-mistake" id={`${id}-mistake`} role="alert">
          <code>
            {mistake.text.slice(0, mistake.at)}
            <mark>{mistake.text.slice(mistake.at, mistake.at + 1) || '␣'}</mark>
            {mistake.text.slice(mistake.at + 1)}
          </code>
          {mistake.message}
        </p>
      )}
    </form>
  );
}

/** '(a11+a22)(b11+b22) -> c11 c22' in the target's own names. */
function exampleOf([a = [], b = [], c = []]: readonly (readonly string[])[]): string {
  const two = (names: readonly string[]) => [names[0], names.at(-1)];
  return `(${two(a).join('+')})(${two(b).join('+')}) -> ${two(c).join(' ')}`;
}
