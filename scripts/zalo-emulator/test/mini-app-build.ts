import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';

/** Builds a page that holds nothing but the real zmp-sdk, as `window.sdk`, the way a production build does: relative assets, modules. */
export async function buildMiniApp(): Promise<{ folder: string; remove(): Promise<void> }> {
  // Inside the repository, so that zmp-sdk is found.
  const source = await mkdtemp(path.join(import.meta.dirname, '.mini-app-'));
  const folder = await mkdtemp(path.join(tmpdir(), 'mini-app-www-'));
  await writeFile(
    path.join(source, 'index.html'),
    '<!doctype html><html lang="vi"><head><title>Thử</title></head><body><h1>Mini App thử</h1><p id="path"></p><script type="module" src="/main.js"></script></body></html>',
  );
  await writeFile(
    path.join(source, 'main.js'),
    "import * as sdk from 'zmp-sdk/apis'; window.sdk = sdk; document.getElementById('path').textContent = location.pathname + location.search;",
  );
  try {
    await build({
      root: source,
      base: './',
      logLevel: 'silent',
      configFile: false,
      build: { outDir: folder, emptyOutDir: true, minify: false },
    });
  } finally {
    await rm(source, { recursive: true, force: true });
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
