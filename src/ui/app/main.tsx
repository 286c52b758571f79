import './mantine-styles.ts';
import './theme.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openDatabase } from '../../session/database.ts';
import { heldRuns, holdRun } from '../../session/locks.ts';
import { spawnRunClient } from '../../session/run-client.ts';
import { Session } from '../../session/session.ts';
import { createSettingsStore } from '../../session/settings.ts';
import { indexedStorage } from '../../session/storage.ts';
import { SessionContext } from '../shared/session-context.ts';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { theme } from './theme.ts';

const session = new Session({
  settings: createSettingsStore(),
  storage: indexedStorage(openDatabase()),
  spawn: spawnRunClient,
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

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ErrorBoundary>
        <SessionContext value={session}>
          <App />
        </SessionContext>
      </ErrorBoundary>
    </MantineProvider>
  </StrictMode>,
);
