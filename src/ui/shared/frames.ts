/**
 * Drawing, spread over animation frames: jobs wait in a queue, and every frame takes one, so that no
 * number of charts makes a long task. A training tab keeps all cores busy, and there a frame takes
 * several times as long as its work.
 */
const queue = new Set<() => void>();
let requested = false;

/** Runs the job in one of the next frames; a job that is already waiting runs once. */
export function nextFrame(job: () => void): void {
  queue.add(job);
  request();
}

export function cancelFrame(job: () => void): void {
  queue.delete(job);
}

function request(): void {
  if (requested || queue.size === 0) return;
  requested = true;
  requestAnimationFrame(() => {
    requested = false;
    const [job] = queue;
    if (job !== undefined) {
      queue.delete(job);
      job();
    }
    request();
  });
}
