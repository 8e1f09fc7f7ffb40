import type { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../errors.js';
import { jsonBody, parsed } from '../http.js';
import { contentOf } from '../message-content.js';
import type { World } from '../world.js';

const GroupMessage = z.looseObject({ recipient: z.looseObject({ group_id: z.string().min(1) }), message: z.looseObject({}) });

/** Messages to a group of the Official Account (GMF). */
export function groups(router: Router, world: World): void {
  const { identity, people, store, inboxes, webhooks } = world;

  router.post('/v3.0/oa/group/message', (request, response) => {
    const { recipient, message } = parsed(GroupMessage, jsonBody(request));
    const group = store.state.groups[recipient.group_id];
    if (!group) throw new Refusal(-237);
    const content = contentOf(world, message);
    // `[@user_id]` names a member, `[@group_id]` everybody.
    const text = content.text?.replace(/\[@(\d+)\]/g, (whole, id: string) =>
      id === recipient.group_id ? '@Mọi người' : `@${people.byOaUserId(id)?.name ?? whole}`,
    );
    const sent = group.members
      .map((id) => people.byId(id))
      .filter((member) => member !== undefined)
      .map((member) => inboxes.deliver(member, { ...content, text, title: group.name, thread: 'oa', channel: 'group' }));
    const messageId = sent[0]?.id ?? '';
    void webhooks.oa({
      event_name: 'oa_send_group_text',
      sender: { id: identity.oaId },
      recipient: { id: recipient.group_id },
      message: { text: content.text ?? '', msg_id: messageId },
    });
    response.json({ data: { message_id: messageId, group_id: recipient.group_id }, error: 0, message: 'Success' });
  });
}
