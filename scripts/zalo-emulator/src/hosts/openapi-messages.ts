import type { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../errors.js';
import { jsonBody, parsed } from '../http.js';
import { contentOf } from '../message-content.js';
import type { Person } from '../state.js';
import { checkTemplateData, countToday, templateCard, templateValues, todaysCount } from '../templates.js';
import { isNight } from '../vietnam-time.js';
import { consultationWindow } from '../windows.js';
import type { World } from '../world.js';
import { broadcast } from './openapi-articles.js';

const UserId = z.union([z.string(), z.int().transform(String)]).pipe(z.string().regex(/^\d{1,32}$/));

const Consultation = z.looseObject({
  recipient: z.union([
    z.looseObject({ user_id: UserId }),
    z.looseObject({ message_id: z.string().min(1) }),
    z.looseObject({ anonymous_id: z.string().min(1), conversation_id: z.string().min(1) }),
  ]),
  message: z.looseObject({}),
});
const ByUid = z.looseObject({
  user_id: UserId,
  template_id: z.string().min(1),
  template_data: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});
const Reaction = z.looseObject({
  recipient: z.looseObject({ user_id: UserId }),
  sender_action: z.looseObject({ react_icon: z.string().min(1), react_message_id: z.string().min(1) }),
});
const QuotaOf = z.union([
  z.looseObject({ user_id: UserId }),
  z.looseObject({ quota_owner: z.enum(['OA', 'APP']), product_type: z.string().optional(), quota_type: z.string().optional() }),
]);

/** Consultation messages, templates by UID, quotas, and the endpoints that are shut. */
export function messages(router: Router, world: World): void {
  const { identity, people, store, clock, inboxes, webhooks } = world;
  const { state } = store;
  const shut = () => {
    throw new Refusal(state.settings.shutCode);
  };

  function known(userId: string): Person {
    const person = people.byOaUserId(userId);
    if (!person) throw new Refusal(-201, 'user_id is invalid!');
    return person;
  }

  function authorOf(messageId: string): Person {
    const person = people.all().find((candidate) => inboxes.of(candidate).some((message) => message.id === messageId));
    if (!person) throw new Refusal(-201, 'message_id is invalid!');
    return person;
  }

  router.post('/v3.0/oa/message/cs', (request, response) => {
    const { recipient, message } = parsed(Consultation, jsonBody(request));
    const content = contentOf(world, message);
    // Anonymous visitors of a website are nobody in this phone; Zalo takes the message all the same.
    if (typeof recipient.anonymous_id === 'string') {
      response.json({ data: { message_id: recipient.conversation_id }, error: 0, message: 'Success' });
      return;
    }
    const person = 'user_id' in recipient ? known(String(recipient.user_id)) : authorOf(String(recipient.message_id));
    const window = consultationWindow(person, clock.now());
    if (window.kind === 'refused') throw new Refusal(window.code);
    const sent = inboxes.deliver(person, { ...content, thread: 'oa', channel: 'cs', billed: window.kind === 'billed' });
    response.json({
      data: { message_id: sent.id, user_id: person.oaUserId, sent_time: String(Date.parse(sent.at)) },
      error: 0,
      message: 'Success',
    });
  });

  router.post('/v3.0/oa/message/template', (request, response) => {
    const body = parsed(ByUid, jsonBody(request));
    const template = Object.hasOwn(state.templates, body.template_id) ? state.templates[body.template_id] : undefined;
    if (!template) throw new Refusal(-201, 'template_id is invalid!');
    if (template.status !== 'ENABLE') throw new Refusal(-131);
    if (!template.ways.includes('uid')) throw new Refusal(-249);
    const data = templateValues(body.template_data);
    checkTemplateData(template, data);
    const person = known(body.user_id);
    if (person.inactive) throw new Refusal(-227);
    if (person.blocked) throw new Refusal(-217);
    if (person.restricted) throw new Refusal(-244);
    const night = isNight(clock.now());
    if (night && template.tag === 3) throw new Refusal(-234);
    const used = todaysCount(store, clock, 'uid');
    if (used >= state.settings.uidQuota) throw new Refusal(-211);
    countToday(store, clock, 'uid');
    const sent = inboxes.deliver(person, { ...templateCard(template, data), thread: 'oa', channel: 'template_uid', silent: night });
    response.json({
      error: 0,
      message: 'Success',
      data: {
        message_id: sent.id,
        user_id: person.oaUserId,
        sent_time: String(Date.parse(sent.at)),
        quota: { quota_type: template.tag === 3 ? 'reward_quota' : 'purchase_quota', remain: state.settings.uidQuota - used - 1 },
      },
    });
  });

  router.post('/v3.0/oa/message/transaction', shut);
  router.post('/v3.0/oa/message/promotion', shut);

  router.post('/v2.0/oa/message', (request, response) => {
    const body = jsonBody(request);
    const reaction = Reaction.safeParse(body ?? {});
    if (reaction.success) {
      const { recipient, sender_action: action } = reaction.data;
      const person = known(recipient.user_id);
      const message = inboxes.of(person).find((candidate) => candidate.id === action.react_message_id);
      if (!message) throw new Refusal(-201, 'react_message_id is invalid!');
      message.reaction = action.react_icon === '/-remove' ? null : action.react_icon;
      inboxes.changed(person);
      void webhooks.oa({
        event_name: 'oa_reacted_message',
        sender: { id: identity.oaId },
        recipient: { id: person.oaUserId },
        user_id_by_app: person.userIdByApp,
        message: { msg_id: message.id, react_icon: action.react_icon },
      });
      response.json({ data: { message_id: message.id }, error: 0, message: 'Success' });
      return;
    }
    const recipient = z.looseObject({ recipient: z.looseObject({}) }).safeParse(body ?? {});
    if (recipient.success && 'target' in recipient.data.recipient) response.json(broadcast(world, body));
    else if (recipient.success && 'anonymous_id' in recipient.data.recipient)
      response.json({ data: { message_id: String(recipient.data.recipient.conversation_id ?? '') }, error: 0, message: 'Success' });
    else throw new Refusal(-240);
  });

  router.post('/v3.0/oa/quota/message', (request, response) => {
    const asked = parsed(QuotaOf, jsonBody(request));
    if (!('user_id' in asked)) {
      const through = new Date(clock.now().getTime() + 30 * 24 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/');
      const total = state.settings.uidQuota;
      const asset = {
        product_type: asked.product_type ?? 'transaction',
        quota_type: asked.quota_type ?? 'purchase_quota',
        valid_through: through,
        total,
      };
      response.json({
        data: [{ asset_id: 'emulator', ...asset, remain: total - todaysCount(store, clock, 'uid') }],
        error: 0,
        message: 'Success',
      });
      return;
    }
    const person = known(String(asked.user_id));
    response.json({
      data: {
        ...(person.lastInteraction === null ? {} : { last_interaction: String(Date.parse(person.lastInteraction)) }),
        promotion: { daily_remain: 0, daily_total: 1, monthly_remain: 0, monthly_total: 6 },
      },
      error: 0,
      message: 'Success',
    });
  });

  router.post('/v2.0/oa/quota/message', (request, response) => {
    const { user_id: userId, type } = parsed(z.looseObject({ user_id: UserId, type: z.string().default('promotion') }), jsonBody(request));
    known(userId);
    response.json({ data: { type, remain: 0, total: 1 }, error: 0, message: 'Success' });
  });
}
