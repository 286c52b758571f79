import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type CodeCase,
  isThere,
  kernelCases,
  products,
  temporaryFolder,
} from './cases.test-data.ts';
import { writeCuda } from './cuda.ts';
import { functionName } from './program.ts';

const hasCompiler = isThere('compiling generated CUDA as C++', 'g++', '--version');
const folder = temporaryFolder();
afterAll(folder.remove);

/**
 * As much of CUDA's runtime as the generated code uses, on the processor: a thread block is as many
 * threads with a barrier, and blocks run one after the other.
 */
const RUNTIME = `#pragma once
#include <barrier>
#include <cstddef>
#include <thread>
#include <vector>
#define __global__
#define __device__
#define __launch_bounds__(x)
#define __shared__ static
struct dim3 {
  unsigned x, y, z;
  dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
};
typedef void *cudaStream_t;
enum cudaError_t { cudaSuccess = 0 };
struct cudaLaunchConfig_t {
  dim3 gridDim, blockDim;
  size_t dynamicSmemBytes;
  cudaStream_t stream;
};
inline thread_local dim3 blockIdx, threadIdx;
inline std::barrier<> *block_barrier = nullptr;
inline void __syncthreads() { block_barrier->arrive_and_wait(); }
template <typename... Parameters, typename... Arguments>
cudaError_t cudaLaunchKernelEx(const cudaLaunchConfig_t *config, void (*kernel)(Parameters...), Arguments... arguments) {
  const dim3 grid = config->gridDim, block = config->blockDim;
  std::barrier<> barrier(block.x * block.y);
  block_barrier = &barrier;
  std::vector<std::thread> threads;
  for (unsigned y = 0; y < block.y; y++)
    for (unsigned x = 0; x < block.x; x++)
      threads.emplace_back([=] {
        for (unsigned by = 0; by < grid.y; by++)
          for (unsigned bx = 0; bx < grid.x; bx++) {
            blockIdx = dim3(bx, by);
            threadIdx = dim3(x, y);
            kernel(arguments...);
            __syncthreads();
          }
      });
  for (auto &thread : threads) thread.join();
  return cudaSuccess;
}
`;

function driver({ algorithm }: CodeCase): string {
  const isZ2 = algorithm.arithmetic === 'z2';
  const list = (values: readonly number[]) => `{${values.join(', ')}}`;
  const checks = products(isZ2).map(
    ({ rows, inner, columns, a, b, c }) =>
      `  check(${rows}, ${inner}, ${columns}, ${list(a)}, ${list(b)}, ${list(c)});`,
  );
  return `#include "generated.cu"
#include <cstdio>
static void check(size_t rows, size_t inner, size_t columns, std::vector<element> a, std::vector<element> b, std::vector<element> c) {
  std::vector<element> found(c.size(), 77);
  if (${functionName(algorithm)}(a.data(), b.data(), found.data(), rows, inner, columns, nullptr) != cudaSuccess)
    std::printf("not launched\\n");
  for (size_t x = 0; x < c.size(); x++)
    if (found[x] != c[x]) std::printf("wrong at %zu of %zux%zux%zu\\n", x, rows, inner, columns);
}
int main() {
${checks.join('\n')}
  std::printf("done\\n");
}
`;
}

describe.skipIf(!hasCompiler)(
  'generated CUDA, compiled as C++ with a stand-in for its runtime',
  () => {
    it.each(kernelCases)(
      'multiplies: $name',
      (code) => {
        const { path } = folder;
        mkdirSync(join(path, 'include'), { recursive: true });
        writeFileSync(join(path, 'include/cuda_runtime.h'), RUNTIME);
        writeFileSync(join(path, 'generated.cu'), writeCuda(code.algorithm, code.program));
        writeFileSync(join(path, 'driver.cpp'), driver(code));
        const flags = ['-std=c++20', '-O1', '-Wall', '-Wextra', '-Werror', '-pthread', '-Iinclude'];
        execFileSync('g++', [...flags, 'driver.cpp', '-o', 'run'], { cwd: path, stdio: 'pipe' });
        expect(execFileSync('./run', { cwd: path, encoding: 'utf8' })).toBe('done\n');
      },
      60_000,
    );
  },
);
