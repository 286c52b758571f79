import { Button } from '@mantine/core';
import { useTypedMove } from '../shared/use-typed-move.ts';
import { useInspector, useTreeState } from './tree-context.ts';

/** A move of the user's own, forced into the tree and searched. */
export function ForceForm() {
  const inspector = useInspector();
  const status = useTreeState((state) => state.status);
  const { isEmpty, mistake, mistakeId, onSubmit, input } = useTypedMove((text) =>
    inspector.force(text),
  );
  return (
    <form className="tree-force" onSubmit={onSubmit}>
      <label htmlFor={input.id}>Why not this move?</label>
      <div>
        <input data-forced-move placeholder="(a11 + a22)(b11 + b22) -> c11 c22" {...input} />
        <Button
          type="submit"
          variant="default"
          size="compact-md"
          disabled={isEmpty || status === 'opening'}
        >
          Force it
        </Button>
      </div>
      {mistake !== null && (
        <p id={mistakeId} role="alert">
          {mistake.message}
        </p>
      )}
    </form>
  );
}
