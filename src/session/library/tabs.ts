/** Word from tab to tab that entries of the library were added, changed or removed. */
export interface Tabs {
  /** Tells the other tabs. */
  tell(keys: readonly string[]): void;
  /** Calls back with what other tabs tell; returns how to stop. */
  listen(changed: (keys: readonly string[]) => void): () => void;
}

const NAME = 'tensorgame-library';

/** Over a BroadcastChannel; without one every tab is alone. */
export function broadcastTabs(): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => {}, listen: () => () => {} };
  const channel = new BroadcastChannel(NAME);
  return {
    tell: (keys) => channel.postMessage(keys),
    listen: (changed) => {
      const take = ({ data }: MessageEvent<unknown>) => {
        if (Array.isArray(data)) changed(data.filter((key) => typeof key === 'string'));
      };
      channel.addEventListener('message', take);
      return () => channel.removeEventListener('message', take);
    },
  };
}
