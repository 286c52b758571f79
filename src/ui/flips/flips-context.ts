import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Flips } from '../../session/flips/flips.ts';
import type { FlipsView } from '../../session/flips/flips-view.ts';

export const FlipsContext = createContext<Flips | null>(null);

export function useFlips(): Flips {
  const flips = use(FlipsContext);
  if (flips === null) throw new Error('The screen of flips has no search');
  return flips;
}

export function useFlipsView<T>(select: (view: FlipsView) => T): T {
  return useStore(useFlips().view, select);
}
