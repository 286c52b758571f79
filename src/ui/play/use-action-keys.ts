import { useKeys } from '../shared/keys.ts';
import { type ActionContext, ALL_ACTIONS } from './actions.ts';

/** The keys of all actions; the editors stop those that they use themselves. */
export function useActionKeys(context: ActionContext): void {
  useKeys(ALL_ACTIONS, (action) => {
    const ui = context.ui.getState();
    if (ui.dialog !== null || !action.enabled(context.play.state.getState(), ui)) return false;
    action.run(context);
    return true;
  });
}
