/** An inspector whose search runs in this thread. */
import { Inspector } from './inspector.ts';
import { LocalSearchHost } from './search-host.ts';

export function testInspector(): Inspector {
  return new Inspector({
    spawn: () => {
      const host = new LocalSearchHost(() => Promise.reject(new Error('There is no agent here.')));
      return {
        open: (request) => host.open(request),
        memoryBytes: () => host.memoryBytes(),
        run: (count, aim, onRows) => host.run(count, aim, onRows),
        stop: () => host.stop(),
        force: (node, move) => host.force(node, move),
        close: () => {},
      };
    },
    stillness: () => true,
    wait: () => new Promise((resolve) => setTimeout(resolve)),
  });
}
