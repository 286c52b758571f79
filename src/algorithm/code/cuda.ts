/** CUDA that multiplies matrices by one level of an algorithm. */
import type { Algorithm } from '../algorithm.ts';
import { headerLines } from '../formats/header.ts';
import { countAdditions, type StraightLineProgram } from '../straight-line.ts';
import { type Dialect, kernelShape, productGroups, sumVariables } from './kernel.ts';
import { divisorOf, functionName, programFor } from './program.ts';

/** Threads along a side of a thread block. */
const TILE = 16;
/** Thread blocks have 48 KiB of shared memory without asking for more. */
const SHARED_NUMBERS = 12 * 1024;

export function writeCuda(algorithm: Algorithm, given?: StraightLineProgram): string {
  const program = programFor(algorithm, given);
  const { size, arithmetic } = program;
  const [n, m, p] = size;
  const isZ2 = arithmetic === 'z2';
  const type = isZ2 ? 'unsigned' : 'float';
  const shape = kernelShape(program.rank, TILE, SHARED_NUMBERS);
  const { depth, group } = shape;
  const name = functionName(program);
  const dialect: Dialect = {
    constant: (variable, value) => `const element ${variable} = ${value};`,
    variable: (variable, value) => `element ${variable} = ${value};`,
    load: (matrix, row, column) =>
      matrix === 'a'
        ? `load(a, rows, inner, r, s, ${row}, ${column}, row, column)`
        : `load(b, inner, columns, s, t, ${row}, ${column}, row, column)`,
    multiplyAdd: (to, left, right) =>
      isZ2 ? `${to} ^= ${left} & ${right};` : `${to} += ${left} * ${right};`,
  };
  const divisor = divisorOf(program);
  const usage = [`Compile with nvcc; call ${name}(a, b, c, rows, inner, columns, stream).`];
  const indent = (lines: readonly string[], by: number) =>
    lines.map((line) => `${' '.repeat(by)}${line}`).join('\n');
  const groups = productGroups(program, shape, dialect).map(
    (lines) => `    {
${indent(lines.begin, 8)}
        for (size_t start = 0; start < s; start += ${depth}) {
            // Half of the threads make the factors of A, half those of B.
            if (thread < ${TILE * depth}) {
                const unsigned spot = thread;
                const size_t row = first_row + thread / ${depth}, column = start + thread % ${depth};
${indent(lines.left, 16)}
            } else {
                const unsigned spot = thread - ${TILE * depth};
                const size_t row = start + spot / ${TILE}, column = first_column + spot % ${TILE};
${indent(lines.right, 16)}
            }
            __syncthreads();
            for (unsigned d = 0; d < ${depth}; d++) {
                const unsigned left_at = threadIdx.y * ${depth} + d, right_at = d * ${TILE} + threadIdx.x;
${indent(lines.multiply, 16)}
            }
            __syncthreads();
        }
${indent(lines.end, 8)}
    }`,
  );
  const stores = Array.from(
    { length: n * p },
    (_, z) =>
      `    store(c, rows, columns, r, t, ${Math.floor(z / p)}, ${z % p}, first_row + threadIdx.y, first_column + threadIdx.x, c${z});`,
  );
  return `${headerLines(algorithm, '//', usage, countAdditions(program).total).join('\n')}

#include <cuda_runtime.h>
#include <stddef.h>

${isZ2 ? '// Entries are 0 and 1. Other bits are matrices of their own: 32 products at once.\n' : ''}typedef ${type} element;

// Entry (row, column) of a block h x w of a matrix; 0 beyond the block's or the matrix's edge.
static __device__ element load(const element *x, size_t rows, size_t columns, size_t h, size_t w,
    size_t block_row, size_t block_column, size_t row, size_t column)
{
    const size_t i = block_row * h + row, j = block_column * w + column;
    return row < h && column < w && i < rows && j < columns ? x[i * columns + j] : element(0);
}

static __device__ void store(element *x, size_t rows, size_t columns, size_t h, size_t w,
    size_t block_row, size_t block_column, size_t row, size_t column, element value)
{
    const size_t i = block_row * h + row, j = block_column * w + column;
    if (row < h && column < w && i < rows && j < columns)
        x[i * columns + j] = value${divisor === 1 ? '' : ` / ${divisor}`};
}

static __global__ void __launch_bounds__(${TILE * TILE})
kernel(const element *a, const element *b, element *c, size_t rows, size_t inner, size_t columns)
{
    // Factors of ${group} products at once, for a tile of ${TILE} rows (columns) and ${depth} places of the inner side.
    __shared__ element left[${group * TILE * depth}];
    __shared__ element right[${group * TILE * depth}];
    // The blocks' shapes.
    const size_t r = (rows + ${n - 1}) / ${n}, s = (inner + ${m - 1}) / ${m}, t = (columns + ${p - 1}) / ${p};
    const unsigned thread = threadIdx.y * ${TILE} + threadIdx.x;
    const size_t first_row = size_t(blockIdx.y) * ${TILE}, first_column = size_t(blockIdx.x) * ${TILE};
${indent(
  sumVariables(program).map((variable) => dialect.variable(variable, '0')),
  4,
)}
${groups.join('\n')}
${stores.join('\n')}
}

// c = a b${isZ2 ? ' modulo 2' : ''} for matrices of any shape, rows x inner and inner x columns, row-major and in the memory of
// the device; c overlaps neither a nor b. Blocks are padded with zeros where the shape is no multiple of
// ${n} x ${m} x ${p}. Asynchronous on the stream; gives the error of the launch.
extern "C" cudaError_t ${name}(const element *a, const element *b, element *c, size_t rows,
    size_t inner, size_t columns, cudaStream_t stream)
{
    if (rows == 0 || columns == 0)
        return cudaSuccess;
    const size_t r = (rows + ${n - 1}) / ${n}, t = (columns + ${p - 1}) / ${p};
    const dim3 grid(unsigned((t + ${TILE - 1}) / ${TILE}), unsigned((r + ${TILE - 1}) / ${TILE}));
    cudaLaunchConfig_t config = {};
    config.gridDim = grid;
    config.blockDim = dim3(${TILE}, ${TILE});
    config.stream = stream;
    return cudaLaunchKernelEx(&config, kernel, a, b, c, rows, inner, columns);
}
`;
}
