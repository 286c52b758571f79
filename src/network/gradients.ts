import * as tf from '@tensorflow/tfjs-core';

/**
 * Both losses [2], and the gradient of policy loss + valueWeight · value loss with respect to each of
 * the variables.
 */
export function lossesWithGradients(
  variables: readonly tf.Variable[],
  losses: () => { readonly policy: tf.Scalar; readonly value: tf.Scalar },
  valueWeight: number,
): { gradients: tf.Tensor[]; losses: tf.Tensor } {
  let policyLoss: tf.Scalar | undefined;
  let valueLoss: tf.Scalar | undefined;
  const { grads } = tf.variableGrads(() => {
    const { policy, value } = losses();
    policyLoss = tf.keep(policy);
    valueLoss = tf.keep(value);
    return tf.add(policy, tf.mul(value, valueWeight)) as tf.Scalar;
  }, [...variables]);
  const both = tf.stack([policyLoss!, valueLoss!]);
  tf.dispose([policyLoss!, valueLoss!]);
  return { gradients: variables.map(({ name }) => grads[name]!), losses: both };
}
