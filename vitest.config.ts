import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
    // No test asserts a time: a limit is there to end one that hangs, on however busy a machine.
    testTimeout: 60_000,
    hookTimeout: 300_000,
    // TensorFlow.js ships ES modules that Node would take for CommonJS. Vite loads them instead, all
    // of them, so that there is one copy of tfjs-core.
    server: { deps: { inline: [/@tensorflow\//] } },
  },
});
