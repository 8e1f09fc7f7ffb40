import { z } from 'zod';
import type { Pacer } from './pacer.js';
import { canBeToken, zaloHttp } from './zalo-http.js';
import { holding, type Pacing, slotPatience } from './zalo-oa-calls.js';
import { refusedHere, type SendOutcome, settle, tryLater } from './zalo-send.js';

export interface ZaloNotification {
  /**
   * Sends a registered Mini App notification to a person by their id within our Zalo app. They must have allowed it
   * (`requestSendNotification`); otherwise `refused: user_restricted`.
   */
  send(message: { appUserId: string; templateId: string; data: Readonly<Record<string, string>> }, pacing?: Pacing): Promise<SendOutcome>;
}

export interface ZaloNotificationOptions {
  miniOpenapiUrl: string;
  miniAppId: string;
  /** The Open API key with the scope `apps.send.notification`. */
  apiKey: string;
  /** Without one, notifications leave as they come. */
  pacer?: Pick<Pacer, 'takeWithin' | 'holdBack'>;
  timeoutMs?: number;
}

const Accepted = z.looseObject({
  data: z
    .looseObject({ message_id: z.string().min(1).nullish().catch(null), msg_id: z.string().min(1).nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** Notifications of the Mini App's Open APIs; accepted only from the addresses listed with the key. */
export function zaloNotification({ miniOpenapiUrl, miniAppId, apiKey, pacer, timeoutMs }: ZaloNotificationOptions): ZaloNotification {
  const call = zaloHttp({ baseUrl: miniOpenapiUrl, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  const holdBack = holding(pacer);
  return {
    async send({ appUserId, templateId, data }, { paced = false } = {}) {
      if (!/^\d{1,32}$/.test(appUserId)) return refusedHere('bad_recipient');
      if (!canBeToken(apiKey)) return refusedHere('configuration');
      const templateData = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, value.normalize('NFC')]));
      if (pacer && !paced) {
        const slot = await pacer.takeWithin(slotPatience);
        if (slot.kind === 'busy') return tryLater('rate_limited', slot.retryAfterMs);
      }
      const answer = await call({
        method: 'POST',
        path: '/notification/template',
        headers: { 'X-Api-Key': `Bearer ${apiKey}`, 'X-User-Id': appUserId, 'X-MiniApp-Id': miniAppId },
        json: { templateId, templateData },
      });
      const settled = settle('mini', answer);
      await holdBack(answer, settled);
      switch (settled.kind) {
        case 'success': {
          const { data: accepted } = Accepted.parse(settled.body);
          return { kind: 'sent', messageId: accepted?.message_id ?? accepted?.msg_id ?? null };
        }
        case 'doubt':
          return { kind: 'unconfirmed', reason: settled.cause };
        // This host knows no token to refresh: a 401 means that the key is wrong.
        case 'token':
          return { kind: 'refused', reason: 'configuration', code: settled.code };
        default:
          return settled;
      }
    },
  };
}
