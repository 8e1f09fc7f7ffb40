import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import zaloMiniApp from 'zmp-vite-plugin';

/** The parts of zmp-ui's stylesheet the app really uses; its other families would triple the CSS of the first load. */
const zauiFamilies = new Set(['app', 'theme', 'btn', 'switch']);

const isUnused = (selector: string) => {
  const families = [...selector.matchAll(/\.zaui-([a-z]+)/g)].map((match) => match[1] ?? '');
  return families.some((family) => !zauiFamilies.has(family));
};

type CssRule = { selectors: string[]; remove(): void; parent?: { type: string; name?: string } | undefined };
type CssAtRule = { name: string; remove(): void };

/** Drops zmp-ui's unused component rules and its remote icon font: a Mini App may not fetch fonts from elsewhere while offline. */
export const slimZaui = {
  postcssPlugin: 'slim-zaui',
  Once(root: {
    source?: { input: { file?: string } };
    walkRules(visit: (rule: CssRule) => void): void;
    walkAtRules(visit: (rule: CssAtRule) => void): void;
  }) {
    if (!root.source?.input.file?.includes('zaui')) return;
    root.walkAtRules((rule) => {
      if (rule.name === 'font-face') rule.remove();
    });
    root.walkRules((rule) => {
      if (rule.parent?.type === 'atrule' && rule.parent.name?.includes('keyframes')) return;
      const kept = rule.selectors.filter((selector) => !isUnused(selector));
      if (kept.length === 0) rule.remove();
      else if (kept.length < rule.selectors.length) rule.selectors = kept;
    });
  },
};

/**
 * zmp-vite-plugin lists the stylesheet of every page for Zalo to load at the start, the console's too. A page's own stylesheet comes with the page
 * (Vite waits for both), so only what index.html names is left in the list.
 */
const stylesOfFirstPage = {
  name: 'styles-of-first-page',
  apply: 'build' as const,
  closeBundle() {
    const www = fileURLToPath(new URL('www/', import.meta.url));
    const html = readFileSync(`${www}index.html`, 'utf8');
    const config = JSON.parse(readFileSync(`${www}app-config.json`, 'utf8')) as { listCSS: string[] };
    writeFileSync(`${www}app-config.json`, JSON.stringify({ ...config, listCSS: config.listCSS.filter((file) => html.includes(file)) }));
  },
};

export default defineConfig({
  plugins: [react(), zaloMiniApp(), stylesOfFirstPage],
  resolve: {
    alias: [{ find: /^zod$/, replacement: fileURLToPath(new URL('src/zod-stub.ts', import.meta.url)) }],
    dedupe: ['react', 'react-dom', 'react-router-dom'],
  },
  css: { postcss: { plugins: [slimZaui] } },
  build: { outDir: 'www', emptyOutDir: true, reportCompressedSize: true },
  server: { host: '127.0.0.1' },
});
