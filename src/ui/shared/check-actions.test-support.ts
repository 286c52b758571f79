import { expect } from 'vitest';
import type { Keyed } from './keys.ts';

interface Listed extends Keyed {
  readonly id: string;
  readonly title: string;
  readonly group: string;
}

/** No key has two meanings, every action has one, its own title, and a place in the help. */
export function checkActions(
  actions: Readonly<Record<string, Listed>>,
  groups: readonly string[],
): void {
  const all = Object.values(actions);
  const keys = all.flatMap((action) => action.keys.map((key) => key.toLowerCase()));
  expect(new Set(keys).size).toBe(keys.length);
  for (const { keys: own } of all) expect(own.length).toBeGreaterThan(0);
  for (const [name, { id, group }] of Object.entries(actions)) {
    expect(id).toBe(name);
    expect(groups).toContain(group);
  }
  expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
}
