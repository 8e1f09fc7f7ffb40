import { describe, expect, it } from 'vitest';
import { type House, house, type Person, raw } from '../../../testing/house.js';
import { listAudit } from '../../contracts/audit.js';
import { approveConsoleSignIn, readConsoleSignIn, refuseConsoleSignIn } from '../../contracts/console-session.js';
import { updateOfficer } from '../../contracts/residents.js';

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const ownPage = { 'sec-fetch-site': 'same-origin' };

/** The browser on a PC: keeps the cookies it is given, as browsers do. */
function computer(commune: House) {
  const jar = new Map<string, string>();
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = ownPage) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await raw(commune.url, method, path, {
      ...(body !== undefined && { body }),
      headers: { 'user-agent': chrome, ...(cookie !== '' && { cookie }), ...headers },
    });
    for (const line of answer.headers.getSetCookie()) {
      expect(line).toMatch(/HttpOnly/);
      expect(line).toMatch(/SameSite=Strict/);
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  return {
    send,
    jar,
    async begin() {
      const { body, status } = await send('POST', '/console-sign-ins');
      expect(status).toBe(201);
      const { id, link, number } = body as { id: string; link: string; number: string };
      return { id, number, code: link.split('/').at(-1) ?? '', link };
    },
    state: async (id: string) => (await send('GET', `/console-sign-ins/${id}/state`)).body.state,
    exchange: (id: string) => send('POST', '/console-sessions', { id }),
  };
}

const approve = (person: Person, code: string, number: string) => person.call(approveConsoleSignIn, { params: { code }, body: { number } });

async function signedIn(commune: House, person: Person) {
  const pc = computer(commune);
  const { id, code, number } = await pc.begin();
  await approve(person, code, number);
  expect((await pc.exchange(id)).status).toBe(201);
  return pc;
}

