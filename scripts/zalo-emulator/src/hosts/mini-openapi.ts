import type { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../errors.js';
import { hostRouter, jsonBody, refusals } from '../http.js';
import { countToday, templateCard, templateValues, todaysCount } from '../templates.js';
import type { World } from '../world.js';

const Notification = z.looseObject({
  templateId: z.string().min(1),
  templateData: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** openapi.mini.zalo.me: notifications of the Mini App to people who allowed them. */
export function miniOpenapiHost(world: World): Router {
  const { identity, people, store, clock, inboxes } = world;
  const router = hostRouter(world, 'mini');

  router.post('/notification/template', (request, response) => {
    const { settings } = store.state;
    if (request.headers['x-api-key'] !== `Bearer ${identity.openApiKey}`) throw new Refusal(-102);
    const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    if (settings.notificationAddresses.length > 0 && !settings.notificationAddresses.includes(address)) throw new Refusal(-113);
    if (!settings.notificationScope) throw new Refusal(-112);
    if (request.headers['x-miniapp-id'] !== identity.miniAppId) throw new Refusal(-114);
    const body = Notification.safeParse(jsonBody(request) ?? {});
    if (!body.success) throw new Refusal(-100, `${body.error.issues[0]?.path.join('.') || 'body'} is required`);
    const person = people.byAppUserId(String(request.headers['x-user-id'] ?? ''));
    if (!person) throw new Refusal(-110);
    const template = store.state.templates[body.data.templateId];
    if (!template?.ways.includes('notification') || template.status !== 'ENABLE') throw new Refusal(-101, 'templateId is invalid');
    const data = templateValues(body.data.templateData);
    const missing = template.parameters.find(({ name, required }) => required && !data[name]?.trim());
    if (missing) throw new Refusal(-100, `templateData.${missing.name} is required`);
    const long = template.parameters.find(({ name, maxLength }) => [...(data[name] ?? '')].length > maxLength);
    if (long) throw new Refusal(-101, `templateData.${long.name} is too long`);
    if (!person.notifications || person.inactive) throw new Refusal(-111);
    if (todaysCount(store, clock, 'notification') >= settings.notificationsPerDay) throw new Refusal(-109);
    countToday(store, clock, 'notification');
    const { title = '', contentTitle = '', contentDescription = '', buttonText, buttonUrl } = data;
    const card = templateCard(template, data);
    const message = inboxes.deliver(
      person,
      {
        ...card,
        thread: 'mini_app',
        channel: 'notification',
        kind: 'notification',
        title: title || contentTitle || card.title || '',
        text: card.text || [contentTitle, contentDescription].filter((line) => line && line !== title).join('\n'),
        rows: [],
        buttons: buttonText && buttonUrl ? [{ title: buttonText, type: 'oa.open.url', payload: { url: buttonUrl } }] : (card.buttons ?? []),
      },
      { recipient: person.appUserId, phone: false },
    );
    response.json({ error: 0, message: 'Success', data: { message_id: message.id } });
  });

  router.use(...refusals(world, 'mini'));
  return router;
}
