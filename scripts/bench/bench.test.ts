import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../system/testing.js';
import { rateOf } from './broadcasts.js';
import { firstLoadFiles, gzipBytes } from './first-load.js';
import { boundResult, jsonLine, medianRound, percentile, rateResult, sizeResult, timeResult } from './rounds.js';
import { table } from './table.js';

/** A built Mini App made up of these files. */
function built(files: Readonly<Record<string, string>>): string {
  const www = temporaryFolder();
  mkdirSync(path.join(www, 'assets'));
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(www, file), text);
  return www;
}

const page = `<html><head>
  <script type="module" crossorigin src="./assets/index.a.js"></script>
  <link rel="modulepreload" crossorigin href="./assets/vendor.a.js">
  <link rel="stylesheet" crossorigin href="./assets/index-a.css">
  <link rel="icon" href="./icon.png"><script src="https://elsewhere.example/tag.js"></script>
</head></html>`;

it('counts what the page names, what that imports, and nothing that is loaded later', () => {
  const www = built({
    'index.html': page,
    'assets/index.a.js':
      'import{a as b}from"./vendor.a.js";import"./effects.a.js";export{c}from"./again.a.js";const t=`import x from "./text"`;const l=()=>import("./slip-page.a.js");const r=[{path:"/",page:b},{path:"/me",page:z.lazy(()=>y(()=>import("./me-page.a.js"),[],import.meta.url))}];',
    'assets/vendor.a.js': 'import{x}from"./deep.a.js";',
    'assets/effects.a.js': '',
    'assets/again.a.js': 'export*from"./index.a.js"',
    'assets/deep.a.js': '',
    'assets/slip-page.a.js': '',
    'assets/me-page.a.js': '',
    'assets/index-a.css': '@import "./base-a.css";.a{}',
    'assets/base-a.css': '',
    'assets/me-page-a.css': '',
  });
  expect(firstLoadFiles(www)).toEqual(
    ['again.a.js', 'base-a.css', 'deep.a.js', 'effects.a.js', 'index-a.css', 'index.a.js', 'vendor.a.js'].map((file) => `assets/${file}`),
  );
});

it('counts the home page when the router loads it by itself, and what Zalo is told to load', () => {
  const www = built({
    'index.html': '<script type="module" src="/assets/index.a.js?v=1"></script>',
    'app-config.json': JSON.stringify({
      listCSS: ['assets/all.css'],
      listSyncJS: ['assets/index.a.js'],
      listAsyncJS: ['assets/side.a.js'],
    }),
    'assets/index.a.js':
      'const pages=[{path:"/",page:w.lazy(()=>x(()=>import("./home-page.a.js"),d([0,1]),import.meta.url))},{path:"/me",page:w.lazy(()=>x(()=>import("./me-page.a.js"),[]))}];',
    'assets/home-page.a.js': 'import{s}from"./side.a.js";',
    'assets/side.a.js': '',
    'assets/me-page.a.js': '',
    'assets/all.css': '',
  });
  expect(firstLoadFiles(www)).toEqual(['assets/all.css', 'assets/home-page.a.js', 'assets/index.a.js', 'assets/side.a.js']);
});

it('refuses a build that lacks a chunk', () => {
  const www = built({ 'index.html': page, 'assets/index.a.js': '', 'assets/index-a.css': '' });
  expect(() => firstLoadFiles(www)).toThrow('assets/vendor.a.js');
});

it('adds up files as they travel, each compressed by itself', () => {
  const www = built({ 'assets/one.js': 'một '.repeat(500), 'assets/two.css': 'hai '.repeat(500) });
  const expected = gzipSync('một '.repeat(500)).length + gzipSync('hai '.repeat(500)).length;
  expect(gzipBytes(www, ['assets/one.js', 'assets/two.css'])).toBe(expected);
});

