/** An algorithm's rank beside its measured speed. */
export interface SpeedPoint {
  readonly size: readonly [number, number, number];
  readonly rank: number;
  /** How many times as fast as the standard product. */
  readonly speed: number;
}

/**
 * Those that no other beats: none has fewer products and is as fast, or as few and is faster. By
 * ascending rank, each rank and speed once.
 */
export function paretoFront(points: readonly SpeedPoint[]): SpeedPoint[] {
  const sorted = [...points].sort((a, b) => a.rank - b.rank || b.speed - a.speed);
  const front: SpeedPoint[] = [];
  let fastest = Number.NEGATIVE_INFINITY;
  for (const point of sorted) {
    if (point.speed <= fastest) continue;
    front.push(point);
    fastest = point.speed;
  }
  return front;
}
