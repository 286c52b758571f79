import type { RunEvent } from '../training/events.ts';
import { checked, merged, SHOWN_ALGORITHMS } from './discoveries.ts';
import type { Stored } from './library/library-storage.ts';
import { type RunView, shownTarget } from './run-view.ts';
import { lostGpu, SLOW_BACKEND } from './sentences.ts';

/** Timed algorithms that are kept for the figure. */
const SHOWN_SPEEDS = 2000;

/**
 * Brings a run's view up to date with a batch of its events; `found` are the algorithms among them
 * that were verified here and not listed before.
 */
export function takeEvents(
  view: RunView,
  events: readonly RunEvent[],
  now: number,
): { readonly change: Partial<RunView>; readonly found: readonly Stored[] } {
  const { run, history } = view;
  if (run === null) return { change: {}, found: [] };
  let { backend, phase, progress, notice, announcement, boards, calibration, speeds } = view;
  // The first target of the run is the first of its history, whatever ends first.
  for (const { size } of run.config.targets) history.of(size);
  const found: Stored[] = [];
  for (const event of events) {
    switch (event.kind) {
      case 'backend':
        backend = event;
        if (event.backend === 'cpu' && run.backend === 'auto') notice = SLOW_BACKEND;
        break;
      case 'phase':
        phase = event.phase;
        break;
      case 'progress':
        progress = event;
        history.addProgress(event);
        calibration = event.calibration ?? calibration;
        break;
      case 'games':
        history.addGames(event);
        break;
      case 'boards':
        boards = event.boards;
        break;
      case 'speed':
        speeds = [...speeds, event].slice(-SHOWN_SPEEDS);
        break;
      case 'lost':
        notice = lostGpu(event);
        break;
      case 'unmeasured':
        notice = `Speed is not rewarded: ${event.reason.replace(/^./, (c) => c.toLowerCase())} Training goes on without.`;
        break;
      case 'discovery': {
        const result = checked(event, run, now);
        if ('refused' in result) {
          notice = result.refused;
          break;
        }
        const { rank } = result.found.entry;
        found.push(result.found);
        const { size } = event.algorithm;
        const best = history.of(size).best.at(-1)?.rank;
        if (best === undefined || rank < best) {
          const which = run.config.targets.length > 1 ? ` for ${size.join('×')}` : '';
          announcement = `Algorithm of rank ${rank}${which} found and verified.`;
        }
        history.addRank(size, event.seconds, rank);
        break;
      }
    }
  }
  const target = shownTarget(view, run.config);
  const listed = found.filter(({ entry }) => entry.target === target);
  const algorithms =
    listed.length === 0
      ? view.algorithms
      : merged(view.algorithms, listed).slice(0, SHOWN_ALGORITHMS);
  const change = {
    ...{ backend, phase, progress, notice, announcement },
    boards,
    calibration,
    speeds,
    algorithms,
  };
  return { change: { ...change, revision: view.revision + 1 }, found };
}
