import './dialog.css';
import { Kbd } from '@mantine/core';
import { type Keyed, shownKeys } from './keys.ts';
import { usePreferences } from './preferences.ts';

interface Listed extends Keyed {
  readonly id: string;
  readonly title: string;
  readonly group: string;
}

interface KeyListProps {
  readonly groups: readonly string[];
  readonly actions: readonly Listed[];
}

/** Every action with its keys, by group: from the table that drives the buttons. */
export function KeyList({ groups, actions }: KeyListProps) {
  const { letterKeys } = usePreferences();
  return (
    <div className="help-keys">
      {groups.map((group) => (
        <section key={group}>
          <h3>{group}</h3>
          <dl>
            {actions
              .filter((action) => action.group === group)
              .map((action) => (
                <div key={action.id}>
                  <dt>{action.title}</dt>
                  <dd>
                    {shownKeys(action, letterKeys).map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
