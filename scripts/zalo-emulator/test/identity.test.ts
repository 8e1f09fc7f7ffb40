import { describe, expect, it } from 'vitest';
import { appSecretProof, miniAppSignature, oaSignature, pkceChallenge } from '../src/signatures.js';
import { day, hour, verifier, zalo } from './zalo.js';

describe('the rules of signing', () => {
  it('signs an Official Account event over app id, raw body, time and secret', () => {
    const body =
      '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730","recipient":{"id":"388613280878808645"},"event_name":"user_send_text","message":{"text":"message","msg_id":"96d3cdf3af150460909"},"timestamp":"154390853474"}';
    expect(oaSignature('360846524940903967', body, '154390853474', 'test-oa-secret')).toBe(
      'd6b2f460776baf661c24636ed1650d166ae50c282a0408ac80ef5550f76d0d05',
    );
  });

  it('signs a Mini App event over its values in the order of their keys', () => {
    const event = { event: 'user.revoke.consent', appId: '2646373759294038927', userId: '4047671499938107249', timestamp: 1670553442564 };
    expect(miniAppSignature(event, 'test-api-key')).toBe('685ac7415de5228aefe2a18d5c1432825ed04c2c7a35e0d0b79585558a4b862e');
  });

  it('proves an access token and derives a challenge', () => {
    expect(appSecretProof('test-access-token', 'test-app-secret')).toBe('c7a7a56a58d03b05def128144d755b6c5bd4ba6b88fbfd8a59a909c862e52d7b');
    expect(pkceChallenge(verifier)).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });
});

describe('graph.zalo.me', () => {
  it('names the holder of a token in a flat body, and only what was asked and allowed', async () => {
    const z = await zalo();
    const person = await z.person();
    const token = await z.userToken(person.id);
    expect(await z.me(token, 'id,name,picture,is_follower,user_id_by_oa')).toEqual({
      error: 0,
      message: 'Success',
      id: person.appUserId,
      is_follower: true,
      user_id_by_oa: person.oaUserId,
    });
    await z.act(person.id, { do: 'consent', scope: 'scope.userInfo' });
    expect(await z.me(token, 'id,name')).toMatchObject({ name: 'Nguyễn Văn Minh' });
    expect(await z.me(token, 'name')).not.toHaveProperty('id');
    expect(BigInt(person.appUserId)).toBeGreaterThan(2n ** 53n);
    expect(person.appUserId).not.toBe(person.oaUserId);
    expect(await z.me(token, 'shoe_size')).toMatchObject({ error: 100 });
  });

  it('tells the id towards the Official Account only of followers, unless the app is verified', async () => {
    const z = await zalo();
    const person = await z.person({ follows: false });
    const token = await z.userToken(person.id);
    expect(await z.me(token, 'id,user_id_by_oa')).not.toHaveProperty('user_id_by_oa');
    await z.settings({ appVerified: true });
    expect(await z.me(token, 'id,user_id_by_oa')).toHaveProperty('user_id_by_oa', person.oaUserId);
  });

  it('refuses a wrong proof, an unknown token and one that has expired', async () => {
    const z = await zalo();
    const person = await z.person();
    const token = await z.userToken(person.id);
    expect(await z.me(token, 'id', 'wrong')).toMatchObject({ error: -242 });
    await z.settings({ enforceProof: false });
    expect(await z.me(token, 'id', 'wrong')).toMatchObject({ error: 0 });
    expect(await z.me('nobody', 'id')).toMatchObject({ error: 452 });
    await z.advance(hour + 1);
    expect(await z.me(token, 'id')).toMatchObject({ error: 452 });
  });

  it('exchanges a phone token once, within two minutes, for its own person and with the secret', async () => {
    const z = await zalo();
    const person = await z.person();
    const other = await z.person({ name: 'Trần Thị Hoa', phone: '0987654321' });
    const token = await z.userToken(person.id);
    const info = async (code: unknown, secret = z.identity.appSecret) => {
      const response = await fetch(`${z.hosts.graph}/v2.0/me/info`, {
        headers: { access_token: token, code: String(code), secret_key: secret },
      });
      return response.json();
    };
    const phoneToken = async (id: string) => Object.values(Object(await z.control('POST', `/people/${id}/phone-token`)))[0];
    const mine = await phoneToken(person.id);
    expect(await info(mine, 'wrong')).toMatchObject({ error: -14004 });
    expect(await info(mine)).toEqual({ data: { number: '84912345678' }, error: 0, message: 'Success' });
    expect(await info(mine)).toMatchObject({ error: 100 });
    expect(await info(await phoneToken(other.id))).toMatchObject({ error: 100 });
    const late = await phoneToken(person.id);
    await z.advance(120_001);
    expect(await info(late)).toMatchObject({ error: 100 });
    const location = Object.values(Object(await z.control('POST', `/people/${person.id}/location-token`)))[0];
    expect(await info(location)).toMatchObject({ data: { provider: 'gps', latitude: expect.any(String), timestamp: expect.any(String) } });
    await z.settings({ serverOutsideVietnam: true });
    expect(await info(await phoneToken(person.id))).toMatchObject({ error: -501 });
  });
});