describe('signing in on a computer', () => {
  it('works without a password: the phone sees who asks, approves the right number, and the computer is in', async () => {
    const commune = await house();
    const officer = await commune.officer('can-bo', ['one_stop_officer']);
    const pc = computer(commune);
    const { id, link, code, number } = await pc.begin();
    expect(link).toBe(`https://zalo.me/s/${commune.config.ZALO_MINI_APP_ID}/console-sign-in/${code}`);
    expect(await pc.state(id)).toBe('waiting');
    const asked = await officer.call(readConsoleSignIn, { params: { code } });
    expect([asked.device, asked.numbers.length, asked.numbers.includes(number), asked.seconds]).toEqual([
      'Chrome trên Windows',
      3,
      true,
      120,
    ]);

    await approve(officer, code, number);
    expect(await pc.state(id)).toBe('approved');
    const opened = await pc.exchange(id);
    expect([opened.status, opened.body.name]).toEqual([201, 'Trần Thị Cán Bộ']);
    expect([...pc.jar.keys()]).toEqual(['console-session']);
    expect(JSON.stringify(opened.body)).not.toContain(pc.jar.get('console-session'));

    expect((await pc.send('GET', '/me')).body.roles).toEqual(['one_stop_officer']);
    expect((await pc.send('GET', '/desk/appointments?date=2026-12-01')).status).toBe(200);
    const { sessions } = (await pc.send('GET', '/console-sessions')).body as { sessions: { device: string; current: boolean }[] };
    expect(sessions).toMatchObject([{ device: 'Chrome trên Windows', current: true }]);
    await commune.advance(10 * 3_600_000 + 1_000);
    expect((await pc.send('GET', '/me')).body.code).toBe('session_expired');
  });

  it('ends at a wrong number, at a refusal, and after two minutes', async () => {
    const commune = await house();
    const officer = await commune.officer('can-bo', ['chairman']);
    const pc = computer(commune);
    const first = await pc.begin();
    const asked = await officer.call(readConsoleSignIn, { params: { code: first.code } });
    const wrong = asked.numbers.find((number) => number !== first.number) ?? '';
    await expect(approve(officer, first.code, wrong)).rejects.toMatchObject({ code: 'console_sign_in_refused' });
    await expect(approve(officer, first.code, first.number)).rejects.toMatchObject({ code: 'console_sign_in_unknown' });
    expect([await pc.state(first.id), (await pc.exchange(first.id)).body.code]).toEqual(['refused', 'console_sign_in_unknown']);

    const second = await pc.begin();
    await officer.call(refuseConsoleSignIn, { params: { code: second.code } });
    expect(await pc.state(second.id)).toBe('refused');

    const third = await pc.begin();
    await commune.advance(120_000);
    await expect(approve(officer, third.code, third.number)).rejects.toMatchObject({ code: 'console_sign_in_unknown' });
    expect(await pc.state(third.id)).toBe('ended');
    const fourth = await pc.begin();
    await approve(officer, fourth.code, fourth.number);
    await commune.advance(61_000);
    expect((await pc.exchange(fourth.id)).body.code).toBe('console_sign_in_unknown');
  });

  it('gives one session for one approval, whoever races and whoever has seen the code', async () => {
    const commune = await house();
    const officer = await commune.officer('can-bo', ['one_stop_officer']);
    const colleague = await commune.officer('dong-nghiep', ['one_stop_officer']);
    const pc = computer(commune);
    const { id, code, number } = await pc.begin();
    const approvals = await Promise.allSettled([approve(officer, code, number), approve(colleague, code, number)]);
    expect(approvals.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    // Another computer knows the id and lacks the cookie.
    const stranger = computer(commune);
    await stranger.begin();
    expect([await stranger.state(id), (await stranger.exchange(id)).status]).toEqual(['ended', 404]);
    const exchanges = await Promise.all([pc.exchange(id), pc.exchange(id), pc.exchange(id)]);
    expect(exchanges.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
    expect((await pc.exchange(id)).status).toBe(404);
  });

  it('lets no resident approve, and nobody guess codes or begin without end', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    const officer = await commune.officer('can-bo', ['one_stop_officer']);
    const pc = computer(commune);
    const { code, number } = await pc.begin();
    await expect(approve(minh, code, number)).rejects.toMatchObject({ code: 'not_allowed' });
    let guesses = 0;
    for (; guesses < 60; guesses += 1) {
      const answer = await raw(commune.url, 'GET', `/console-sign-ins/${'A'.repeat(43)}`, { token: officer.token });
      if (answer.status === 429) break;
      expect(answer.status).toBe(404);
    }
    expect(guesses).toBe(30);
    let begun = 1;
    for (; begun < 200; begun += 1) if ((await pc.send('POST', '/console-sign-ins')).status === 429) break;
    expect(begun).toBe(120);
  });
});

describe('a session on a computer', () => {
  it('writes only for a page of our own, and reads nothing into another origin', async () => {
    const commune = await house();
    const pc = await signedIn(commune, await commune.officer('can-bo', ['administrator']));
    const write = (headers: Record<string, string>) =>
      pc.send('POST', '/officers', { name: 'Hà Thị Ngọc', roles: ['chairman'], counterKeys: [] }, headers);
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: commune.url },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: commune.config.CORS_ORIGINS[0] ?? '' },
    ] as Record<string, string>[]) {
      const answer = await write(headers);
      expect([headers, answer.status, answer.body.code]).toEqual([headers, 403, 'not_allowed']);
    }
    expect((await write({ origin: commune.url })).status).toBe(201);
    expect((await write({ 'sec-fetch-site': 'same-origin', origin: commune.url })).status).toBe(201);
    expect((await pc.send('GET', '/me')).headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('ends when signed out, when ended from the phone, and when the officer is one no more', async () => {
    const commune = await house();
    const chief = await commune.officer('quan-tri', ['administrator']);
    const officer = await commune.officer('can-bo', ['one_stop_officer']);
    const [first, second, third] = [await signedIn(commune, officer), await signedIn(commune, officer), await signedIn(commune, officer)];
    const cookie = first.jar.get('console-session') ?? '';
    expect((await first.send('DELETE', '/console-sessions/current')).status).toBe(200);
    expect(first.jar.size).toBe(0);
    first.jar.set('console-session', cookie);
    expect((await first.send('GET', '/me')).status).toBe(401);

    const listed = (await second.send('GET', '/console-sessions')).body as { sessions: { id: string; current: boolean }[] };
    expect(listed.sessions).toHaveLength(2);
    const current = listed.sessions.find((session) => session.current)?.id ?? '';
    expect((await raw(commune.url, 'DELETE', `/console-sessions/${current}`, { token: chief.token })).status).toBe(404);
    expect((await raw(commune.url, 'DELETE', `/console-sessions/${current}`, { token: officer.token })).status).toBe(200);
    expect((await second.send('GET', '/me')).status).toBe(401);

    expect((await third.send('GET', '/me')).status).toBe(200);
    const { officers } = (await raw(commune.url, 'GET', '/officers', { token: chief.token })).body as {
      officers: { id: string; roles: string[] }[];
    };
    const id = officers.find(({ roles }) => roles.includes('one_stop_officer'))?.id ?? '';
    await chief.call(updateOfficer, { params: { id }, body: { active: false } });
    expect((await third.send('GET', '/me')).status).toBe(401);
    await chief.call(updateOfficer, { params: { id }, body: { active: true } });
    expect((await third.send('GET', '/me')).status).toBe(401);
  });

  it('takes neither a token of the Mini App for its cookie nor its cookie for such a token', async () => {
    const commune = await house();
    const officer = await commune.officer('can-bo', ['one_stop_officer']);
    const pc = await signedIn(commune, officer);
    const cookie = pc.jar.get('console-session') ?? '';
    expect((await raw(commune.url, 'GET', '/me', { token: cookie })).status).toBe(401);
    pc.jar.set('console-session', officer.token);
    expect((await pc.send('GET', '/me')).status).toBe(401);
  });

  it('is in the audit log from its beginning to its end', async () => {
    const commune = await house();
    const chief = await commune.officer('chu-tich', ['chairman']);
    const pc = await signedIn(commune, chief);
    await pc.send('DELETE', '/console-sessions/current');
    const { entries } = await chief.call(listAudit, { query: { verb: 'changed' } });
    expect(entries.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'DELETE /console-sessions/current',
      'POST /console-sessions',
      'POST /console-sign-ins/:code/approve',
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/"[A-Za-z0-9_-]{43}"/);
  });
});

it('carries the host in the name of its cookie over https', async () => {
  const commune = await house({ environment: { PUBLIC_URL: 'https://xa.example.vn' } });
  const answer = await raw(commune.url, 'POST', '/console-sign-ins');
  expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-console-sign-in=[\w-]{43};.*Path=\/;.*HttpOnly; Secure; SameSite=Strict$/);
});
