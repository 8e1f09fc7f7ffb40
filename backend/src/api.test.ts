import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type House, house, type Person, raw } from '../testing/house.js';
import { roles } from './contracts/residents.js';

const Operation = z.looseObject({
  description: z.string(),
  security: z.array(z.unknown()),
  requestBody: z.unknown().optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional() })).default([]),
});
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

type Listed = { method: string; path: string; roles: string[]; signedIn: boolean; hasBody: boolean; operation: z.infer<typeof Operation> };

/** Every endpoint as the API itself publishes it, so that a new one is tried without anybody thinking of it. */
async function endpointsOf(commune: House): Promise<Listed[]> {
  const { paths } = Document.parse(await (await fetch(`${commune.url}/api/openapi.json`)).json());
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      signedIn: operation.security.length > 0,
      roles: [...operation.description.matchAll(/\(`(\w+)`\)/g)].map((match) => match[1] as string),
      hasBody: operation.requestBody !== undefined,
    })),
  );
}

const fill = (path: string, value: Record<string, string>) => path.replace(/\{(\w+)\}/g, (_, name: string) => value[name] ?? 'x');
const unknown = {
  id: '0123456789abcdef01234567',
  code: '9.999999',
  key: 'khong-co',
  date: '2026-12-02',
  quarter: '2026-Q4',
  receipt: 'AAAA-AAAA-AAAA-AAAA-AAAA',
  serial: 'X1-0001',
  meetingKey: 'khong-co',
};

describe('every endpoint', () => {
  it('asks for a session unless it is for everybody, and for a role where officers alone may', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    const endpoints = await endpointsOf(commune);
    expect(endpoints.length).toBeGreaterThan(40);
    for (const { method, path, signedIn, roles } of endpoints) {
      const address = fill(path, path.includes('by-code') ? { code: 'LH-1234-5678' } : unknown);
      const stranger = await raw(commune.url, method, address, method === 'GET' ? {} : { body: {} });
      expect([method, path, stranger.status === 401]).toEqual([method, path, signedIn]);
      if (roles.length === 0) continue;
      const resident = await raw(commune.url, method, address, { token: minh.token, ...(method !== 'GET' && { body: {} }) });
      expect([method, path, resident.status, resident.body.code]).toEqual([method, path, 403, 'not_allowed']);
    }
  });

  it('turns wrong input away with the field named, whoever sends it, and changes nothing', async () => {
    const commune = await house();
    // Several residents, or the limit on changes would answer first.
    const residents = await Promise.all(['minh', 'lan', 'hoa', 'nam', 'phuc', 'quy'].map((id) => commune.person(id)));
    const everybody = await commune.officer('quan-tri', [...roles]);
    const before = await counts(commune);
    for (const [place, { method, path, roles: needed, hasBody, operation }] of (await endpointsOf(commune)).entries()) {
      const { token } = needed.length > 0 ? everybody : (residents[place % residents.length] as Person);
      const address = fill(path, path.includes('by-code') ? { code: 'LH-1234-5678' } : unknown);
      if (hasBody) {
        for (const body of [{ surplus: true }, { code: 7, date: [], name: null }, [], '"text"', '{"__proto__":{"admin":true}}']) {
          const answer = await raw(commune.url, method, address, { token, body });
          const empty = (operation.requestBody as { required?: boolean }).required === false;
          if (empty && answer.status < 400) continue;
          expect([method, path, JSON.stringify(body), answer.status]).toEqual([method, path, JSON.stringify(body), 400]);
          expect(answer.body.code === 'invalid_json' || (answer.body.fields as unknown[]).length > 0).toBe(true);
          expect(JSON.stringify(answer.body)).not.toMatch(/invalid input|expected|received/i);
        }
        // The form of a survey may be long; everything else is small.
        const tooMuch = /^\/(?:desk\/)?surveys/.test(path) ? 1_200_000 : 200_000;
        const huge = await raw(commune.url, method, address, { token, body: { text: 'x'.repeat(tooMuch) } });
        expect([method, path, huge.status, huge.body.code]).toEqual([method, path, 413, 'body_too_large']);
      }
      for (const parameter of operation.parameters.filter((each) => each.in === 'path')) {
        const wrong = await raw(commune.url, method, fill(path, { ...unknown, [parameter.name]: '..%2F%3Cscript%3E' }), {
          token,
          ...(hasBody && { body: {} }),
        });
        expect([method, path, wrong.status]).toEqual([method, path, 400]);
        expect((wrong.body.fields as { field: string }[])[0]?.field).toBe(`params.${parameter.name}`);
      }
    }
    expect(await counts(commune)).toEqual(before);
  });

  it('says 404 or 422 for what does not exist', async () => {
    const commune = await house();
    const officer = await commune.officer('can-bo', ['one_stop_officer', 'administrator']);
    const gone: [string, string, unknown?][] = [
      ['GET', '/procedures/9.999999'],
      ['GET', '/procedures/9.999999/open-slots?way=counter'],
      ['GET', `/appointments/${unknown.id}`],
      ['POST', `/appointments/${unknown.id}/cancel`, {}],
      ['POST', `/appointments/${unknown.id}/reschedule`, { date: '2026-12-02', start: '08:00' }],
      ['DELETE', `/waiting/${unknown.id}`],
      ['GET', '/desk/appointments/by-code/LH-1234-5678'],
      ['POST', `/desk/appointments/${unknown.id}/check-in`, { revision: 0 }],
      ['POST', `/desk/appointments/${unknown.id}/revoke`, { revision: 0, reason: 'Không có ai' }],
      ['GET', `/desk/appointments/${unknown.id}/slip-url`],
      ['DELETE', `/closures/${unknown.id}`],
      ['GET', '/no/such/path'],
    ];
    for (const [method, path, body] of gone) {
      const answer = await raw(commune.url, method, path, { token: officer.token, ...(body !== undefined && { body }) });
      expect([method, path, answer.status]).toEqual([method, path, 404]);
      expect(typeof answer.body.detail).toBe('string');
    }
    const wrongMethod = await raw(commune.url, 'PATCH', '/home', { token: officer.token, body: {} });
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('stops believing an officer at once when the link is taken away', async () => {
    const commune = await house();
    const officer = await commune.officer('can-bo', ['one_stop_officer']);
    const day = () => raw(commune.url, 'GET', '/desk/appointments?date=2026-12-01', { token: officer.token });
    expect((await day()).status).toBe(200);
    const resident = await commune.composed.residents.findByZalo({ zaloUserId: await commune.zaloIdOf('can-bo') });
    await commune.composed.officers.unlink(resident?.id ?? '');
    expect((await day()).status).toBe(403);
  });
});

async function counts(commune: House): Promise<Record<string, number>> {
  const { db } = commune.composed.database.connection;
  const names = (await db?.listCollections().toArray())?.map(({ name }) => name).sort() ?? [];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await db?.collection(name).countDocuments()])));
}
