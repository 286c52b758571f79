import { Button, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import type { KnobValue, Settings } from '../../session/settings.ts';
import { presetConfig } from '../../session/settings-config.ts';
import { KNOBS } from '../../training/knob-table.ts';
import { type Knob, type KnobGroup, knobValue } from '../../training/knobs.ts';
import { useSession, useSettings } from '../shared/session-context.ts';
import { KnobField } from './knob-field.tsx';
import { GROUP_LABELS, knobText, matches } from './knob-text.ts';
import { PRESET_LABELS } from './labels.ts';

const GROUPS = Object.keys(GROUP_LABELS) as KnobGroup[];

/** Every setting of a run, with a sentence on each; those that were changed are marked. */
export function KnobsCard({ id }: { readonly id: string }) {
  const session = useSession();
  const settings = useSettings();
  const { knobs, preset } = settings;
  const [query, setQuery] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const wanted = useDeferredValue(query).trim();
  const standard = useMemo(() => presetConfig(settings), [settings]);
  const changed = Object.keys(knobs).length;
  const shown = KNOBS.filter(
    (knob) => matches(knob, wanted) && (!onlyChanged || Object.hasOwn(knobs, knob.path)),
  );
  const turn = ({ path }: Knob, value: KnobValue) => {
    const { [path]: _, ...others } = knobs;
    const isStandard = knobText(value) === knobText(knobValue(standard, path) as KnobValue);
    const turned: Settings['knobs'] = isStandard ? others : { ...others, [path]: value };
    session.settings.setState({ knobs: turned });
  };
  return (
    <section className="card knobs" id={id} aria-labelledby={`${id}-title`}>
      <div className="knobs-head">
        <h2 id={`${id}-title`}>All settings</h2>
        <p className="help" aria-live="polite">
          {changed === 0
            ? `All ${KNOBS.length} are as the preset ${PRESET_LABELS[preset]} has them.`
            : `${changed} of ${KNOBS.length} changed from the preset ${PRESET_LABELS[preset]}.`}
        </p>
      </div>
      <div className="knobs-bar">
        <TextInput
          type="search"
          aria-label="Find a setting"
          placeholder="Find a setting: rate, games, depth…"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        {(changed > 0 || onlyChanged) && (
          <>
            <Button
              variant="default"
              aria-pressed={onlyChanged}
              onClick={() => setOnlyChanged(!onlyChanged)}
            >
              {onlyChanged ? 'Show all' : 'Only changed'}
            </Button>
            <Button variant="default" onClick={() => session.settings.setState({ knobs: {} })}>
              Reset all
            </Button>
          </>
        )}
      </div>
      {shown.length === 0 && <p className="help">No setting is like that.</p>}
      {GROUPS.map((group) => {
        const members = shown.filter((knob) => knob.group === group);
        if (members.length === 0) return null;
        return (
          <section key={group} aria-label={GROUP_LABELS[group]}>
            <h3>{GROUP_LABELS[group]}</h3>
            <div className="knobs-grid">
              {members.map((knob) => {
                const preset = knobValue(standard, knob.path) as KnobValue;
                return (
                  <KnobField
                    key={knob.path}
                    knob={knob}
                    value={knobs[knob.path] ?? preset}
                    standard={preset}
                    onChange={(value) => turn(knob, value)}
                  />
                );
              })}
            </div>
          </section>
        );
      })}
    </section>
  );
}
