import { openDatabase } from '../../session/database.ts';
import { library } from '../../session/library/create-library.ts';
import { heldRuns, holdRun } from '../../session/locks.ts';
import { spawnRunClient } from '../../session/run-client.ts';
import { runFilesInWorker } from '../../session/run-files-client.ts';
import { Session } from '../../session/session.ts';
import { createSettingsStore } from '../../session/settings.ts';
import { indexedStorage } from '../../session/storage.ts';

/** Made once, when first asked for: a run goes on while another screen is shown. */
export const session = new Session({
  settings: createSettingsStore(),
  storage: indexedStorage(openDatabase()),
  library: library(),
  spawn: spawnRunClient,
  files: runFilesInWorker,
  hold: holdRun,
  held: heldRuns,
  now: Date.now,
  newId: () => crypto.randomUUID(),
});
void session.restore();

// A hidden tab may be discarded without another word.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') void session.save();
});
