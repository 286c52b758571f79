import './app.css';
import { Suspense, useEffect } from 'react';
import { Navigation } from './navigation.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import { useScreen } from './use-screen.ts';

/** The page: its header, and the screen that is open. */
export function App() {
  const screen = useScreen();
  useEffect(() => {
    document.title = `TensorGame: ${screen.title}`;
  }, [screen]);
  const Open = screen.component;
  return (
    <>
      <header className="masthead">
        <div className="masthead-name">
          <svg className="masthead-mark" viewBox="0 0 26 26" aria-hidden="true">
            <rect width="12" height="12" rx="3" />
            <rect x="14" y="14" width="12" height="12" rx="3" />
            <rect className="masthead-faint" x="14" width="12" height="12" rx="3" />
            <rect className="masthead-faint" y="14" width="12" height="12" rx="3" />
          </svg>
          <h1>TensorGame</h1>
        </div>
        <Navigation current={screen} />
        <SettingsMenu />
      </header>
      <Suspense fallback={<main className="opening" aria-busy="true" />}>
        <Open />
      </Suspense>
    </>
  );
}
