import { Button, Popover } from '@mantine/core';
import { useState } from 'react';

export interface Choice {
  readonly name: string;
  /** A line on what comes of it. */
  readonly about: string;
  readonly onChoose: () => void;
}

interface ChoicePopoverProps {
  readonly label: string;
  readonly variant: 'filled' | 'default';
  readonly groups: readonly { readonly title: string; readonly choices: readonly Choice[] }[];
  readonly disabled?: boolean;
  /** Said of the button when it is pointed at. */
  readonly hint?: string;
}

/** A button that opens a list of things to do. */
export function ChoicePopover({ label, variant, groups, disabled, hint }: ChoicePopoverProps) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={320}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant={variant}
          disabled={disabled ?? false}
          title={hint}
          onClick={() => setOpened(!opened)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="choices" aria-label={label}>
        {groups.map(({ title, choices }) => (
          <div key={title}>
            {title !== '' && <h4>{title}</h4>}
            {choices.map(({ name, about, onChoose }) => (
              <button
                key={name}
                type="button"
                onClick={() => {
                  setOpened(false);
                  onChoose();
                }}
              >
                <b>{name}</b>
                <small>{about}</small>
              </button>
            ))}
          </div>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
