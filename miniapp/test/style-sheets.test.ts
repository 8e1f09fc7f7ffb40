import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const sources = fileURLToPath(new URL('../src', import.meta.url));
const read = (file: string): string => readFileSync(file, 'utf8');
const nameOf = (file: string): string => path.relative(sources, file);
const all = readdirSync(sources, { recursive: true, encoding: 'utf8' }).map((name) => path.join(sources, name));

/** Classes by style sheet. */
const sheets = new Map(
  all
    .filter((file) => file.endsWith('.css'))
    .map((file) => {
      const rules = read(file).replace(/\/\*[\s\S]*?\*\//g, '');
      return [file, new Set([...rules.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name]) => name))];
    }),
);
const sheetsWith = (name: string): string[] => [...sheets].flatMap(([file, names]) => (names.has(name) ? [file] : []));

function importsOf(file: string): string[] {
  return [...read(file).matchAll(/^(?:import|export)\s[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm)].flatMap(([, named, bare]) => {
    const target = named ?? bare ?? '';
    if (!target.startsWith('.')) return [];
    const found = path.join(path.dirname(file), target);
    if (found.endsWith('.css')) return [found];
    return ['.tsx', '.ts'].map((end) => found.replace(/\.js$/, end)).filter((candidate) => existsSync(candidate));
  });
}

/** Everything that is loaded together with a module. */
function reachedFrom(...files: string[]): Set<string> {
  const reached = new Set<string>();
  for (const left = [...files]; left.length > 0; ) {
    const file = left.pop() as string;
    if (reached.has(file)) continue;
    reached.add(file);
    if (!file.endsWith('.css')) left.push(...importsOf(file));
  }
  return reached;
}

/** Words in quotes: what stands between them in code may be anything. */
const classesIn = (file: string): string[] =>
  [...read(file).matchAll(/className=(?:"([^"]+)"|\{([^}]*)\})/g)]
    .flatMap(([, plain, code = '']) =>
      plain === undefined ? [...code.matchAll(/'([^']*)'|`([^`]*)`/g)].map(([, one, other]) => one ?? other ?? '') : [plain],
    )
    .flatMap((words) => words.match(/[a-zA-Z][\w-]*/g) ?? []);

/** What is written by whoever opens the console by itself, on a computer: its own entry loads it. */
const ofTheWeb = new Set(['desk-sign-out']);

it('gives every page the style sheets of what stands on it, whatever was opened before', () => {
  const everywhere = ['main.tsx', 'app.tsx'].map((name) => path.join(sources, name)).filter((file) => existsSync(file));
  const faults: string[] = [];
  let pages = 0;
  for (const [list, shared] of [
    ['router.tsx', everywhere],
    ['console/console.tsx', [...everywhere, path.join(sources, 'console/console.tsx')]],
  ] as const)
    for (const [, target = ''] of read(path.join(sources, list)).matchAll(/import\('([^']+)'\)/g)) {
      pages += 1;
      const page = path.join(sources, path.dirname(list), target).replace(/\.js$/, '.tsx');
      const modules = reachedFrom(page);
      const loaded = reachedFrom(page, ...shared);
      for (const file of modules)
        if (file.endsWith('.tsx'))
          for (const name of classesIn(file)) {
            const homes = sheetsWith(name);
            if (homes.length > 0 && !ofTheWeb.has(name) && !homes.some((home) => loaded.has(home)))
              faults.push(`${nameOf(page)}: .${name} of ${nameOf(file)} stands in ${homes.map(nameOf).join(', ')}`);
          }
    }
  expect(pages).toBeGreaterThan(60);
  expect([...new Set(faults)]).toEqual([]);
});
