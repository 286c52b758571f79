import {
  Button,
  type MantineColorScheme,
  Popover,
  SegmentedControl,
  useMantineColorScheme,
} from '@mantine/core';
import { type Motion, preferences, usePreferences } from '../shared/preferences.ts';

const THEMES: { readonly value: MantineColorScheme; readonly label: string }[] = [
  { value: 'auto', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const MOTIONS: { readonly value: Motion; readonly label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'reduced', label: 'Reduced' },
];

/** How the page looks and behaves everywhere: theme, motion, keys; remembered. */
export function SettingsMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { motion, letterKeys } = usePreferences();
  return (
    <Popover position="bottom-end" width={280} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button className="masthead-settings" variant="subtle" size="compact-md">
          <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
            <path d="M2 6h8M14 6h4M2 14h4M10 14h8" />
            <circle cx="12" cy="6" r="2.25" />
            <circle cx="8" cy="14" r="2.25" />
          </svg>
          <span className="masthead-settings-word">Settings</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="settings" aria-label="Settings">
        <p id="settings-theme">Theme</p>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby="settings-theme"
          data={THEMES}
          value={colorScheme}
          onChange={setColorScheme}
        />
        <p id="settings-motion">Motion</p>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby="settings-motion"
          data={MOTIONS}
          value={motion}
          onChange={(value) => preferences.setState({ motion: value })}
        />
        <label className="settings-check">
          <input
            type="checkbox"
            checked={letterKeys}
            onChange={(event) => preferences.setState({ letterKeys: event.target.checked })}
          />
          Shortcuts of a single letter
        </label>
      </Popover.Dropdown>
    </Popover>
  );
}
