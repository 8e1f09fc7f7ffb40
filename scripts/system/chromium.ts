import { existsSync } from 'node:fs';
import { canInstall, findProgram, installPackages } from './debian.js';
import { OperatorError } from './operator-error.js';

const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const howToGetOne =
  'xin cài Chromium (Debian: "sudo apt-get install chromium") hoặc Google Chrome, hoặc đặt CHROMIUM_PATH là đường dẫn tới chương trình đó.';

function find(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new OperatorError(`CHROMIUM_PATH chỉ tới "${given}", nhưng ở đó không có chương trình nào.`);
  }
  return (
    findProgram('chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
    elsewhere.find((file) => existsSync(file)) ??
    null
  );
}

/** A Chromium that Playwright can drive, installed first where we may. Throws a sentence that says what to do otherwise. */
export function chromiumProgram(report: (line: string) => void): string {
  const found = find();
  if (found) return found;
  if (!canInstall()) throw new OperatorError(`Máy này chưa có trình duyệt để thử giao diện; ${howToGetOne}`);
  // Without a font that has Vietnamese marks, every page would be empty boxes.
  const fault = installPackages(['chromium-headless-shell', 'fonts-dejavu-core', 'fonts-liberation'], report);
  const installed = find();
  if (!installed) throw new OperatorError(`Chưa cài được Chromium bằng apt-get; ${howToGetOne}${fault ? `\n${fault}` : ''}`);
  return installed;
}
