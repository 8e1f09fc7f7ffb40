import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { odd, type ZaloStandIn, zaloStandIn } from '../../testing/zalo-stand-in.js';
import { appSecretProof, type ZaloLogin, zaloLogin } from './zalo-login.js';

let zalo: ZaloStandIn;
let login: ZaloLogin;
beforeEach(async () => {
  zalo = await zaloStandIn();
  login = zaloLogin({ graphUrl: zalo.url, appId: '1', appSecret: 'test-app-secret', miniAppId: '2', timeoutMs: 400 });
});
afterEach(() => zalo.close());

const someone = { error: 0, message: 'Success', id: '3368637342326461234', name: 'Ma Thị Hoa', is_sensitive: false };

describe('signing in through Zalo', () => {
  it('proves the token with the app secret', () => {
    expect(appSecretProof('test-access-token', 'test-app-secret')).toBe('c7a7a56a58d03b05def128144d755b6c5bd4ba6b88fbfd8a59a909c862e52d7b');
  });

  it('learns who holds the token, with the id towards the Official Account', async () => {
    zalo.behave(() => ({
      ...someone,
      picture: { data: { url: 'https://s120-ava-talk.zadn.vn/a.jpg' } },
      user_id_by_oa: '2512523625412515123',
      is_follower: true,
      something_new: [1],
    }));
    expect(await login.whoIs('test-access-token')).toEqual({
      kind: 'known',
      appUserId: '3368637342326461234',
      name: 'Ma Thị Hoa',
      avatar: 'https://s120-ava-talk.zadn.vn/a.jpg',
      oaUserId: '2512523625412515123',
      follows: true,
    });
    const [asked] = zalo.received;
    expect(asked?.path).toBe('/v2.0/me');
    expect(asked?.query.get('miniapp_id')).toBe('2');
    expect(asked?.headers.access_token).toBe('test-access-token');
    expect(asked?.headers.appsecret_proof).toBe('c7a7a56a58d03b05def128144d755b6c5bd4ba6b88fbfd8a59a909c862e52d7b');
  });

  it('accepts a person who shared nothing but the id', async () => {
    zalo.behave(() => ({ error: 0, id: '3368637342326461234', name: '', picture: null, user_id_by_oa: '', is_follower: 'no' }));
    expect(await login.whoIs('token-123')).toEqual({
      kind: 'known',
      appUserId: '3368637342326461234',
      name: null,
      avatar: null,
      oaUserId: null,
      follows: null,
    });
  });

  it('asks again with the documented fields only when Graph does not know the others', async () => {
    zalo.behave(({ query }) => (query.get('fields') === 'id,name,picture' ? someone : { error: 100, message: 'Invalid parameter' }));
    expect(await login.whoIs('token-123')).toMatchObject({
      kind: 'known',
      appUserId: '3368637342326461234',
      oaUserId: null,
      follows: null,
    });
    expect(zalo.received).toHaveLength(2);
  });

  it.each([
    ['a session key that is not valid, in HTTP 200', odd.json(200, { error: 452, message: 'Session key invalid' }), 452],
    ['the same beside an id', odd.json(200, { error: 452, id: '1' }), 452],
    ['HTTP 401', odd.json(401, {}), 401],
    ['HTTP 401 beside error 0', odd.json(401, { error: 0, id: '1' }), 401],
    ['nobody', odd.json(200, { error: 0, message: 'Success' }), null],
  ] as const)('refuses %s', async (_, behaviour, code) => {
    zalo.behave(behaviour);
    expect(await login.whoIs('token-123')).toEqual({ kind: 'refused', reason: 'token_invalid', code });
  });

  it.each(['', 'with space', 'line\r\nbreak', 'dấu'])('refuses %j without asking', async (token) => {
    expect(await login.whoIs(token)).toEqual({ kind: 'refused', reason: 'token_invalid', code: null });
    expect(zalo.received).toHaveLength(0);
  });

  it('never takes an id that lost its digits', async () => {
    zalo.behave((_, response) => {
      response.end('{"error":0,"id":3368637342326461234}');
    });
    expect(await login.whoIs('token-123')).toMatchObject({ kind: 'unavailable' });
  });

  it.each([
    ['HTML', odd.html],
    ['silence', odd.silence],
    ['half a body', odd.halfBody],
    ['HTTP 500', odd.json(500, someone)],
    ['too many requests', odd.status(429)],
    ['a quota', odd.json(200, { error: 12_003 })],
    ['a disabled app', odd.json(200, { error: 11_004 })],
  ] as const)('knows nobody when Zalo answers with %s', async (_, behaviour) => {
    zalo.behave(behaviour);
    expect((await login.whoIs('token-123')).kind).toBe('unavailable');
  });
});

describe('the phone number', () => {
  it('is exchanged with the app secret and written in E.164', async () => {
    zalo.behave(() => ({ data: { number: '849123456789' }, error: 0, message: 'Success' }));
    expect(await login.phoneNumber('token-123', 'phone-token')).toEqual({ kind: 'number', phone: '+849123456789' });
    const [asked] = zalo.received;
    expect([asked?.path, asked?.headers.code, asked?.headers.secret_key]).toEqual(['/v2.0/me/info', 'phone-token', 'test-app-secret']);
  });

  it.each([
    [{ error: 0, data: {} }, 'no_permission', null],
    [{ error: 0, data: { number: 'hidden' } }, 'no_permission', null],
    [{ error: 100, message: 'Invalid code' }, 'bad_request', 100],
    [{ error: 452, message: 'Session key invalid' }, 'token_invalid', 452],
    [{ error: 117_117 }, 'unknown', 117_117],
  ] as const)('is refused when Zalo answers %j', async (body, reason, code) => {
    zalo.behave(() => body);
    expect(await login.phoneNumber('token-123', 'phone-token')).toEqual({ kind: 'refused', reason, code });
  });

  it('is unavailable when Zalo is', async () => {
    zalo.behave(odd.hangUp);
    expect((await login.phoneNumber('token-123', 'phone-token')).kind).toBe('unavailable');
    expect(await login.phoneNumber('token-123', 'bad token')).toEqual({ kind: 'refused', reason: 'bad_grant', code: null });
  });
});
