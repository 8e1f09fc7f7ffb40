import type { RateLimits } from '../../adapters/rate-limits.js';
import { answerConversation, listConversations, readConversation, updateConversation } from '../../contracts/conversations.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Who } from '../../http/who.js';
import type { ConversationsService } from './conversations.service.js';

type Deps = { conversations: ConversationsService; reader: Who<OfficerIdentity>; answerer: Who<OfficerIdentity>; limits: RateLimits };

export function conversationsRoutes(routes: Routes, { conversations, reader, answerer, limits }: Deps): void {
  routes.add(listConversations, reader, ({ who, query }) =>
    conversations.list(who, { state: query.state, mine: query.mine === 'true', search: query.search, after: query.after }),
  );
  routes.add(readConversation, reader, ({ params, query }) => conversations.read(params.id, query.before));
  routes.add(updateConversation, answerer, ({ who, params, body }) => conversations.update(who, params.id, body));
  routes.add(
    answerConversation,
    answerer,
    async ({ who, params, body, idempotencyKey }) => {
      await limits.take('desk', who.residentId);
      return conversations.answer(who, params.id, body, idempotencyKey);
    },
    { status: 201 },
  );
}