describe('oauth.zaloapp.com', () => {
  it('shows the permission page and sends the administrator back with a code that works once', async () => {
    const z = await zalo();
    const query = new URLSearchParams({
      app_id: z.identity.appId,
      redirect_uri: 'http://127.0.0.1:9/callback?keep=1',
      code_challenge: pkceChallenge(verifier),
      state: 'abc',
    });
    const shown = await fetch(`${z.hosts.oauth}/v4/oa/permission?${query}`);
    expect(await shown.text()).toContain('Cho phép');
    query.set('decision', 'allow');
    const back = await fetch(`${z.hosts.oauth}/v4/oa/permission`, { method: 'POST', body: query, redirect: 'manual' });
    const target = new URL(back.headers.get('location') ?? '');
    expect(Object.fromEntries(target.searchParams)).toMatchObject({ keep: '1', oa_id: z.identity.oaId, state: 'abc' });
    const form = { code: target.searchParams.get('code') ?? '', grant_type: 'authorization_code', code_verifier: verifier };
    expect(await z.token(form)).toMatchObject({ expires_in: '90000' });
    expect(await z.token(form)).toMatchObject({ error: -14005 });
  });

  it('names what is wrong with a request for tokens', async () => {
    const z = await zalo();
    expect(await z.token({ app_id: '1' })).toMatchObject({ error: -14002, error_name: 'Invalid appId' });
    expect(await z.token({}, 'wrong')).toMatchObject({ error: -14004 });
    expect(await z.token({ grant_type: 'password' })).toMatchObject({ error: -14018 });
    const code = await z.grantCode();
    expect(await z.token({ code, grant_type: 'authorization_code', code_verifier: 'x'.repeat(43) })).toMatchObject({ error: -14005 });
    const late = await z.grantCode();
    await z.advance(600_001);
    expect(await z.token({ code: late, grant_type: 'authorization_code', code_verifier: verifier })).toMatchObject({ error: -14005 });
  });

  it('rotates refresh tokens, kills the old pair at once, and lets both age on its own clock', async () => {
    const z = await zalo();
    const person = await z.person();
    const first = await z.granted();
    const refresh = (token: string) => z.token({ refresh_token: token, grant_type: 'refresh_token' });
    const second = await refresh(first.refresh_token);
    expect(second).toMatchObject({ expires_in: '90000' });
    expect(await refresh(first.refresh_token)).toMatchObject({ error: -14020 });
    expect(await refresh('never seen')).toMatchObject({ error: -14014 });
    expect(await z.say(first.access_token, person.oaUserId, 'Chào')).toMatchObject({ error: -220 });
    expect(await z.say(second.access_token ?? '', person.oaUserId, 'Chào')).toMatchObject({ error: 0 });
    await z.advance(25 * hour + 1);
    expect(await z.say(second.access_token ?? '', person.oaUserId, 'Chào')).toMatchObject({ error: -220 });
    await z.advance(90 * day);
    expect(await refresh(second.refresh_token ?? '')).toMatchObject({ error: -14014 });
  });

  it('reads the token from its bare header only', async () => {
    const z = await zalo();
    const { access_token: token } = await z.granted();
    const bearer = await fetch(`${z.hosts.openapi}/v2.0/oa/getoa`, { headers: { authorization: `Bearer ${token}` } });
    expect(await bearer.json()).toEqual({ error: -216, message: 'Access token is invalid' });
    await z.settings({ tokenErrorsAs401: true });
    expect((await fetch(`${z.hosts.openapi}/v2.0/oa/getoa`)).status).toBe(401);
  });
});
