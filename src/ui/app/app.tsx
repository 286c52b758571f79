import './app.css';
import { TrainScreen } from '../train/train-screen.tsx';
import { ThemeChoice } from './theme-choice.tsx';

/** The page: its header, and the screen that is open. */
export function App() {
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
        <p className="masthead-line">
          Watch an agent learn, from nothing and in this tab, to multiply matrices with fewer
          multiplications.
        </p>
        <ThemeChoice />
      </header>
      <TrainScreen />
    </>
  );
}
