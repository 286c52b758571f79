/** A buffer that steps `first` to `last` of a sequence use, both included. */
export interface Interval {
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
}

export interface Assignment {
  /** Bytes of each slot. */
  readonly slots: readonly number[];
  /** The slot of each interval. */
  readonly slotOf: readonly number[];
}

/**
 * Lays buffers that are not needed at the same time into the same memory: the largest first, each
 * into the smallest slot that is free while it lives (Pisarchyk & Lee 2020, "Efficient Memory
 * Management for Deep Neural Net Inference", greedy by size for shared objects). No slot is shared
 * within a step, because WebGPU lets no buffer be read and written by one dispatch.
 */
export function assignSlots(intervals: readonly Interval[]): Assignment {
  const order = intervals.map((_, i) => i);
  order.sort((a, b) => intervals[b]!.bytes - intervals[a]!.bytes || a - b);
  const slots: { bytes: number; held: Interval[] }[] = [];
  const slotOf = new Array<number>(intervals.length).fill(-1);
  for (const i of order) {
    const interval = intervals[i]!;
    let best = -1;
    for (const [s, { bytes, held }] of slots.entries()) {
      if (best >= 0 && bytes >= slots[best]!.bytes) continue;
      if (held.every((other) => other.last < interval.first || interval.last < other.first)) {
        best = s;
      }
    }
    if (best < 0) best = slots.push({ bytes: interval.bytes, held: [] }) - 1;
    slots[best]!.held.push(interval);
    slotOf[i] = best;
  }
  return { slots: slots.map(({ bytes }) => bytes), slotOf };
}

/** The least that any plan needs: the most bytes alive in one step. */
export function peakBytes(intervals: readonly Interval[]): number {
  const changes = new Map<number, number>();
  const add = (step: number, bytes: number) => changes.set(step, (changes.get(step) ?? 0) + bytes);
  for (const { bytes, first, last } of intervals) {
    add(first, bytes);
    add(last + 1, -bytes);
  }
  let now = 0;
  let peak = 0;
  for (const [, change] of [...changes].sort(([a], [b]) => a - b)) {
    now += change;
    peak = Math.max(peak, now);
  }
  return peak;
}
