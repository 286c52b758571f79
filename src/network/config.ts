/** Sizes of the transformer (AlphaTensor, Methods, "Network architecture", scaled down). */
export interface NetworkConfig {
  /** c, the channels of every token; a multiple of 8 */
  readonly width: number;
  /** h, the last moves of the game that the input shows beside the residual. */
  readonly history: number;
  /** Blocks of the torso; each has three stages of attentive modes. */
  readonly blocks: number;
  readonly heads: number;
  /** Hidden channels of a feed-forward layer, as a multiple of the width. */
  readonly expansion: number;
  readonly decoderLayers: number;
  /** Quantiles of the value head. */
  readonly quantiles: number;
  /** Hidden channels of the value head. */
  readonly valueHidden: number;
}
