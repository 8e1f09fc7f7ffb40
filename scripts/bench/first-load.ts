import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const notFetched = /^(?:[a-z]+:)?\/\/|^data:/;
const isCode = /\.(?:js|css)$/;

/**
 * All JavaScript and CSS that a phone fetches before the home page stands, as paths below `www`: what the page names, what Zalo is told to load
 * with it (app-config.json), and every chunk and stylesheet these import. The home page counts too when the router loads it lazily.
 */
export function firstLoadFiles(www: string): string[] {
  const html = readFileSync(path.join(www, 'index.html'), 'utf8');
  const found = new Set<string>();
  const waiting = [...namedByPage(html), ...namedForZalo(www)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    if (!existsSync(path.join(www, file))) throw new Error(`the built Mini App lacks ${file}`);
    found.add(file);
    const text = readFileSync(path.join(www, file), 'utf8');
    const folder = path.posix.dirname(file);
    for (const imported of file.endsWith('.css') ? cssImports(text) : [...staticImports(text), ...homePageImports(text)])
      waiting.push(path.posix.join(folder, imported));
  }
  return [...found].sort();
}

/** The size of these files as they travel, each compressed by itself. */
export const gzipBytes = (www: string, files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(www, file))).length, 0);

const attribute = (tag: string, name: string): string | null => new RegExp(`\\s${name}=["']([^"']*)["']`).exec(tag)?.[1] ?? null;
const belowWww = (address: string): string => path.posix.normalize(address.replace(/^\//, '').replace(/[?#].*$/, ''));

function namedByPage(html: string): string[] {
  const addresses = [...html.matchAll(/<(script|link)\b[^>]*>/g)].map(([tag, kind]) => {
    if (kind === 'script') return attribute(tag, 'src');
    return /^(?:stylesheet|modulepreload|preload)$/.test(attribute(tag, 'rel') ?? '') ? attribute(tag, 'href') : null;
  });
  return addresses.flatMap((address) => (address && !notFetched.test(address) && isCode.test(belowWww(address)) ? belowWww(address) : []));
}

/** zmp-vite-plugin lists the stylesheets of every page here, and the platform is free to load them all at once. */
function namedForZalo(www: string): string[] {
  const file = path.join(www, 'app-config.json');
  if (!existsSync(file)) return [];
  const lists = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<'listCSS' | 'listSyncJS' | 'listAsyncJS', string[]>>;
  return [lists.listCSS, lists.listSyncJS, lists.listAsyncJS].flatMap((list) => list ?? []).filter((address) => !notFetched.test(address));
}

/** The relative imports and re-exports of a module as rollup writes them; `import()` is not among them. */
function staticImports(code: string): string[] {
  const statements = code.matchAll(/(?:^|[;}\n])\s*(?:import|export)\s*(?:[\w$*{][^'"();]*?from\s*)?["'](\.{1,2}\/[^'"\n]+\.js)["']/g);
  return [...statements].map(([, specifier]) => specifier as string);
}

/** What the router's entry for "/" loads, when that page is a chunk of its own; stylesheets come with it through app-config.json. */
function homePageImports(code: string): string[] {
  const lazily = /\{\s*path:\s*["']\/["'],[^{}]*?\bimport\(\s*["'](\.{1,2}\/[^"']+\.js)["']/.exec(code)?.[1];
  return lazily === undefined ? [] : [lazily];
}

const cssImports = (css: string): string[] =>
  [...css.matchAll(/@import\s+(?:url\()?["']?([^"')\s;]+\.css)/g)].flatMap(([, address]) =>
    address && !notFetched.test(address) ? address : [],
  );
