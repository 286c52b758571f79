import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Size } from '../../tensor/size.ts';
import { useSettings, useView } from '../shared/session-context.ts';

/** The target that is shown, among those of the run or, before one, of the settings. */
export interface ShownTarget {
  readonly sizes: readonly Size[];
  readonly at: number;
  readonly size: Size;
  readonly arithmetic: Arithmetic;
}

export function useShown(): ShownTarget {
  const settings = useSettings();
  const config = useView((view) => view.run?.config);
  const shown = useView((view) => view.shown);
  const sizes = config?.targets.map(({ size }) => size) ?? settings.sizes;
  const { arithmetic } = config ?? settings;
  const at = Math.min(shown, sizes.length - 1);
  return { sizes, at, size: sizes[at]!, arithmetic };
}
