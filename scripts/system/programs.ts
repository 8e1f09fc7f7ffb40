import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { repository } from './repository.js';

const dayMs = 86_400_000;

/** Packages that read files beside their own code, or are not JavaScript: they stay where they are. */
const leftOutside = ['docx', 'exceljs', 'lmdb', 'pdfkit', 'sharp', 'swagger-ui-dist'];

/** What lies beside a source file is found from there, not from beside the bundle. */
const ownAddresses: Plugin = {
  name: 'own-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.([cm]?js|ts)$/ }, ({ path: file }) => {
      const contents = readFileSync(file, 'utf8');
      if (!contents.includes('import.meta.url')) return undefined;
      const address = JSON.stringify(pathToFileURL(file).href);
      return { loader: file.endsWith('.ts') ? 'ts' : 'js', contents: contents.replaceAll('import.meta.url', address) };
    });
  },
};

/** Packages written for `require` find it, and what is left outside from where the program lies. */
const requires = "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/**
 * Node's flags and file for a program of ours, given as a path in the repository like `backend/src/main.api.ts`. Its own sources and the packages they
 * need are put together into one file, which Node loads in a third of the time that a thousand take through tsx. A file is named after its content, so
 * that no start changes it under the feet of another.
 */
export async function runsProgram(main: string): Promise<string[]> {
  // Inside its package, so that imports find the same packages from there.
  const folder = path.join(repository, main.split('/src/')[0] ?? '', 'node_modules/.cache/programs');
  const { outputFiles } = await build({
    entryPoints: [main],
    absWorkingDir: repository,
    outdir: folder,
    entryNames: '[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: leftOutside,
    banner: { js: requires },
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    plugins: [ownAddresses],
    logLevel: 'silent',
  });
  mkdirSync(folder, { recursive: true });
  const [program, map] = ['.mjs', '.mjs.map'].map((end) => outputFiles.find((output) => output.path.endsWith(end)));
  if (!program || !map) throw new Error(`${main} was not put together`);
  // The map first: whoever finds a program finds its map.
  for (const { path: file, contents } of [map, program]) {
    if (existsSync(file)) {
      utimesSync(file, new Date(), new Date());
      continue;
    }
    const begun = `${file}.${randomUUID()}`;
    writeFileSync(begun, contents);
    renameSync(begun, file);
  }
  forgetOld(folder, [map.path, program.path]);
  return ['--enable-source-maps', program.path];
}

function forgetOld(folder: string, kept: readonly string[]): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const usedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (!kept.includes(file) && usedAt !== undefined && Date.now() - usedAt > dayMs) rmSync(file, { force: true });
  }
}

/** The same; in a run of tests, in which no source changes, a program is put together by whoever needs it first. */
export async function runsProgramOnce(main: string): Promise<string[]> {
  const shelf = process.env.TEST_SHELF;
  if (shelf === undefined) return runsProgram(main);
  const known = path.join(shelf, `${main.replaceAll('/', '-')}.json`);
  if (existsSync(known)) return JSON.parse(readFileSync(known, 'utf8')) as string[];
  const flags = await runsProgram(main);
  const begun = `${known}.${randomUUID()}`;
  writeFileSync(begun, JSON.stringify(flags));
  renameSync(begun, known);
  return flags;
}
