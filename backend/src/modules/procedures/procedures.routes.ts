import { addProcedureVersion, readProcedure, searchProcedures } from '../../contracts/procedures.js';
import type { ReplyCache } from '../../http/reply-cache.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Who } from '../../http/who.js';
import type { ProceduresService } from './procedures.service.js';

export function proceduresRoutes(
  routes: Routes,
  procedures: ProceduresService,
  administrator: Who<OfficerIdentity>,
  cache: ReplyCache,
): void {
  routes.add(searchProcedures, anyone, ({ query }) => procedures.search(query.q, query.field), { cache: { store: cache, seconds: 5 } });
  routes.add(readProcedure, anyone, ({ params }) => procedures.page(params.code), { cache: { store: cache, seconds: 5 } });
  routes.add(addProcedureVersion, administrator, ({ body }) => procedures.add(body), { status: 201 });
}
