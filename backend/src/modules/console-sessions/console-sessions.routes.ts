import type { RateLimits } from '../../adapters/rate-limits.js';
import * as contract from '../../contracts/console-session.js';
import type { SecretCookie } from '../../http/cookies.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Who } from '../../http/who.js';
import type { ConsoleSessionsService } from './console-sessions.service.js';

type Deps = {
  consoleSessions: ConsoleSessionsService;
  /** Any officer, whatever they may do. */
  officer: Who<OfficerIdentity>;
  limits: RateLimits;
  /** For the minutes of a sign-in, and for the session. */
  cookies: { signIn: SecretCookie; session: SecretCookie };
};

export function consoleSessionsRoutes(routes: Routes, { consoleSessions, officer, limits, cookies }: Deps): void {
  const codes = { limit: (_request: unknown, who: unknown) => limits.take('console_code', (who as OfficerIdentity).officerId) };
  routes.add(
    contract.startConsoleSignIn,
    anyone,
    async ({ request, response }) => {
      await limits.take('console_sign_in', request.ip ?? 'unknown');
      const { secret, seconds, reply } = await consoleSessions.begin(request.headers['user-agent']);
      cookies.signIn.set(response, secret, 2 * seconds);
      return reply;
    },
    { status: 201 },
  );
  routes.add(contract.readConsoleSignInState, anyone, async ({ params, request }) => ({
    state: await consoleSessions.state(params.id, cookies.signIn.read(request)),
  }));
  routes.add(
    contract.openConsoleSession,
    anyone,
    async ({ body, request, response }) => {
      const { token, seconds, reply } = await consoleSessions.exchange(body.id, cookies.signIn.read(request));
      cookies.signIn.clear(response);
      cookies.session.set(response, token, seconds);
      return reply;
    },
    { status: 201 },
  );
  routes.add(contract.readConsoleSignIn, officer, ({ params }) => consoleSessions.look(params.code), codes);
  routes.add(
    contract.approveConsoleSignIn,
    officer,
    async ({ who, params, body }) => {
      await consoleSessions.approve(who, params.code, body.number);
      return { approved: true as const };
    },
    codes,
  );
  routes.add(contract.refuseConsoleSignIn, officer, async ({ params }) => {
    await consoleSessions.refuse(params.code);
    return { refused: true as const };
  });
  routes.add(contract.listConsoleSessions, officer, async ({ who }) => ({ sessions: await consoleSessions.list(who) }));
  routes.add(contract.endCurrentConsoleSession, officer, async ({ who, response }) => {
    if (who.consoleSessionId !== undefined) await consoleSessions.end(who, who.consoleSessionId);
    cookies.session.clear(response);
    return { ended: true as const };
  });
  routes.add(contract.endConsoleSession, officer, async ({ who, params }) => {
    await consoleSessions.end(who, params.id);
    return { ended: true as const };
  });
}
