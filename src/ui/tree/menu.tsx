import { Button, Popover } from '@mantine/core';
import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';

/** The ways to keep a tree. */
export function Menu() {
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="compact-sm">
          Save…
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="tree-menu" aria-label="Save">
        <ActionButton action={ACTIONS.saveJson} />
        <ActionButton action={ACTIONS.saveSvg} />
        <ActionButton action={ACTIONS.savePng} />
      </Popover.Dropdown>
    </Popover>
  );
}
