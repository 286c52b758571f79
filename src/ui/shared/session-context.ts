import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { RunView } from '../../session/run-view.ts';
import type { Session } from '../../session/session.ts';
import type { Settings } from '../../session/settings.ts';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('There is no session around this component');
  return session;
}

/** What `select` takes from the run's view; renders again when that changes. */
export function useView<T>(select: (view: RunView) => T): T {
  return useStore(useSession().view, select);
}

export function useSettings(): Settings {
  return useStore(useSession().settings);
}
