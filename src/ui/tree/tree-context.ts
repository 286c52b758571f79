import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Inspector } from '../../session/tree/inspector.ts';
import type { InspectorState } from '../../session/tree/inspector-state.ts';
import type { ActionContext } from './actions.ts';
import type { TreeUi } from './tree-ui.ts';

export const TreeContext = createContext<ActionContext | null>(null);

export function useTree(): ActionContext {
  const context = useContext(TreeContext);
  if (context === null) throw new Error('There is no tree screen around this component');
  return context;
}

export function useInspector(): Inspector {
  return useTree().inspector;
}

/** What `select` takes from the inspector's state; renders again when that changes. */
export function useTreeState<T>(select: (state: InspectorState) => T): T {
  return useStore(useInspector().state, select);
}

export function useTreeUi<T>(select: (ui: TreeUi) => T): T {
  return useStore(useTree().ui, select);
}
