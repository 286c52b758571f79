import { Button } from '@mantine/core';
import { type FormEvent, useId, useRef, useState } from 'react';
import { CUSTOM_EXAMPLE, LONGEST_FILE } from '../../session/play/custom-target.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { usePlay } from './play-context.ts';

interface TargetOwnProps {
  readonly arithmetic: Arithmetic;
  readonly onLoaded: () => void;
}

/** A target of the user's own, pasted or from a file. */
export function TargetOwn({ arithmetic, onLoaded }: TargetOwnProps) {
  const play = usePlay();
  const [text, setText] = useState('');
  const [mistake, setMistake] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const id = useId();
  const load = (content: string) => {
    const before = play.state.getState();
    if (play.loadCustom(content, arithmetic)) {
      onLoaded();
      return;
    }
    // Said here, where it was entered, and not under the dialog.
    setMistake(play.state.getState().notice?.text ?? 'The target could not be loaded.');
    play.state.setState({ notice: before.notice });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    load(text);
  };
  const read = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    try {
      // A little more than is allowed says as well that it is too long.
      load(chosen.size > 4 * LONGEST_FILE ? ' '.repeat(chosen.size) : await chosen.text());
    } catch {
      setMistake('The file could not be read.');
    }
  };
  return (
    <form className="target-own" onSubmit={submit}>
      <p>
        A tensor as JSON: a list of slices, each a list of rows of whole numbers. The number at{' '}
        <code>[i][j][k]</code> says how often aᵢ·bⱼ is added to c<sub>k</sub>.
      </p>
      <textarea
        aria-label="Tensor as JSON"
        placeholder={CUSTOM_EXAMPLE}
        spellCheck={false}
        value={text}
        aria-invalid={mistake !== null}
        aria-describedby={mistake === null ? undefined : `${id}-mistake`}
        onChange={(event) => {
          setText(event.target.value);
          setMistake(null);
        }}
      />
      {mistake !== null && (
        <p className="target-error" id={`${id}-mistake`} role="alert">
          {mistake}
        </p>
      )}
      <div className="finished-buttons">
        <Button type="submit" disabled={text.trim() === ''}>
          Play it
        </Button>
        <Button variant="default" onClick={() => file.current?.click()}>
          Open a file …
        </Button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          aria-label="File with a tensor"
          className="unseen"
          tabIndex={-1}
          onChange={(event) => {
            void read(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
    </form>
  );
}
