export { type AttentionOptions, crossAttention, selfAttention } from './attention.ts';
export { type DenseOptions, dense } from './dense.ts';
export { denseOfNorm, denseOfPairNorm, type NormAndLayer } from './dense-of-norm.ts';
export { forcePlain } from './fused.ts';
export { joinGrids, splitGrids } from './grids.ts';
export { LAYER_NORM_EPSILON, layerNorm } from './layer-norm.ts';
export { alignPair, splitPair } from './pair.ts';
export { type Norm, type Perceptron, perceptron, perceptronPair } from './perceptron.ts';
export { pickLogProbability } from './pick.ts';
