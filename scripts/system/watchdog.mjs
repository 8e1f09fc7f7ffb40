// Ends the programs its parent started when the parent itself is gone, even by kill -9: the pipe on standard input closes with it.
// Plain JavaScript, so that it starts at once. Lines on the pipe: "+pid" started, "-pid" ended.

/** @type {number[]} */
const running = [];
let rest = '';

process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const pid = Number(line.slice(1));
    if (line.startsWith('+')) running.push(pid);
    else if (running.includes(pid)) running.splice(running.indexOf(pid), 1);
  }
});
process.stdin.on('end', async () => {
  for (const pid of running.reverse()) {
    signal(pid, 'SIGTERM');
    const end = performance.now() + 10_000;
    while (signal(pid, 0) && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    if (!signal(-pid, 'SIGKILL')) signal(pid, 'SIGKILL');
  }
  process.exit();
});

/**
 * @param {number} pid
 * @param {NodeJS.Signals | 0} name
 */
function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
