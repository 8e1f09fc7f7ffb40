import type { Router } from 'express';
import { Refusal } from '../errors.js';
import { formBody, hostRouter, refusals } from '../http.js';
import type { World } from '../world.js';
import { permissionPage } from './oauth-page.js';

/** oauth.zaloapp.com: the permission page of an Official Account and its tokens (v4). */
export function oauthHost(world: World): Router {
  const { identity, oaTokens, store } = world;
  const router = hostRouter(world, 'oauth');

  router.use('/v4/oa/permission', permissionPage(world));

  router.post('/v4/oa/access_token', (request, response) => {
    const form = formBody(request);
    if (form.get('app_id') !== identity.appId) throw new Refusal(-14002);
    if (request.headers.secret_key !== identity.appSecret) throw new Refusal(-14004);
    switch (form.get('grant_type')) {
      case 'authorization_code':
        response.json(oaTokens.exchange({ code: form.get('code') ?? '', verifier: form.get('code_verifier') ?? '' }));
        return;
      case 'refresh_token':
        response.json(oaTokens.refresh(form.get('refresh_token') ?? ''));
        return;
      default:
        throw new Refusal(-14018);
    }
  });

  /** What zmp-sdk falls back to when Zalo's login gave no verifier. */
  router.get('/v3/access_token', (request, response) => {
    const { code } = request.query;
    const login = typeof code === 'string' && Object.hasOwn(store.state.logins, code) ? store.state.logins[code] : undefined;
    const person = login && world.people.byId(login.personId);
    if (!login || !person || Date.parse(login.expiresAt) <= world.clock.now().getTime()) throw new Refusal(-14005);
    const tokens = world.people.issueTokens(person);
    response.json({ access_token: tokens.accessToken, expires_in: String(tokens.expiresInSeconds) });
  });

  router.use(...refusals(world, 'oauth'));
  return router;
}
