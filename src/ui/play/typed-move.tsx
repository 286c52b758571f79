import { Button } from '@mantine/core';
import { useTypedMove } from '../shared/use-typed-move.ts';
import { usePlay, usePlayState } from './play-context.ts';

/** A move typed as a formula or as three vectors; a mistake is pointed at where it is. */
export function TypedMove() {
  const play = usePlay();
  const example = usePlayState(({ target }) => exampleOf(target.modes.map(({ names }) => names)));
  const { isEmpty, mistake, mistakeId, onSubmit, input } = useTypedMove((text) =>
    play.playTyped(text),
  );
  return (
    <form className="typed" onSubmit={onSubmit}>
      <input
        data-typed-move
        aria-label="Type a move"
        placeholder={`Type a move: ${example}`}
        {...input}
      />
      <Button type="submit" variant="default" size="compact-md" disabled={isEmpty}>
        Enter
      </Button>
      {mistake !== null && (
        <p className="typed-mistake" id={mistakeId} role="alert">
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
