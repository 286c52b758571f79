import { expect, test } from 'vitest';
import { ACTION_GROUPS, ACTIONS, ALL_ACTIONS } from './actions.ts';

test('no key has two meanings, and every action has one', () => {
  const keys = ALL_ACTIONS.flatMap((action) => action.keys.map((key) => key.toLowerCase()));
  expect(new Set(keys).size).toBe(keys.length);
  for (const { keys: own } of ALL_ACTIONS) expect(own.length).toBeGreaterThan(0);
});

test('every action is in a group of the help, under its own name', () => {
  for (const [name, { id, group }] of Object.entries(ACTIONS)) {
    expect(id).toBe(name);
    expect(ACTION_GROUPS).toContain(group);
  }
  expect(new Set(ALL_ACTIONS.map(({ title }) => title)).size).toBe(ALL_ACTIONS.length);
});
