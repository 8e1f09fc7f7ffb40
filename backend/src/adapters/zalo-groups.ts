import { z } from 'zod';
import { asZaloMessage, type MessageContent } from './zalo-content.js';
import type { OaCalls, Pacing } from './zalo-oa-calls.js';
import { refusedHere, type SendOutcome } from './zalo-send.js';

export interface ZaloGroups {
  /** A message to a group of the Official Account (GMF), at any hour. What looks like a mention in the text names nobody. */
  sendGroup(message: MessageContent & { groupId: string }, pacing?: Pacing): Promise<SendOutcome>;
}

const Text = z.string().min(1).nullish().catch(null);
const SentData = z.looseObject({ data: z.looseObject({ message_id: Text, msg_id: Text }).nullish().catch(null) });

/** Group messages of the Official Account. */
export function zaloGroups({ send }: OaCalls): ZaloGroups {
  return {
    async sendGroup({ groupId, text, ...rest }, pacing) {
      if (!/^[\w-]{1,64}$/.test(groupId)) return refusedHere('bad_recipient');
      // `[@<id>]` would call a member, or everybody, by name.
      const message = asZaloMessage({ ...rest, text: text.replaceAll('[@', '[ @') });
      if (!message) return refusedHere('bad_content');
      return send(
        'openapi',
        { method: 'POST', path: '/v3.0/oa/group/message', json: { recipient: { group_id: groupId }, message } },
        (body) => {
          const { data } = SentData.parse(body);
          return data?.message_id ?? data?.msg_id ?? null;
        },
        pacing,
      );
    },
  };
}
