import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Without these the browser gives no shared memory, and so no WebAssembly threads. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  // Relative addresses: the build works from any folder of a server.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  // A dependency first met when a worker starts would make the dev server reload the page.
  optimizeDeps: { entries: ['index.html', 'workers/*.ts'] },
  server: { headers: isolation },
  preview: { headers: isolation },
  build: {
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Changes with a dependency only, so that a new version of the app leaves it cached.
            { name: 'vendor', test: /node_modules[\\/](react|react-dom|scheduler|@mantine)[\\/]/ },
          ],
        },
      },
    },
  },
});
