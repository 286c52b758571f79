import type { Gradient } from '../network/network.ts';
import type { ActingReport } from './game-record.ts';

/** Seconds after which a report is due while learning. */
const REPORT_SECONDS = 1;

/** Sums what happened since the last report into means and rates. */
export class Meter {
  #steps = 0;
  #policyLoss = 0;
  #valueLoss = 0;
  #norm = 0;
  #samples = 0;
  #learning = 0;
  #simulations = 0;
  #evaluations = 0;
  #acting = 0;
  #last = { policyLoss: 0, valueLoss: 0, gradientNorm: 0 };
  #since = performance.now();

  learnt(gradients: readonly Gradient[], norm: number, samples: number, seconds: number): void {
    for (const { policyLoss, valueLoss } of gradients) {
      this.#policyLoss += policyLoss / gradients.length;
      this.#valueLoss += valueLoss / gradients.length;
    }
    this.#norm += norm;
    this.#steps++;
    this.#samples += samples;
    this.#learning += seconds;
  }

  acted(reports: readonly ActingReport[], seconds: number): void {
    for (const { simulations, evaluations } of reports) {
      this.#simulations += simulations;
      this.#evaluations += evaluations;
    }
    this.#acting += seconds;
  }

  get due(): boolean {
    return performance.now() - this.#since > 1000 * REPORT_SECONDS;
  }

  /** Means and rates since the last call; losses stay as they were when no step was taken. */
  take() {
    if (this.#steps > 0) {
      this.#last = {
        policyLoss: this.#policyLoss / this.#steps,
        valueLoss: this.#valueLoss / this.#steps,
        gradientNorm: this.#norm / this.#steps,
      };
    }
    const rate = (count: number, seconds: number) => (seconds > 0 ? count / seconds : 0);
    const result = {
      ...this.#last,
      samplesPerSecond: rate(this.#samples, this.#learning),
      simulationsPerSecond: rate(this.#simulations, this.#acting),
      evaluationsPerSecond: rate(this.#evaluations, this.#acting),
    };
    this.#steps = this.#policyLoss = this.#valueLoss = this.#norm = 0;
    this.#samples = this.#learning = 0;
    this.#simulations = this.#evaluations = this.#acting = 0;
    this.#since = performance.now();
    return result;
  }
}
