import path from 'node:path';

/**
 * Who may import whom. Backwards from the outside: contracts are read by both sides, domain is pure, stores alone know the database, adapters
 * alone know the outer world, and only the composition roots know everybody.
 */
type Area = { files: RegExp; values: readonly string[]; types: readonly string[]; packages: readonly string[] | 'any' };

/** Where a package that ties us to something outside may be used at all. */
const tiedPackages: Readonly<Record<string, RegExp>> = {
  mongoose: /^backend\/src\/(modules\/.*\.store\.ts|adapters\/)/,
  mongodb: /^backend\/src\/(modules\/.*\.store\.ts|adapters\/)|^scripts\/bench\//,
  bullmq: /^backend\/src\/adapters\/|^scripts\/bench\//,
  ioredis: /^backend\/src\/adapters\/|^scripts\/(?!zalo-emulator|embedded-mongo)/,
  axios: /^backend\/src\/adapters\/|^scripts\/bench\//,
  express: /^backend\/src\/(http\/|api\.ts|worker\.ts|adapters\/|modules\/.*\.routes\.ts)|^scripts\/(zalo-emulator|bench)\//,
  'zmp-sdk': /^miniapp\/src\/zalo\.ts$|^scripts\/bench\//,
};

/** The first that fits. `own` stands for the same area or, in a module, the same module. */
const areas = {
  contracts: { files: /^backend\/src\/contracts\//, values: ['own'], types: [], packages: ['zod'] },
  domain: { files: /^backend\/src\/domain\//, values: ['own'], types: ['contracts'], packages: [] },
  clock: { files: /^backend\/src\/clock\.ts$/, values: [], types: [], packages: [] },
  config: { files: /^backend\/src\/config\.ts$/, values: [], types: [], packages: ['zod'] },
  jobs: { files: /^backend\/src\/jobs\.ts$/, values: [], types: [], packages: [] },
  http: {
    files: /^backend\/src\/http\//,
    values: ['own', 'contracts', 'clock'],
    types: ['adapters', 'config'],
    packages: 'any',
  },
  adapters: {
    files: /^backend\/src\/adapters\//,
    values: ['own', 'contracts', 'domain', 'clock', 'http', 'jobs'],
    types: ['config'],
    packages: 'any',
  },
  routes: {
    files: /^backend\/src\/modules\/.*\.routes\.ts$/,
    values: ['contracts', 'http', 'adapters', 'clock'],
    types: ['own', 'domain', 'modules', 'jobs'],
    packages: ['express'],
  },
  handlers: {
    files: /^backend\/src\/modules\/.*\.handlers\.ts$/,
    values: ['contracts', 'jobs', 'own jobs'],
    types: ['own', 'adapters', 'clock', 'modules'],
    packages: [],
  },
  stores: {
    files: /^backend\/src\/modules\/.*\.store\.ts$/,
    values: ['contracts', 'adapters', 'own stores'],
    types: ['own', 'domain', 'jobs'],
    packages: ['mongoose'],
  },
  modules: {
    files: /^backend\/src\/modules\//,
    values: ['own modules', 'contracts', 'domain', 'adapters', 'http', 'clock', 'jobs'],
    types: ['own', 'modules'],
    packages: [],
  },
  main: { files: /^backend\/src\/main\.\w+\.ts$/, values: ['roots', 'config', 'clock', 'adapters'], types: [], packages: ['node:http'] },
  roots: {
    files: /^backend\/src\/[\w-]+\.ts$/,
    values: ['own', 'contracts', 'domain', 'clock', 'config', 'jobs', 'http', 'adapters', 'routes', 'handlers', 'stores', 'modules'],
    types: [],
    packages: 'any',
  },
  'embedded-mongo': { files: /^scripts\/embedded-mongo\//, values: ['own'], types: [], packages: 'any' },
  'zalo-emulator': { files: /^scripts\/zalo-emulator\//, values: ['own'], types: [], packages: 'any' },
  scripts: {
    files: /^scripts\//,
    values: ['own', 'embedded-mongo', 'zalo-emulator', 'contracts', 'domain', 'clock', 'config', 'adapters', 'roots', 'miniapp'],
    types: ['modules'],
    packages: 'any',
  },
  pages: { files: /^miniapp\/src\/pages\//, values: ['own', 'features', 'components', 'miniapp'], types: [], packages: 'any' },
  console: { files: /^miniapp\/src\/console\//, values: ['own', 'features', 'components', 'miniapp'], types: [], packages: 'any' },
  features: { files: /^miniapp\/src\/features\//, values: ['own', 'components', 'miniapp'], types: [], packages: 'any' },
  components: { files: /^miniapp\/src\/components\//, values: ['own', 'miniapp'], types: [], packages: 'any' },
  miniapp: { files: /^miniapp\/src\//, values: ['own', 'pages', 'console', 'features', 'components'], types: [], packages: 'any' },
} satisfies Record<string, Area>;
type AreaName = keyof typeof areas;

/** `process.env` is read where a process begins. */
const readsEnvironment = /^backend\/src\/main\.\w+\.ts$|^scripts\/(?!zalo-emulator\/src|embedded-mongo\/src)/;
/** The present moment has one source; a screen may look at the phone's own clock, a database server and an operator's script at the machine's. */
const readsClock =
  /^backend\/src\/clock\.ts$|^miniapp\/src\/|^scripts\/(embedded-mongo\/|zalo-emulator\/src\/clock\.ts$|(?!zalo-emulator\/))/;

/** Tests and their helpers look behind every wall. */
const isTest = (file: string) => /\.(test|testing)\.tsx?$|^backend\/testing\/|\/test\//.test(file);

export type Exception = { file: RegExp; imports: RegExp; reason: string };

/** Imports through a wall that we want nevertheless; one that is not needed any more is reported. */
export const exceptions: readonly Exception[] = [
  {
    file: /^backend\/src\/compose\.ts$/,
    imports: /^mongoose$/,
    reason: 'ids are made before the document is stored, and only compose.ts hands the maker out',
  },
  {
    file: /^backend\/src\/domain\/appointment-letters\.ts$/,
    imports: /contracts\/letters\.ts$/,
    reason: 'the console shows a letter before it goes; both sides write it with the one function',
  },
  {
    file: /^backend\/src\/modules\/appointments\/(booking|desk)\.service\.ts$/,
    imports: /residents\/residents\.(service|store)\.ts$/,
    reason: 'requirePhone and the record it looks at are one rule for whoever books',
  },
  {
    file: /^backend\/src\/modules\/(residents\/residents|audience\/follower-sync|conversations\/conversations)\.service\.ts$/,
    imports: /zalo\/contacts\.store\.ts$/,
    reason: 'what Zalo told us of a person is looked up as it is; a service between would only repeat the store',
  },
];

type Import = { specifier: string; typeOnly: boolean };

/** Comments go; with `withoutText`, quoted text goes too. Template literals stay, since code stands in them. */
function stripped(source: string, withoutText: boolean): string {
  return source.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (match) =>
    match.startsWith('/') || withoutText ? ' ' : match,
  );
}

export function importsOf(source: string): Import[] {
  const text = stripped(source, false);
  const found: Import[] = [];
  for (const [, type, clause = '', specifier = ''] of text.matchAll(
    /(?:^|[;}\n])\s*(?:import|export)\s+(type\s+)?(?:([\w*\s{},$]+?)\s+from\s+)?['"]([^'"\n]+)['"]/g,
  )) {
    const names = /^\{([\s\S]*)\}$/
      .exec(clause.trim())?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '');
    found.push({ specifier, typeOnly: type !== undefined || names?.every((name) => /^\s*type\s/.test(name)) === true });
  }
  for (const [, specifier = ''] of text.matchAll(/\bimport\s*\(\s*['"]([^'"\n]+)['"]/g)) found.push({ specifier, typeOnly: false });
  return found;
}

const areaOf = (file: string): AreaName | null => (Object.keys(areas) as AreaName[]).find((name) => areas[name].files.test(file)) ?? null;

const packageOf = (specifier: string): string => {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
};

/** The imported file as a path in the repository; null for a package. */
function resolved(file: string, specifier: string): string | null {
  const contract = /^backend\/contracts\/(.+)$/.exec(specifier)?.[1];
  if (contract) return `backend/src/contracts/${contract}.ts`;
  if (specifier === 'zalo-emulator' || specifier === 'embedded-mongo') return `scripts/${specifier}/src/server.ts`;
  if (!specifier.startsWith('.')) return null;
  return path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, '.ts');
}

const moduleOf = (file: string) => /^backend\/src\/modules\/([^/]+)\//.exec(file)?.[1];

function mayImport(file: string, { specifier, typeOnly }: Import): boolean {
  const name = areaOf(file);
  if (name === null) return true;
  const area: Area = areas[name];
  const target = resolved(file, specifier);
  if (target === null) {
    const wanted = packageOf(specifier);
    const tied = tiedPackages[wanted];
    if (tied && !tied.test(file)) return false;
    return area.packages === 'any' || area.packages.includes(wanted);
  }
  const to = areaOf(target);
  if (to === null) return !target.startsWith('backend/');
  if (to === 'contracts' && file.startsWith('miniapp/')) return true;
  const module = moduleOf(file);
  const inside = module === undefined ? to === name : moduleOf(target) === module;
  const fits = (allowed: string) => {
    if (allowed === 'own') return inside;
    if (allowed === 'own jobs') return inside && target.endsWith('.jobs.ts');
    if (allowed.startsWith('own ')) return inside && to === allowed.slice(4);
    return to === allowed;
  };
  return area.values.some(fits) || (typeOnly && area.types.some(fits));
}

/** Every breach of the walls, one sentence each. Paths are relative to the repository, with slashes. */
export function wallFaults(files: ReadonlyMap<string, string>, allowed: readonly Exception[] = exceptions): string[] {
  const faults: string[] = [];
  const used = new Set<Exception>();
  for (const [file, source] of files) {
    if (isTest(file)) continue;
    for (const found of importsOf(source)) {
      if (mayImport(file, found)) continue;
      const target = resolved(file, found.specifier) ?? found.specifier;
      const exception = allowed.find((candidate) => candidate.file.test(file) && candidate.imports.test(target));
      if (exception) used.add(exception);
      else faults.push(`${file}: không được nhập ${found.typeOnly ? 'kiểu của ' : ''}"${target}".`);
    }
    const code = stripped(source, true);
    if (/\bprocess\.env\b/.test(code) && !readsEnvironment.test(file))
      faults.push(`${file}: chỉ main.*.ts và scripts/ được đọc process.env; cấu hình được đưa vào từ config.ts.`);
    if (/\bnew Date\(\s*\)|\bDate\.now\(\s*\)/.test(code) && !readsClock.test(file))
      faults.push(`${file}: chỉ clock.ts được hỏi giờ máy; thời điểm hiện tại được đưa vào qua Clock.`);
  }
  for (const exception of allowed)
    if (!used.has(exception))
      faults.push(`scripts/walls.ts: ngoại lệ ${exception.file} → ${exception.imports} không còn cần nữa, xin bỏ đi.`);
  return faults;
}
