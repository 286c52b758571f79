import { test } from 'vitest';
import { checkActions } from '../shared/check-actions.test-support.ts';
import { ACTION_GROUPS, ACTIONS } from './actions.ts';

test('every action has keys of its own, and a place in the help', () => {
  checkActions(ACTIONS, ACTION_GROUPS);
});
