import type { RunConfig } from './config.ts';
import type { BoardsEvent, GamesEvent } from './events.ts';
import type { ActingReport } from './game-record.ts';

/** Which games ended, target by target, and a few of those under way in the first replica. */
export function gamesEvents(
  { targets }: RunConfig,
  reports: readonly ActingReport[],
  at: Readonly<Record<'seconds' | 'step', number>>,
): { readonly ended: readonly GamesEvent[]; readonly boards: BoardsEvent } {
  const all = reports.flatMap(({ games }) => games);
  const ended = targets.map(({ size }, target): GamesEvent => {
    const here = all.filter((game) => game.target === target && game.kept === 0);
    const again = all.filter((game) => game.target === target && game.kept > 0);
    const solved = again.filter(({ rank }) => rank > 0).length;
    const renewed = again.reduce((sum, game) => sum + (game.renewed ?? 0), 0);
    const reworked = again.length > 0 ? { reworked: { ended: again.length, solved, renewed } } : {};
    const ranks = here.filter(({ rank }) => rank > 0).map(({ rank }) => rank);
    const unsolved = here.length - ranks.length;
    return { kind: 'games', ...at, target, size, ranks, unsolved, ...reworked };
  });
  const boards = reports[0]!.boards.map((board) => ({
    ...board,
    size: targets[board.target]!.size,
  }));
  return { ended, boards: { kind: 'boards', ...at, boards } };
}