it.each([
  { ratios: [0.5], median: 0.5 },
  { ratios: [0.9, 0.1, 0.7], median: 0.7 },
  { ratios: [0.4, 0.3, 0.2, 0.1], median: 0.2 },
])('takes the round in the middle of $ratios', ({ ratios, median }) => {
  expect(medianRound(ratios.map((ratio) => ({ ours: ratio * 100, baseline: 100 }))).ours).toBeCloseTo(median * 100);
});

it('does not let one disturbed round decide', () => {
  const rounds = [
    { ours: 100, baseline: 1_000 },
    { ours: 800, baseline: 1_000 },
    { ours: 420, baseline: 500 },
  ];
  expect(rateResult('x', rounds, 0.7)).toEqual({ name: 'x', ours: 800, baseline: 1_000, ratio: 0.8, goal: 0.7, ok: true });
});

it('judges rates by the ratio and sizes by our bytes', () => {
  expect(rateResult('x', [{ ours: 69.9, baseline: 100 }], 0.7).ok).toBe(false);
  expect(rateResult('x', [{ ours: 70, baseline: 100 }], 0.7).ok).toBe(true);
  expect(sizeResult('y', { ours: 150, baseline: 100 }, 150)).toEqual({
    name: 'y',
    ours: 150,
    baseline: 100,
    ratio: 1.5,
    goal: 150,
    ok: true,
  });
  expect(sizeResult('y', { ours: 151, baseline: 1_000 }, 150).ok).toBe(false);
});

it('judges times by our milliseconds, and growth by the largest ratio', () => {
  expect(timeResult('x', [{ ours: 999, baseline: 10 }], 1_000).ok).toBe(true);
  expect(timeResult('x', [{ ours: 1_001, baseline: 2_000 }], 1_000).ok).toBe(false);
  expect(boundResult('y', { ours: 120, baseline: 100 }, 1.2).ok).toBe(true);
  expect(boundResult('y', { ours: 121, baseline: 100 }, 1.2).ok).toBe(false);
});

it.each([
  { share: 50, value: 5 },
  { share: 95, value: 10 },
  { share: 90, value: 9 },
])('finds the value below which $share of a hundred lie', ({ share, value }) => {
  expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share)).toBe(value);
});

it('counts messages per second from the first to the last, in whatever order they are told', () => {
  expect(rateOf([1_500, 1_000, 2_000])).toBe(2);
  expect(rateOf([1_000])).toBe(0);
});

it('fails when nothing was measured', () => {
  expect(() => medianRound([])).toThrow('no round');
  expect(() => jsonLine(rateResult('x', [{ ours: 1, baseline: 0 }], 0.7))).toThrow('x: ratio was not measured');
});

it('writes a result as one line with six fields in their order', () => {
  expect(jsonLine(rateResult('procedures_read', [{ ours: 1_234.567, baseline: 2_000 }], 0.7))).toBe(
    '{"name":"procedures_read","ours":1234.6,"baseline":2000,"ratio":0.617,"goal":0.7,"ok":false}',
  );
});

it('shows a person each result in a row, sizes in KB and rates per second', () => {
  const shown = table([
    sizeResult('first_load_bytes', { ours: 124_518, baseline: 81_920 }, 153_600),
    rateResult('bookings', [{ ours: 62, baseline: 208 }], 0.5),
    boundResult('worker_memory', { ours: 250 * 1024 * 1024, baseline: 240 * 1024 * 1024 }, 1.2),
    timeResult('webhook_stored_p95', [{ ours: 83.6, baseline: 32.5 }], 1_000),
  ]);
  expect(shown.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^Tải lần đầu .* 121,6 KB +80,0 KB +1,52 +≤ 150,0 KB +đạt$/),
    expect.stringMatching(/^Đặt lịch.* 62\/giây +208\/giây +0,30 +tỉ lệ ≥ 0,50 +CHƯA ĐẠT$/),
    expect.stringMatching(/^Bộ nhớ .* 250,0 MB +240,0 MB +1,04 +tỉ lệ ≤ 1,20 +đạt$/),
    expect.stringMatching(/^Lưu một sự kiện .* 83,6 ms +32,5 ms +2,57 +≤ 1\.000,0 ms +đạt$/),
  ]);
});
