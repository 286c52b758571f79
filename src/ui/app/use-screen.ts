import { useHash } from '../shared/use-hash.ts';
import { type Screen, screenOf } from './screens.ts';

/** The screen that the address names, as it changes. */
export function useScreen(): Screen {
  return useHash(screenOf);
}
