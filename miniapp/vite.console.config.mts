import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { slimZaui } from './vite.config.mjs';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** On a computer there is no Zalo around the page: its functions and the session it gives are replaced by those of the browser. */
const doors = new Map([
  [file('src/zalo.ts'), file('src/console/web/zalo.ts')],
  [file('src/session.ts'), file('src/console/web/session.ts')],
]);

const withoutZalo: Plugin = {
  name: 'without-zalo',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    const instead = found && doors.get(found.id);
    return instead ?? found;
  },
};

/** The officers' console for computers, served by the API at `/console/`. */
export default defineConfig({
  plugins: [withoutZalo, react()],
  base: '/console/',
  publicDir: false,
  resolve: {
    alias: [{ find: /^zod$/, replacement: file('src/zod-stub.ts') }],
    dedupe: ['react', 'react-dom', 'react-router-dom'],
  },
  css: { postcss: { plugins: [slimZaui] } },
  build: {
    outDir: 'www-console',
    emptyOutDir: true,
    // The page's policy allows no data: scripts, and a font or picture inlined would only be fetched again.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: file('console.html') },
  },
  server: { host: '127.0.0.1' },
});
