import type { GpuLimits } from './gpu.ts';
import type { Plan } from './plan.ts';

/**
 * Why a plan does not fit a device, in one sentence; null when it does. Asked before anything is
 * allocated.
 */
export function misfit(plan: Plan, limits: GpuLimits): string | null {
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  const bytes = Object.values(plan.buffers);
  const largest = Math.max(...bytes);
  if (largest > most) {
    return `It needs a buffer of ${mebibytes(largest)}, and this GPU gives at most ${mebibytes(most)}.`;
  }
  for (const step of plan.steps) {
    if (step.workgroupBytes > limits.maxComputeWorkgroupStorageSize) {
      return `Its tiles need ${step.workgroupBytes} bytes of workgroup memory, and this GPU has ${limits.maxComputeWorkgroupStorageSize}.`;
    }
    if (step.invocations > limits.maxComputeInvocationsPerWorkgroup) {
      return `It needs workgroups of ${step.invocations} invocations, and this GPU allows ${limits.maxComputeInvocationsPerWorkgroup}.`;
    }
    if (step.workgroups.some((count) => count > limits.maxComputeWorkgroupsPerDimension)) {
      return `It needs ${Math.max(...step.workgroups)} workgroups in a row, and this GPU allows ${limits.maxComputeWorkgroupsPerDimension}.`;
    }
    if (step.entries.length > limits.maxStorageBuffersPerShaderStage) {
      return `It needs ${step.entries.length} buffers at once, and this GPU binds ${limits.maxStorageBuffersPerShaderStage}.`;
    }
  }
  return null;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MiB`;
}
