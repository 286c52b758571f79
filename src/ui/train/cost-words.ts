import type { BackendChoice } from '../../network/backend.ts';
import { replicaCount } from '../../session/replica-count.ts';
import type { ConfigFault } from '../../training/check-config.ts';
import type { RunConfig } from '../../training/config.ts';
import { estimateCost } from '../../training/estimate-cost.ts';
import { KNOBS } from '../../training/knob-table.ts';
import { formatBytes, formatShort } from '../shared/format.ts';

/** What a run will take, in words that go on after "costs". */
export function costWords(config: RunConfig, backend: BackendChoice): string {
  const replicas = replicaCount(backend, navigator.hardwareConcurrency);
  const { total, parameters } = estimateCost(config, replicas, backend === 'webgpu');
  return `up to ${formatBytes(total)} of memory, for ${formatShort(parameters)} parameters`;
}

/** What is wrong with the settings, by the names that the page has for them. */
export function faultWords({ path, value, reason }: ConfigFault): string {
  const knob = KNOBS.find((each) => each.path === path);
  const named = KNOBS.reduce(
    (text, { path: other, label }) => text.replaceAll(other, `“${label}”`),
    reason,
  );
  if (knob !== undefined) return `“${knob.label}” is ${JSON.stringify(value)}: ${named}.`;
  if (path.startsWith('targets')) return `The targets cannot be trained together: ${reason}.`;
  return `The ${path} is ${JSON.stringify(value)}: ${named}.`;
}
