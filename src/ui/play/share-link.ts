import type { Play } from '../../session/play/play-store.ts';

/** The address of the position on the board. */
export function addressOf(play: Play): string {
  return new URL(play.link(), location.href).href;
}

/** Copies the position's address, and says so; without a clipboard it is in the address bar anyway. */
export async function shareLink(play: Play): Promise<void> {
  try {
    await navigator.clipboard.writeText(addressOf(play));
    play.notify({ kind: 'info', text: 'The link to this position is copied.' });
  } catch {
    play.notify({
      kind: 'info',
      text: 'The browser does not let the page copy: the link is in the address bar.',
    });
  }
}
