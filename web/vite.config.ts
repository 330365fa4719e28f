import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Three apps from one build. The target is the oldest browser with ES modules that families still carry (iOS 12, Android 6); syntax is lowered
 * to it, functions it lacks are in `public/old-browsers.js`. Nothing is inlined, so that a strict content security policy holds.
 */
export default defineConfig({
  root: here('.'),
  // By this file `npm start` knows that there is a whole build, and how old it is.
  plugins: [
    {
      name: 'stamp',
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: '.built', source: '' });
      },
    },
  ],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../dist'),
    emptyOutDir: true,
    target: ['chrome67', 'safari12'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    // The media client is what it is, and is fetched only when a waiting room opens.
    chunkSizeWarningLimit: 640,
    rolldownOptions: { input: { visitor: here('index.html'), staff: here('staff.html'), station: here('station.html') } },
  },
});
