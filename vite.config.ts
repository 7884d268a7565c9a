import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Cross-origin isolation, without which a page has no SharedArrayBuffer. */
const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export default defineConfig({
  plugins: [react()],
  assetsInclude: ['**/*.zip'],
  worker: { format: 'es' },
  server: { host: '127.0.0.1', headers: isolationHeaders },
  preview: { host: '127.0.0.1', headers: isolationHeaders },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // An inlined asset is a data: address, which the content security policy refuses to fetch.
    assetsInlineLimit: 0,
    // three alone is above the default of 500 kB.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'three', test: /node_modules[\\/](three|three-mesh-bvh|@react-three)[\\/]/, priority: 3 },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2 },
            { name: 'mantine', test: /node_modules[\\/](@mantine|@floating-ui|lucide-react)[\\/]/, priority: 1 },
          ],
        },
      },
    },
  },
});
