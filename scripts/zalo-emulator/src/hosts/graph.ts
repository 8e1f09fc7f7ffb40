import type { Request, Response, Router } from 'express';
import { Refusal } from '../errors.js';
import { hostRouter, refusals, tokenOf } from '../http.js';
import { appSecretProof } from '../signatures.js';
import type { Person } from '../state.js';
import type { World } from '../world.js';

const knownFields = new Set(['id', 'name', 'picture', 'birthday', 'gender', 'is_sensitive', 'user_id_by_oa', 'is_follower']);

/** Splits `id,name,picture.type(small)` and drops the modifiers. */
function fieldsOf(request: Request): Set<string> {
  const { fields } = request.query;
  if (typeof fields !== 'string' || fields.trim() === '') return new Set(['id']);
  const names = fields.split(',').map((field) => field.trim().replace(/\.type\(\w+\)$/, ''));
  const unknown = names.find((name) => !knownFields.has(name));
  if (unknown !== undefined) throw new Refusal(100, `Invalid parameter: (#100) Unknown field ${unknown}`);
  return new Set(names);
}

/** graph.zalo.me: who holds a Mini App access token, and the exchange of phone and location tokens. */
export function graphHost(world: World): Router {
  const { identity, people, store } = world;
  const router = hostRouter(world, 'graph');
  // The Mini App itself asks from Zalo's own page and cannot make a proof.
  const fromMiniApp = (request: Request) => request.hostname.includes('h5.zdn.vn');
  const outside = (response: Response) => store.state.settings.serverOutsideVietnam || response.locals.outsideVietnam === true;

  function holder(request: Request): Person {
    const person = people.byAccessToken(tokenOf(request));
    if (!person) throw new Refusal(452);
    return person;
  }

  router.get('/v2.0/me', (request, response) => {
    // Graph takes a request without a token for one of nobody.
    if (tokenOf(request) === '') {
      response.json({ error: 0, message: 'Success' });
      return;
    }
    const { enforceProof, appVerified } = store.state.settings;
    const own = fromMiniApp(request);
    if (enforceProof && !own && request.headers.appsecret_proof !== appSecretProof(tokenOf(request), identity.appSecret))
      throw new Refusal(-242);
    const person = holder(request);
    const fields = fieldsOf(request);
    const allowed = person.scopes.includes('scope.userInfo') && !outside(response);
    if (own && !allowed && fields.has('name')) throw new Refusal(-1401);
    const bridge = appVerified || person.follows;
    response.json({
      error: 0,
      message: 'Success',
      ...(fields.has('id') ? { id: person.appUserId } : {}),
      ...(fields.has('is_sensitive') ? { is_sensitive: person.sensitive } : {}),
      ...(fields.has('name') && allowed ? { name: person.name } : {}),
      ...(fields.has('picture') && allowed
        ? { picture: { data: { url: person.avatar ?? `${world.baseUrl()}/avatars/${person.id}.svg` } } }
        : {}),
      ...(fields.has('birthday') && allowed && person.birthday ? { birthday: person.birthday.split('-').reverse().join('/') } : {}),
      ...(fields.has('gender') && allowed && person.gender ? { gender: person.gender } : {}),
      ...(fields.has('user_id_by_oa') && bridge ? { user_id_by_oa: person.oaUserId } : {}),
      // zmp-sdk reads it without asking for it.
      ...(own || fields.has('is_follower') ? { is_follower: person.follows } : {}),
    });
  });

  router.get('/v2.0/me/info', (request, response) => {
    const person = holder(request);
    if (request.headers.secret_key !== identity.appSecret) throw new Refusal(-14004);
    const { code } = request.headers;
    const kind = people.takeInfoToken(typeof code === 'string' ? code : '', person);
    if (!kind) throw new Refusal(store.state.settings.infoTokenErrorCode);
    if (outside(response)) throw new Refusal(-501);
    const data =
      kind === 'phone'
        ? { number: person.phone ?? '' }
        : { provider: 'gps', ...person.location, timestamp: String(world.clock.now().getTime()) };
    response.json({ data, error: 0, message: 'Success' });
  });

  router.use(...refusals(world, 'graph'));
  return router;
}
