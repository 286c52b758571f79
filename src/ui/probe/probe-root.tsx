import '../app/mantine-train-styles.ts';
import { library } from '../../session/library/create-library.ts';
import { createProbe } from '../../session/probe/create-probe.ts';
import { probeLink, readProbeLink } from '../../session/probe/setup.ts';
import { ProbeContext } from './probe-context.ts';
import { ProbeScreen } from './probe-screen.tsx';

// Made once, when the screen is first opened: a run goes on while another screen is shown.
const session = createProbe();

function followAddress(): void {
  if (!location.hash.startsWith('#/probe?')) return;
  const { setup, status } = session.view.getState();
  const next = readProbeLink(location.hash, setup);
  // The set-up under way stays on the screen until the run has ended.
  if (status !== 'running' && probeLink(next) !== probeLink(setup)) session.change(next);
}

followAddress();
addEventListener('hashchange', followAddress);
document.addEventListener('visibilitychange', () => {
  session.setHidden(document.visibilityState === 'hidden');
});
void session.look();

/** The probe's screen; loaded when it is first opened. */
export default function ProbeRoot() {
  void library().open();
  return (
    <ProbeContext value={session}>
      <ProbeScreen />
    </ProbeContext>
  );
}
