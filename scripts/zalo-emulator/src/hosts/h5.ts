import type { Router } from 'express';
import { formBody, hostRouter, refusals } from '../http.js';
import { randomHex } from '../ids.js';
import { scopes } from '../settings.js';
import type { World } from '../world.js';

/** h5.zalo.me: what zmp-sdk itself calls from inside Zalo. */
export function h5Host(world: World): Router {
  const { identity, people, store, clock } = world;
  const { state } = store;
  const router = hostRouter(world, 'h5');

  router.post('/openapi/access_token', (request, response) => {
    const form = formBody(request);
    const code = form.get('code') ?? '';
    const refresh = form.get('refresh_token') ?? '';
    const login = Object.hasOwn(state.logins, code) ? state.logins[code] : undefined;
    const before = Object.hasOwn(state.userRefreshTokens, refresh) ? state.userRefreshTokens[refresh] : undefined;
    const entry = form.get('grant_type') === 'refresh_token' ? before : login?.verifier === form.get('code_verifier') ? login : undefined;
    const person = entry && people.byId(entry.personId);
    if (!entry || !person || form.get('app_id') !== identity.miniAppId || Date.parse(entry.expiresAt) <= clock.now().getTime()) {
      response.json({ error: -14005, error_name: 'Invalid authorization code', message: 'Invalid authorization code' });
      return;
    }
    delete state.userRefreshTokens[refresh];
    const tokens = people.issueTokens(person);
    response.json({ access_token: tokens.accessToken, refresh_token: tokens.refreshToken, expires_in: String(tokens.expiresInSeconds) });
  });

  router.get('/apis/users/auth-settings', (request, response) => {
    const session = String(request.headers.authorization ?? '').replace(/^Bearer /, '');
    const person = Object.hasOwn(state.sessions, session) ? people.byId(state.sessions[session] ?? '') : undefined;
    if (!person) {
      response.json({ err: -1401, msg: 'Session is invalid' });
      return;
    }
    response.json({ err: 0, msg: 'Success', data: Object.fromEntries(scopes.map((scope) => [scope, person.scopes.includes(scope)])) });
  });

  router.post('/openapi/check-interact-oa', (request, response) => {
    const form = formBody(request);
    const person = people.byAccessToken(form.get('accessToken') ?? '');
    if (!person || form.get('oaId') !== identity.oaId) {
      response.json({ err: -1401, msg: 'Invalid access token' });
      return;
    }
    response.json(
      person.interacts || person.follows
        ? { err: 0, msg: 'Success', data: { status: true } }
        : { err: -1, msg: 'Not allowed', data: { status: false } },
    );
  });

  router.get('/apps/get-info', (_request, response) => {
    const { miniAppName } = state.settings;
    response.json({
      err: 0,
      data: {
        name: miniAppName,
        version: 1,
        description: miniAppName,
        appUrl: `https://zalo.me/s/${identity.miniAppId}/`,
        qrCodeUrl: '',
        logoUrl: '',
        cateType: 0,
        zaloAppId: identity.appId,
      },
    });
  });

  router.post('/openapi/create-sharelink', (_request, response) => {
    response.json({ err: 0, data: { shareId: randomHex(16), zinstantApi: '', ztemplateId: '' } });
  });

  router.post('/log/async', (_request, response) => {
    response.json({ err: 0 });
  });

  router.use(...refusals(world, 'h5'));
  return router;
}
