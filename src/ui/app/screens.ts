/** The screens of the app: their addresses, and what is loaded only when one is opened. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export interface Screen {
  readonly id: string;
  readonly title: string;
  readonly component: LazyExoticComponent<ComponentType>;
}

export const PLAY: Screen = {
  id: 'play',
  title: 'Play',
  component: lazy(() => import('../play/play-root.tsx')),
};

/** In the order of the navigation; the first one opens when the address names none. */
export const SCREENS: readonly Screen[] = [
  PLAY,
  { id: 'train', title: 'Train', component: lazy(() => import('./train-root.tsx')) },
  { id: 'flips', title: 'Flips', component: lazy(() => import('../flips/flips-root.tsx')) },
  { id: 'tree', title: 'Tree', component: lazy(() => import('../tree/tree-root.tsx')) },
  {
    id: 'library',
    title: 'Library',
    component: lazy(() => import('../library/library-root.tsx')),
  },
  { id: 'probe', title: 'Probe', component: lazy(() => import('../probe/probe-root.tsx')) },
];

/**
 * The screen of an address's hash: '#/train', or '#/train/…' for whatever that screen keeps in it.
 * Every other hash belongs to the first screen, which says so when it cannot read it.
 */
export function screenOf(hash: string): Screen {
  const name = /^#\/([^/?]*)/.exec(hash)?.[1];
  return SCREENS.find(({ id }) => id === name) ?? PLAY;
}
