import './mantine-styles.ts';
import './theme.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followMotion } from '../shared/preferences.ts';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { theme } from './theme.ts';

followMotion();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </MantineProvider>
  </StrictMode>,
);
