import { createHash } from 'node:crypto';
import type { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../errors.js';
import { hostRouter, jsonBody, oaTokenRequired, refusals } from '../http.js';
import type { Person, Template } from '../state.js';
import { checkTemplateData, countToday, templateCard, templateValues, todaysCount } from '../templates.js';
import { isNight } from '../vietnam-time.js';
import type { World } from '../world.js';
import { takeUpload, uploadRules } from './openapi-uploads.js';

const common = {
  template_id: z.union([z.string(), z.int().transform(String)]),
  template_data: z.record(z.string(), z.union([z.string(), z.number()])),
  tracking_id: z.string().min(1).max(48),
  sending_mode: z.enum(['1', '3']).optional(),
  mode: z.enum(['development']).optional(),
};
const Common = z.looseObject(common);
const ByPhone = z.looseObject({ phone: z.string(), ...common });
const ByHash = z.looseObject({ hash_phone: z.string().regex(/^[0-9a-f]{64}$/), ...common });

/** business.openapi.zalo.me: templates by phone number (ZNS, today "ZBS Template Message"). */
export function businessHost(world: World): Router {
  const { people, store, clock, inboxes } = world;
  const { state } = store;
  const router = hostRouter(world, 'business');
  router.use(oaTokenRequired(world, 'business'));
  const success = { error: 0, message: 'Success' };

  function read<T>(schema: z.ZodType<T>, body: unknown): T {
    if (body === undefined) throw new Refusal(-122);
    const result = schema.safeParse(body);
    if (result.success) return result.data;
    const [field] = result.error.issues[0]?.path ?? [];
    if (field === 'phone' || field === 'hash_phone') throw new Refusal(-108);
    if (field === 'template_id') throw new Refusal(-109);
    throw new Refusal(-132, `Parameter is invalid: ${String(field ?? 'body')}`);
  }

  function template(id: string): Template {
    const found = Object.hasOwn(state.templates, id) ? state.templates[id] : undefined;
    if (!found?.ways.includes('phone')) throw new Refusal(-109);
    return found;
  }

  function send(asked: z.output<typeof Common>, person: Person | undefined, recipient: string) {
    const chosen = template(asked.template_id);
    if (chosen.status !== 'ENABLE' && asked.mode !== 'development') throw new Refusal(-131);
    const data = templateValues(asked.template_data);
    checkTemplateData(chosen, data);
    const { phoneDailyQuota, phoneNightRule } = state.settings;
    if (phoneNightRule && !chosen.night && isNight(clock.now())) throw new Refusal(-133);
    if (!person) throw new Refusal(-118);
    if (person.inactive) throw new Refusal(-119);
    if (person.blocked) throw new Refusal(-141);
    if (person.restricted) throw new Refusal(-139);
    if (asked.mode === 'development' && !person.admin) throw new Refusal(-127);
    const used = todaysCount(store, clock, 'phone');
    if (used >= phoneDailyQuota) throw new Refusal(-144);
    if (chosen.dailyQuota !== null && todaysCount(store, clock, `template-${chosen.id}`) >= chosen.dailyQuota) throw new Refusal(-147);
    countToday(store, clock, 'phone');
    countToday(store, clock, `template-${chosen.id}`);
    const sent = inboxes.deliver(
      person,
      {
        ...templateCard(chosen, data),
        thread: 'oa',
        channel: 'template_phone',
        trackingId: asked.tracking_id,
        silent: isNight(clock.now()),
      },
      { recipient, phone: true },
    );
    return {
      ...success,
      data: {
        msg_id: sent.id,
        sent_time: String(Date.parse(sent.at)),
        sending_mode: asked.sending_mode ?? '1',
        quota: { dailyQuota: String(phoneDailyQuota), remainingQuota: String(phoneDailyQuota - used - 1) },
      },
    };
  }

  router.post('/message/template', (request, response) => {
    const asked = read(ByPhone, jsonBody(request));
    const phone = asked.phone.replace(/^\+/, '');
    if (!/^84\d{8,10}$/.test(phone)) throw new Refusal(-108);
    response.json(send(asked, people.byPhone(phone), phone));
  });

  router.post('/message/template/hashphone', (request, response) => {
    const asked = read(ByHash, jsonBody(request));
    const hashed = (phone: string) => createHash('sha256').update(phone).digest('hex');
    const person = people.all().find(({ phone }) => phone !== null && hashed(phone) === asked.hash_phone);
    response.json(send(asked, person, asked.hash_phone));
  });

  router.get('/message/status', (request, response) => {
    const id = String(request.query.message_id ?? '');
    const message = people
      .all()
      .flatMap((person) => inboxes.of(person))
      .find((candidate) => candidate.id === id && candidate.channel === 'template_phone');
    const delivered = message?.receivedAt ?? null;
    const status = !message ? -1 : delivered ? 1 : 0;
    const words = ['Message does not exist', 'Message has been sent', 'Message has been delivered'][status + 1];
    response.json({ ...success, data: { delivery_time: delivered ? String(Date.parse(delivered)) : '', message: words, status } });
  });

  router.get('/message/quota', (_request, response) => {
    const total = state.settings.phoneDailyQuota;
    const left = String(Math.max(0, total - todaysCount(store, clock, 'phone')));
    response.json({ ...success, data: { dailyQuota: String(total), remainingQuota: left } });
  });

  router.get('/quality', (_request, response) => {
    response.json({ ...success, data: { oaCurrentQuality: 'HIGH', oa7dayQuality: 'HIGH' } });
  });

  router.get('/message/template-tag', (_request, response) => {
    response.json({ ...success, data: ['TRANSACTION', 'CUSTOMER_CARE', 'PROMOTION'] });
  });

  const phoneTemplates = () => Object.values(state.templates).filter((candidate) => candidate.ways.includes('phone'));
  router.get('/template/all', (request, response) => {
    const offset = Number(request.query.offset ?? 0);
    const limit = Math.min(Number(request.query.limit ?? 100), 100);
    const all = phoneTemplates();
    const data = all.slice(offset, offset + limit).map(({ id, name, status }) => ({
      templateId: id,
      templateName: name,
      createdTime: 0,
      status,
      templateQuality: 'HIGH',
    }));
    response.json({ ...success, data, metadata: { total: all.length } });
  });

  const info = (id: string) => {
    const { name, status, parameters, tag, buttons } = template(id);
    const listParams = parameters.map(({ name: parameter, required, type, maxLength }) => ({
      name: parameter,
      require: required,
      type: type.toUpperCase(),
      maxLength,
      minLength: 0,
      acceptNull: false,
    }));
    const templateTag = ['TRANSACTION', 'CUSTOMER_CARE', 'PROMOTION'][tag - 1];
    const listButtons = buttons.map((button) => ({ title: button.title, type: button.type, content: button.payload }));
    return {
      ...success,
      data: { templateId: id, templateName: name, status, timeout: 0, previewUrl: '', templateTag, listParams, listButtons, price: '200' },
    };
  };
  for (const path of ['/template/info', '/template/info/v2'])
    router.get(path, (request, response) => {
      response.json(info(String(request.query.template_id ?? '')));
    });

  router.get('/template/sample-data', (request, response) => {
    const { parameters } = template(String(request.query.template_id ?? ''));
    response.json({
      ...success,
      data: Object.fromEntries(parameters.map(({ name, type }) => [name, type === 'date' ? '01/12/2026' : name])),
    });
  });

  router.post('/upload/image', async (request, response) => {
    const upload = await takeUpload(world, request, { ...uploadRules.image, limit: 500 * 1024 });
    response.json({ ...success, data: { media_id: upload.id } });
  });

  router.get('/rating/get', (_request, response) => {
    response.json({ ...success, data: { total: 0, data: [] } });
  });

  router.use(...refusals(world, 'business'));
  return router;
}
