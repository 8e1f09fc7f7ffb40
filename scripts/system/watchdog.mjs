// Ends the programs its parent started when the parent itself is gone, even by kill -9: the pipe on standard input closes with it.
// Plain JavaScript, so that it starts at once. Lines on the pipe: "+pid" started, "-pid" ended.

import { readFileSync } from 'node:fs';

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
    while (isAlive(pid) && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    signal(-pid, 'SIGKILL');
  }
  process.exit();
});

/**
 * A program that has ended counts as alive for the system until its new parent has looked, which in a container may be never.
 *
 * @param {number} pid
 */
function isAlive(pid) {
  if (!signal(pid, 0)) return false;
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

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
