import type { ReactNode } from 'react';
import type { BackendEvent } from '../../training/events.ts';
import { formatBytes, formatClock, formatCount } from '../shared/format.ts';
import { useView } from '../shared/session-context.ts';

/** The figures of the run that are no curves. */
export function RunFacts() {
  const backend = useView((view) => view.backend);
  const progress = useView((view) => view.progress);
  const saved = useView((view) => view.saved);
  return (
    <dl className="facts">
      <Fact name="Device">{backend === null ? '–' : deviceWords(backend)}</Fact>
      <Fact name="Parameters">{backend === null ? '–' : formatCount(backend.parameters)}</Fact>
      <Fact name="Memory">{progress === null ? '–' : formatBytes(progress.memoryBytes)}</Fact>
      <Fact name="Running time">{formatClock(progress?.seconds ?? 0)}</Fact>
      <Fact name="Steps learnt">{formatCount(progress?.step ?? 0)}</Fact>
      <Fact name="Games">
        {formatCount(progress?.games ?? 0)}, {formatCount(progress?.solved ?? 0)} solved
      </Fact>
      <Fact name="Experience">{formatCount(progress?.experience ?? 0)} positions</Fact>
      <Fact name="Checkpoint">
        {saved === null ? 'none yet' : `step ${formatCount(saved.step)}, ${clockTime(saved.at)}`}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function deviceWords({ adapter, replicas }: BackendEvent): string {
  return replicas === 1 ? adapter : `${adapter}, ${replicas} networks side by side`;
}

function clockTime(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
