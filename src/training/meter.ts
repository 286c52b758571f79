import type { Calibration, Stages } from './events.ts';
import type { ActingReport } from './game-record.ts';
import type { LearningReport } from './replica.ts';

/** Seconds after which a report is due while learning. */
const REPORT_SECONDS = 1;

const NOTHING = {
  steps: 0,
  policyLoss: 0,
  valueLoss: 0,
  norm: 0,
  samples: 0,
  /** Seconds by the trainer's clock. */
  learning: 0,
  acting: 0,
  simulations: 0,
  evaluations: 0,
  entropy: 0,
  reports: 0,
  positions: 0,
  /** Seconds by stage, a mean over the replicas. */
  network: 0,
  search: 0,
  gradient: 0,
};

/** Sums what happened since the last report into means and rates. */
export class Meter {
  #sum = { ...NOTHING };
  #below: number[] = [];
  #last = { policyLoss: 0, valueLoss: 0, gradientNorm: 0 };
  #lastEntropy = 0;
  #since = performance.now();

  /** @param seconds of the step as a whole, of them `own` in the trainer's own part */
  learnt(
    reports: readonly Omit<LearningReport, 'gradient'>[],
    norm: number,
    samples: number,
    seconds: number,
    own: number,
  ): void {
    const sum = this.#sum;
    for (const { policyLoss, valueLoss, seconds: inReplica } of reports) {
      sum.policyLoss += policyLoss / reports.length;
      sum.valueLoss += valueLoss / reports.length;
      sum.gradient += inReplica / reports.length;
    }
    sum.gradient += own;
    sum.norm += norm;
    sum.steps++;
    sum.samples += samples;
    sum.learning += seconds;
  }

  acted(reports: readonly ActingReport[], seconds: number): void {
    const sum = this.#sum;
    for (const report of reports) {
      sum.simulations += report.simulations;
      sum.evaluations += report.evaluations;
      sum.network += report.networkSeconds / reports.length;
      sum.search += (report.seconds - report.networkSeconds) / reports.length;
      sum.entropy += report.watch.policyEntropy;
      sum.reports++;
      sum.positions += report.watch.positions;
      for (const [i, count] of report.watch.below.entries()) {
        this.#below[i] = (this.#below[i] ?? 0) + count;
      }
    }
    sum.acting += seconds;
  }

  get due(): boolean {
    return performance.now() - this.#since > 1000 * REPORT_SECONDS;
  }

  /** Means and rates since the last call; losses and entropy stay as they were when there is none. */
  take() {
    const sum = this.#sum;
    if (sum.steps > 0) {
      this.#last = {
        policyLoss: sum.policyLoss / sum.steps,
        valueLoss: sum.valueLoss / sum.steps,
        gradientNorm: sum.norm / sum.steps,
      };
    }
    if (sum.reports > 0) this.#lastEntropy = sum.entropy / sum.reports;
    const rate = (count: number, seconds: number) => (seconds > 0 ? count / seconds : 0);
    const result = {
      ...this.#last,
      policyEntropy: this.#lastEntropy,
      samplesPerSecond: rate(sum.samples, sum.learning),
      simulationsPerSecond: rate(sum.simulations, sum.acting),
      evaluationsPerSecond: rate(sum.evaluations, sum.acting),
      calibration: this.#calibration(),
      stages: this.#stages(),
    };
    this.#sum = { ...NOTHING };
    this.#below = [];
    this.#since = performance.now();
    return result;
  }

  #calibration(): Calibration | null {
    const { positions } = this.#sum;
    if (positions === 0) return null;
    return { positions, below: this.#below.map((count) => count / positions) };
  }

  #stages(): Stages {
    const { network, search, gradient, learning, acting } = this.#sum;
    const all = learning + acting;
    const share = (seconds: number) => (all > 0 ? Math.max(0, seconds) / all : 0);
    return {
      network: share(network),
      search: share(search),
      learning: share(gradient),
      communication: share(all - network - search - gradient),
    };
  }
}
