export { type AttentionOptions, crossAttention, selfAttention } from './attention.ts';
export { type DenseOptions, dense } from './dense.ts';
export { forcePlain } from './fused.ts';
export { alignPairNorm, LAYER_NORM_EPSILON, layerNorm, layerNormFork } from './layer-norm.ts';
export { alignPair, splitPair } from './pair.ts';
export { type Perceptron, perceptron, perceptronPair } from './perceptron.ts';
export { pickLogProbability } from './pick.ts';
