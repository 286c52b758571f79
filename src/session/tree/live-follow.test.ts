import { expect, test } from 'vitest';
import { createRules } from '../../game/create-rules.ts';
import type { Evaluator } from '../../search/evaluator.ts';
import { LocalEvaluator } from '../../search/local-evaluator.ts';
import { seeded } from '../../tensor/random.ts';
import { Actor } from '../../training/actor.ts';
import { GameWatch, type WatchMessage } from '../../training/game-watch.ts';
import { tinyRun } from '../../training/testing/tiny-run.ts';
import { testInspector } from './inspector.test-support.ts';
import { LiveFollow } from './live-follow.ts';

function actor(): { readonly actor: Actor; readonly config: ReturnType<typeof tinyRun> } {
  const config = tinyRun({ size: [1, 2, 2], acting: { basisStyle: 'canonical' } });
  const rules = createRules([1, 2, 2], 'z2');
  const local = new LocalEvaluator(rules, config.search.samples, 1);
  const evaluator: Evaluator = { evaluate: (request) => local.evaluate(request) };
  return { actor: new Actor(config, evaluator, seeded(1)), config };
}

/** What games came to, for comparison. */
async function played(watched: boolean): Promise<unknown> {
  const { actor: player, config } = actor();
  if (watched) player.watch = new GameWatch(config, () => {});
  const { games, lines, simulations } = await player.act(60);
  return [games, lines, simulations];
}

test('games come out the same whether somebody looks on or not', async () => {
  expect(await played(true)).toEqual(await played(false));
});

test('a game is followed from its search to its end, and then nothing more is sent', async () => {
  const { actor: player, config } = actor();
  const inspector = testInspector();
  const messages: WatchMessage['kind'][] = [];
  const follow = new LiveFollow(inspector, {
    watch: async (sink) => {
      player.watch?.stop();
      player.watch =
        sink === null
          ? null
          : new GameWatch(config, (message) => {
              messages.push(message.kind);
              sink(message);
            });
      return true;
    },
  });
  await player.act(3);
  await follow.start();
  await player.act(80);
  expect(messages[0]).toBe('game');
  expect(messages.at(-1)).toBe('over');
  expect(messages.filter((kind) => kind === 'over').length).toBe(1);
  const { record, playback, source, notice } = inspector.state.getState();
  expect(source).toBe('live');
  expect(notice?.text).toMatch(/^The game (was solved in|ended unsolved after) \d+ moves/);
  expect(record!.columns.playAt.length).toBeGreaterThan(0);
  expect(playback!.at).toBe(record!.simulations);
  const root = record!.rootAfter(record!.simulations);
  expect(record!.columns.nodeDepth.data[root]).toBeGreaterThan(0);
  await follow.start();
  await player.act(2);
  expect(messages.filter((kind) => kind === 'game').length).toBe(2);
  follow.stop();
  const count = messages.length;
  await player.act(40);
  expect(messages.length).toBe(count);
});

test('without a run there is nothing to follow, which is said', async () => {
  const inspector = testInspector();
  await new LiveFollow(inspector, { watch: async () => false }).start();
  expect(inspector.state.getState().notice).toMatchObject({ kind: 'error' });
});
