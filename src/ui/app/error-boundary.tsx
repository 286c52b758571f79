import { Component, type ReactNode } from 'react';
import { sentence } from '../../session/sentences.ts';

interface State {
  readonly message: string | null;
}

/** Catches what goes wrong while drawing the page: what was saved is safe, and a reload brings it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { message: null };

  static getDerivedStateFromError(error: unknown): State {
    return { message: sentence(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <main className="broken" role="alert">
        <h1>The page failed</h1>
        <p>{this.state.message}</p>
        <p>
          Reload it: your game is as you left it, a run goes on from its last checkpoint, and no
          algorithm is lost.
        </p>
        <button type="button" onClick={() => location.reload()}>
          Reload
        </button>
      </main>
    );
  }
}
