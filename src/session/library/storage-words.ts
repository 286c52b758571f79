/** Why the browser's storage failed, in words. */
import { sentence } from '../sentences.ts';

export const NOTHING_LASTS =
  'This browser does not let the page keep data: the library works, but a reload loses what is new, so download what you want to keep.';

/** Why, and what to do: the end of a sentence, with its full stop. */
export function storageReason(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') {
    return 'the browser has no room left. All that was kept before is still there: download what is new, free some disk space, or remove algorithms that you do not need.';
  }
  if (name === 'InvalidStateError' || name === 'VersionError') {
    return 'a newer version of this page is open in another tab. Reload this one.';
  }
  return `${sentence(error)} Reload the page and try again; all that was kept before is still there.`;
}
