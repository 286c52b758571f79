import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { kernelCases, products, temporaryFolder } from './cases.test-data.ts';
import { writeWgsl } from './wgsl.ts';

/** Chromium's software driver for Vulkan; a real one is not looked for, so that results do not vary. */
const { VK_ICD_FILENAMES: DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json' } = process.env;
const hasDriver = existsSync(DRIVER);
if (!hasDriver) console.warn(`Skipped running generated WGSL: ${DRIVER} is absent.`);

const folder = temporaryFolder();
afterAll(folder.remove);

/** Runs every shader on every product through WebGPU, and prints what is wrong. */
const RUN = `
import { readFileSync } from 'node:fs';
import { create, globals } from 'webgpu';
Object.assign(globalThis, globals);
// The instance must outlive the device, and be let go before the process ends.
globalThis.gpu = create([]);
const adapter = await gpu.requestAdapter();
const device = await adapter.requestDevice();
device.onuncapturederror = ({ error }) => console.log(error.message);
const { STORAGE, UNIFORM, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
for (const { name, code, size: [n, m, p], isZ2, products } of JSON.parse(readFileSync(process.argv[1], 'utf8'))) {
  const module = device.createShaderModule({ code });
  for (const { type, message } of (await module.getCompilationInfo()).messages) console.log(name, type, message);
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'multiply' } });
  const array = (values) => (isZ2 ? Uint32Array.from(values) : Float32Array.from(values));
  const buffer = (data, usage) => {
    const made = device.createBuffer({ size: Math.max(16, data.byteLength), usage: usage | COPY_DST });
    device.queue.writeBuffer(made, 0, data);
    return made;
  };
  for (const { rows, inner, columns, a, b, c } of products) {
    const out = buffer(array(c.map(() => 77)), STORAGE | COPY_SRC);
    const buffers = [buffer(Uint32Array.of(rows, inner, columns), UNIFORM), buffer(array(a), STORAGE), buffer(array(b), STORAGE), out];
    const back = device.createBuffer({ size: 4 * c.length, usage: COPY_DST | MAP_READ });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(Math.ceil(Math.ceil(columns / p) / 8), Math.ceil(Math.ceil(rows / n) / 8));
    pass.end();
    encoder.copyBufferToBuffer(out, 0, back, 0, 4 * c.length);
    device.queue.submit([encoder.finish()]);
    await back.mapAsync(GPUMapMode.READ);
    const found = isZ2 ? new Uint32Array(back.getMappedRange()) : new Float32Array(back.getMappedRange());
    const at = c.findIndex((value, x) => value !== found[x]);
    if (at >= 0) console.log(name, 'wrong at', at, 'of', rows, inner, columns, found[at], c[at]);
  }
}
console.log('done');
device.destroy();
delete globalThis.gpu;
`;

describe.skipIf(!hasDriver)('generated WGSL, through WebGPU', () => {
  it('multiplies', () => {
    const cases = kernelCases.map(({ name, algorithm, program }) => {
      const isZ2 = algorithm.arithmetic === 'z2';
      return {
        name,
        code: writeWgsl(algorithm, program),
        size: algorithm.size,
        isZ2,
        products: products(isZ2),
      };
    });
    const file = join(folder.path, 'cases.json');
    writeFileSync(file, JSON.stringify(cases));
    const said = execFileSync('node', ['--input-type=module', '-e', RUN, file], {
      encoding: 'utf8',
      env: { ...process.env, VK_ICD_FILENAMES: DRIVER, LD_LIBRARY_PATH: dirname(DRIVER) },
    });
    expect(said).toBe('done\n');
  }, 120_000);
});
