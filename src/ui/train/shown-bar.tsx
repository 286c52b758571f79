import { NativeSelect } from '@mantine/core';
import { formatTarget } from '../shared/format.ts';
import { useSession, useView } from '../shared/session-context.ts';
import { useShown } from './use-shown.ts';

/** Which of several targets the charts and the list of algorithms are about. */
export function ShownBar() {
  const session = useSession();
  const { sizes, at } = useShown();
  // The history changes in place, so its revision is what tells that it did.
  useView((view) => view.revision);
  const history = useView((view) => view.history);
  if (sizes.length < 2) return null;
  return (
    <div className="shown-bar">
      <NativeSelect
        label="Show the target"
        value={String(at)}
        onChange={(event) => session.show(Number(event.currentTarget.value))}
        data={sizes.map((size, i) => {
          const rank = history.seen(size, i).best.at(-1)?.rank;
          const best = rank === undefined ? '' : `, best rank ${rank}`;
          return { value: String(i), label: `${formatTarget(size)}${best}` };
        })}
      />
    </div>
  );
}
