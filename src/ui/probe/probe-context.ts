import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { ProbeSession, ProbeView } from '../../session/probe/probe-session.ts';

export const ProbeContext = createContext<ProbeSession | null>(null);

export function useProbe(): ProbeSession {
  const session = use(ProbeContext);
  if (session === null) throw new Error('There is no probe around this component');
  return session;
}

export function useProbeView<T>(select: (view: ProbeView) => T): T {
  return useStore(useProbe().view, select);
}
