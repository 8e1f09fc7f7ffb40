// `node scripts/run.mjs <command> [flags]` runs scripts/<command>.ts on a machine that may have nothing but Node. Plain JavaScript
// without imports, so that a Node too old for the rest still gets as far as the sentence that says so.

const oldest = { major: 20, minor: 19 };

function nodeFault(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return null;
  return `Cần Node.js ${oldest.major}.${oldest.minor} trở lên, máy này đang dùng ${version}; xin cài bản mới rồi chạy lại.`;
}

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}

/** Whether every package of the lock file that this platform needs is there in its version. npm writes the inner list last, once all is unpacked. */
function isInstalled(fs, root) {
  const packagesOf = (file) => JSON.parse(fs.readFileSync(new URL(file, root), 'utf8')).packages;
  let present;
  try {
    present = packagesOf('node_modules/.package-lock.json');
  } catch (_absent) {
    return false;
  }
  return Object.entries(packagesOf('package-lock.json')).every(([place, wanted]) => {
    if (!place.includes('node_modules/')) return true;
    const found = present[place];
    if (!found) return wanted.optional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** `npm ci` with its own output. npm's path is known when npm started us; calling it with Node works on Windows too. */
function install(spawnSync, folder) {
  const npm = process.env.npm_execpath;
  const [command, first] = npm && /\.[cm]?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []];
  // Everything here runs from source, so the development packages are needed whatever NODE_ENV says.
  const { status } = spawnSync(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: command === 'npm' && process.platform === 'win32',
  });
  return status === 0;
}

async function main() {
  const fault = nodeFault(process.versions.node);
  if (fault) return fail(fault);
  const fs = await import('node:fs');
  const { spawnSync } = await import('node:child_process');
  const { fileURLToPath } = await import('node:url');
  const root = new URL('../', import.meta.url);
  const folder = fileURLToPath(root);

  const [node, , command = '', ...rest] = process.argv;
  const script = new URL(`scripts/${command}.ts`, root);
  if (!/^[a-z-]+$/.test(command) || !fs.existsSync(script)) {
    const known = fs.readdirSync(new URL('scripts/', root)).filter((name) => /^[a-z-]+\.ts$/.test(name));
    return fail(`Không có lệnh "${command}". Các lệnh: ${known.map((name) => name.slice(0, -3)).join(', ')}.`);
  }
  if (!isInstalled(fs, root)) {
    console.log('Đang cài các gói cần dùng (npm ci), lần đầu mất một hai phút…');
    if (!install(spawnSync, folder))
      return fail('Chưa cài được các gói cần dùng; xin xem lời báo của npm ở trên, kiểm tra mạng rồi chạy lại.');
  }
  process.chdir(folder);
  process.argv = [node, fileURLToPath(script), ...rest];
  await import('tsx');
  await import(script.href);
}

main().catch((fault) => {
  console.error(fault);
  process.exitCode = 1;
});
