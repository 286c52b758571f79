/**
 * Stratified sampling of whole moves. The K samples of a state start as K points spread evenly over
 * [0, 1) with one common random offset. A token is drawn by inverting the cumulative distribution
 * at the sample's point, and what is left of the point, rescaled to [0, 1) within the token's
 * interval, draws the next token. So the K samples are spread evenly over the distribution of whole
 * moves: each move's expected count is K times its probability, as with independent samples, but
 * with far fewer duplicates.
 */
export class MoveSampler {
  readonly count: number;
  readonly samples: number;
  readonly tokens: number;
  readonly #vocabulary: number;
  readonly #scale: number;
  /** [count × K] the point of each sample in what is left of its interval */
  readonly #points: Float64Array;
  /** [count × K × tokens] */
  readonly moves: Uint16Array;
  /** [count × K] natural logarithm of the probability of the tokens drawn so far */
  readonly logProbabilities: Float32Array;

  /**
   * @param offsets one number in [0, 1) a state
   * @param temperature every token is drawn from its distribution to the power 1/temperature
   */
  constructor(
    count: number,
    samples: number,
    tokens: number,
    vocabulary: number,
    offsets: ArrayLike<number>,
    temperature = 1,
  ) {
    this.#scale = 1 / temperature;
    this.count = count;
    this.samples = samples;
    this.tokens = tokens;
    this.#vocabulary = vocabulary;
    this.#points = new Float64Array(count * samples);
    this.moves = new Uint16Array(count * samples * tokens);
    this.logProbabilities = new Float32Array(count * samples);
    for (let state = 0; state < count; state++) {
      for (let k = 0; k < samples; k++) {
        this.#points[state * samples + k] = (k + offsets[state]!) / samples;
      }
    }
  }

  /**
   * Draws token `position` of every sample.
   * @param logits [rows × vocabulary], rows = count (all samples of a state share one) or count × K
   */
  draw(position: number, logits: Float32Array): void {
    const { samples, tokens } = this;
    const vocabulary = this.#vocabulary;
    const shared = logits.length === this.count * vocabulary;
    const cumulative = new Float64Array(vocabulary);
    const total = this.count * samples;
    for (let i = 0; i < total; i++) {
      if (!shared || i % samples === 0) {
        const row = (shared ? i / samples : i) * vocabulary;
        accumulate(logits, row, this.#scale, cumulative);
      }
      const sum = cumulative[vocabulary - 1]!;
      const target = this.#points[i]! * sum;
      let token = 0;
      while (token < vocabulary - 1 && cumulative[token]! <= target) token++;
      const low = token > 0 ? cumulative[token - 1]! : 0;
      const width = cumulative[token]! - low;
      this.#points[i] = width > 0 ? Math.min(Math.max((target - low) / width, 0), 1 - 1e-12) : 0;
      this.moves[i * tokens + position] = token;
      this.logProbabilities[i] = this.logProbabilities[i]! + Math.log(width / sum);
    }
  }
}

/** Cumulative sums of exp(scale · (logit − the largest logit)) of one row. */
function accumulate(logits: Float32Array, row: number, scale: number, out: Float64Array): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < out.length; i++) largest = Math.max(largest, logits[row + i]!);
  let sum = 0;
  for (let i = 0; i < out.length; i++) {
    sum += Math.exp(scale * (logits[row + i]! - largest));
    out[i] = sum;
  }
}
