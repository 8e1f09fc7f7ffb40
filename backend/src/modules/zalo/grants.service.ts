import { randomToken } from '../../adapters/crypto.js';
import { pkcePair } from '../../adapters/zalo-oauth.js';
import type { OaTokens } from '../../adapters/zalo-tokens.js';
import type { Clock } from '../../clock.js';
import type { ZaloStatus } from '../../contracts/zalo.js';
import { ProblemError } from '../../http/problems.js';
import type { MessagesService } from '../messages/messages.service.js';
import type { EventsService } from './events.service.js';
import type { GrantsStore } from './grants.store.js';

export type GrantOutcome = 'granted' | 'unknown_request' | 'other_account' | 'refused' | 'later';

type Deps = {
  store: GrantsStore;
  tokens: Pick<OaTokens, 'permissionUrl' | 'exchangeCode' | 'status'>;
  messages: Pick<MessagesService, 'troubles'>;
  events: Pick<EventsService, 'open'>;
  sealer: { seal(text: string): string; open(sealed: string): string };
  clock: Clock;
  oaId: string;
  /** Where the console fixes one PKCE challenge for the app (ZALO_OAUTH_CODE_VERIFIER). */
  codeVerifier?: string | undefined;
};

const statusDays = 7;

export type GrantsService = ReturnType<typeof grantsService>;

/** How the Official Account gives the app its permission, and how that stands. */
export function grantsService({ store, tokens, messages, events, sealer, clock, oaId, codeVerifier }: Deps) {
  return {
    /** The page at Zalo where an administrator of the Official Account agrees. Throws `zalo_unavailable` when no return address is configured. */
    async start(): Promise<{ url: string }> {
      const state = randomToken(32);
      const { verifier, challenge } = pkcePair(codeVerifier);
      const url = tokens.permissionUrl(state, challenge);
      if (url === null)
        throw new ProblemError('zalo_unavailable', 'Chưa cấu hình địa chỉ Zalo trả về sau khi cấp quyền (ZALO_OAUTH_REDIRECT_URL).');
      await store.insert(state, sealer.seal(verifier), clock.now());
      return { url };
    },

    /** Ends what `start` began; each state works once. Throws when the database is away. */
    async finish({ code, state, oaId: granted }: { code: string; state: string; oaId: string }): Promise<GrantOutcome> {
      const sealed = await store.take(state, clock.now());
      if (sealed === null) return 'unknown_request';
      if (granted !== oaId) return 'other_account';
      const outcome = await tokens.exchangeCode(code, sealer.open(sealed));
      if (outcome.kind === 'granted') return 'granted';
      return outcome.kind === 'try_later' ? 'later' : 'refused';
    },

    async status(): Promise<ZaloStatus> {
      const [grant, troubles, eventsOpen] = await Promise.all([tokens.status(), messages.troubles(statusDays), events.open()]);
      return {
        grant: {
          state: grant.state,
          accessExpiresAt: grant.accessExpiresAt?.toISOString() ?? null,
          refreshedAt: grant.refreshedAt?.toISOString() ?? null,
          reason: grant.reason,
        },
        messages: troubles,
        eventsOpen,
      };
    },
  };
}
