import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
    // TensorFlow.js ships ES modules that Node would take for CommonJS. Vite loads them instead, all
    // of them, so that there is one copy of tfjs-core.
    server: { deps: { inline: [/@tensorflow\//] } },
  },
});
