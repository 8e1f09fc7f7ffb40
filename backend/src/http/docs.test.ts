import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemCodes, problemStatus } from '../contracts/problem.js';
import { get, type Shell, startShell } from './app.testing.js';
import { problemTable } from './problem-table.js';

let shell: Shell;
beforeAll(async () => {
  shell = await startShell();
});
afterAll(() => shell.close(1_000));

describe('the docs page', () => {
  it('is Vietnamese, loads only from this server, and runs nothing inline', async () => {
    const response = await fetch(`${shell.url}/api/docs`, { redirect: 'error' });
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    const page = await response.text();
    expect(page).toContain('<html lang="vi">');
    expect(page).toContain('<title>Tài liệu API của xã</title>');
    expect(page).not.toMatch(/<style|style=|<script>|\son\w+=|https?:/);
    const links = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, link]) => link);
    expect(links).toHaveLength(6);
    for (const link of links) expect((await fetch(`${shell.url}${link}`)).status).toBe(200);
  });

  it('explains each problem where its type points', async () => {
    const page = await (await fetch(`${shell.url}/api/docs`)).text();
    for (const code of problemCodes) {
      const [, section = ''] = page.split(`id="problem-${code}"`);
      expect(section.slice(0, section.indexOf('</article>'))).toContain(`<span>${problemStatus[code]}</span>`);
      expect(problemTable[code].length).toBeGreaterThan(10);
    }
    expect(page.match(/id="problem-/g)).toHaveLength(problemCodes.length);
    const problem = (await (await fetch(`${shell.url}/api/nothing`)).json()) as { type: string };
    expect(problem.type).toBe('/api/docs#problem-not_found');
  });

  it('is found with and without a slash at the end', async () => {
    for (const path of ['/api/docs', '/api/docs/']) expect((await get(shell.port, path)).text).toContain('id="swagger-ui"');
  });

  it('gives its files with their types, and no others', async () => {
    const typeOf = async (name: string) => (await fetch(`${shell.url}/api/docs/${name}`)).headers.get('content-type');
    expect(await typeOf('swagger-ui.css')).toContain('text/css');
    expect(await typeOf('swagger-ui-bundle.js')).toContain('text/javascript');
    expect(await typeOf('start.js')).toContain('text/javascript');
    for (const name of ['package.json', 'index.html', 'swagger-ui-bundle.js.map', '../docs.ts', '..%2fdocs.ts', '%2e%2e/docs.ts'])
      expect((await get(shell.port, `/api/docs/${name}`)).status).toBe(404);
  });

  it('is asked for again only when it has changed', async () => {
    const first = await fetch(`${shell.url}/api/docs/swagger-ui.css`);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const etag = first.headers.get('etag') ?? '';
    expect((await get(shell.port, '/api/docs/swagger-ui.css', { 'If-None-Match': etag })).status).toBe(304);
    expect((await get(shell.port, '/api/docs/swagger-ui.css', { 'If-None-Match': '"other"' })).status).toBe(200);
  });
});
