import './mantine-train-styles.ts';
import { SessionContext } from '../shared/session-context.ts';
import { TrainScreen } from '../train/train-screen.tsx';
import { session } from './run-session.ts';

/** The training screen with its session; loaded when it is first opened. */
export default function TrainRoot() {
  return (
    <SessionContext value={session}>
      <TrainScreen />
    </SessionContext>
  );
}
