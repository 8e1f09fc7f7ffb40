import type { Router } from 'express';
import { hostRouter, oaTokenRequired, refusals } from '../http.js';
import type { World } from '../world.js';
import { articles } from './openapi-articles.js';
import { groups } from './openapi-groups.js';
import { messages } from './openapi-messages.js';
import { uploads } from './openapi-uploads.js';
import { users } from './openapi-users.js';

/** openapi.zalo.me: everything an Official Account does with its token. */
export function openapiHost(world: World): Router {
  const router = hostRouter(world, 'openapi');
  router.use(oaTokenRequired(world, 'openapi'));
  messages(router, world);
  groups(router, world);
  users(router, world);
  articles(router, world);
  uploads(router, world);
  router.use(...refusals(world, 'openapi'));
  return router;
}
