export { attention, attentionGradient } from './attention';
export { multiply, packPanels, weightGradient } from './dense';
export { layerNorm, layerNormGradient } from './layer-norm';
export { alignPair, splitPair } from './pair';
export { pickLogProbability, pickLogProbabilityGradient } from './pick';
