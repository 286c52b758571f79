import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { adapterName, findAdapter, isSoftware, requestAdapter } from './adapter.ts';

const HOPPER = { vendor: 'nvidia', architecture: 'hopper', device: '', description: '' };

/** Answers one request after the other with these: an error is a rejection. */
function gpuThatAnswers(answers: readonly (object | null | Error)[]) {
  const request = vi.fn(async () => {
    const answer = answers[Math.min(request.mock.calls.length, answers.length) - 1]!;
    if (answer instanceof Error) throw answer;
    return answer as GPUAdapter | null;
  });
  return { gpu: { requestAdapter: request } as unknown as GPU, request };
}

describe('asking for an adapter', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('asks again when the first answers are null or an error', async () => {
    const adapter = { info: HOPPER };
    const { gpu, request } = gpuThatAnswers([null, new Error('not yet'), adapter]);
    const found = requestAdapter(gpu);
    await vi.runAllTimersAsync();
    expect(await found).toBe(adapter);
    expect(request).toHaveBeenCalledTimes(3);
    expect(request).toHaveBeenCalledWith({ powerPreference: 'high-performance' });
  });

  it('gives up after a few times', async () => {
    const { gpu, request } = gpuThatAnswers([null]);
    const found = requestAdapter(gpu);
    await vi.runAllTimersAsync();
    expect(await found).toBeNull();
    expect(request).toHaveBeenCalledTimes(4);
  });

  it('finds none where there is no WebGPU, and tells in words of one that is there', async () => {
    vi.stubGlobal('navigator', {});
    expect(await findAdapter()).toBeNull();
    vi.stubGlobal('navigator', undefined);
    expect(await findAdapter()).toBeNull();
    vi.stubGlobal('navigator', { gpu: gpuThatAnswers([{ info: HOPPER }]).gpu });
    expect(await findAdapter()).toEqual({ description: 'nvidia hopper', software: false });
  });
});

describe('an adapter', () => {
  it('is named by what it tells, each word once', () => {
    expect(adapterName(HOPPER)).toBe('nvidia hopper');
    expect(adapterName({ vendor: 'apple', architecture: 'apple' })).toBe('apple');
    expect(adapterName({})).toBe('an adapter without a name');
  });

  it('is a software one when it says so in any way', () => {
    expect(isSoftware(HOPPER)).toBe(false);
    expect(isSoftware({ ...HOPPER, isFallbackAdapter: true })).toBe(true);
    expect(isSoftware({ vendor: 'google', architecture: 'swiftshader' })).toBe(true);
    expect(isSoftware({ description: 'llvmpipe (LLVM 15.0.6, 256 bits)' })).toBe(true);
    expect(isSoftware({ description: 'Software Rasterizer' })).toBe(true);
  });
});
