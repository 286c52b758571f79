import { type ChangeEvent, type FormEvent, useId, useState } from 'react';
import type { ParseError } from '../../game/notation.ts';

/** What is wrong with a move, and with the text as it was entered. */
export interface MoveMistake extends ParseError {
  readonly text: string;
}

/**
 * A field for a move: a mistake is pointed at where it is; a move that was taken leaves it empty.
 * @param take plays the move, or gives what is wrong with it
 */
export function useTypedMove(
  take: (text: string) => ParseError | null | Promise<ParseError | null>,
) {
  const [text, setText] = useState('');
  const [mistake, setMistake] = useState<MoveMistake | null>(null);
  const id = useId();
  const mistakeId = `${id}-mistake`;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const wrong = await take(text);
    setMistake(wrong === null ? null : { ...wrong, text });
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
  return {
    isEmpty: text.trim() === '',
    mistake,
    /** Of the element that tells the mistake. */
    mistakeId,
    onSubmit: (event: FormEvent) => void submit(event),
    input: {
      id,
      value: text,
      spellCheck: false,
      autoComplete: 'off',
      autoCapitalize: 'off',
      'aria-invalid': mistake !== null,
      'aria-describedby': mistake === null ? undefined : mistakeId,
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        setText(event.target.value);
        setMistake(null);
      },
    },
  };
}
