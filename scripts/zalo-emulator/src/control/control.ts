import express, { Router } from 'express';
import { z } from 'zod';
import { Fault } from '../faults.js';
import { explained } from '../ledger.js';
import { Settings } from '../settings.js';
import { Template } from '../state.js';
import type { World } from '../world.js';
import { peopleControl } from './people.js';
import { asked, ControlProblem, controlProblems, listOf } from './problems.js';

const ClockMove = z.union([
  z.strictObject({ advanceMs: z.int() }),
  z.strictObject({ set: z.iso.datetime({ offset: true }) }),
  z.strictObject({ reset: z.literal(true) }),
]);
const Webhooks = z.strictObject({
  oaUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .optional(),
  miniAppUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .optional(),
  oaSubscribed: z.boolean().optional(),
  miniAppSubscribed: z.boolean().optional(),
});
const Emitted = z.discriminatedUnion('target', [
  z.strictObject({
    target: z.literal('oa'),
    event: z.looseObject({ event_name: z.string() }),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({ target: z.literal('mini_app'), event: z.looseObject({ event: z.string() }) }),
  /** Bytes as they are, for samples that lack what a real event has. */
  z.strictObject({ target: z.literal('oa_raw'), event: z.record(z.string(), z.unknown()) }),
]);
const LedgerQuery = z.object({
  kind: z.enum(['request', 'message', 'webhook']).optional(),
  person: z.string().optional(),
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(50_000).default(50_000),
});

/** The control API: everything a test or the phone page steers the emulator with. */
export function control(world: World): Router {
  const { identity, clock, store, bus, faults, ledger, oaTokens, webhooks } = world;
  const { state } = store;
  const router = Router();
  router.use(express.json({ limit: '10mb' }));
  router.use('/people', peopleControl(world));

  const time = () => ({ now: clock.now().toISOString(), offsetMs: clock.offsetMs() });
  router.get('/clock', (_request, response) => {
    response.json(time());
  });
  router.post('/clock', (request, response) => {
    const move = asked(ClockMove, request.body);
    if ('advanceMs' in move) clock.moveTo(clock.offsetMs() + move.advanceMs);
    else if ('set' in move) clock.moveTo(clock.offsetMs() + Date.parse(move.set) - clock.now().getTime());
    else clock.moveTo(0);
    response.json(time());
  });

  router.get('/status', (_request, response) => {
    const { appId, miniAppId, oaId } = identity;
    const { webhooks: hooks, settings, grant, deliveries } = state;
    response.json({
      appId,
      miniAppId,
      oaId,
      people: Object.keys(state.people).length,
      clock: time(),
      granted: grant !== null,
      accessTokenExpiresAt: grant?.accessExpiresAt ?? null,
      webhooks: { ...hooks, waiting: deliveries.length },
      settings,
      faults: faults.list().length,
    });
  });

  router.get('/settings', (_request, response) => {
    response.json(state.settings);
  });
  router.put('/settings', (request, response) => {
    // Only what was named changes; defaults must not come back for the rest.
    const names = asked(z.record(z.string(), z.unknown()), request.body);
    state.settings = asked(Settings, { ...state.settings, ...names });
    store.changed();
    bus.tell({ kind: 'settings' });
    response.json(state.settings);
  });

  router.post('/oa-grant', (request, response) => {
    const { codeChallenge } = asked(z.strictObject({ codeChallenge: z.string().min(1) }), request.body);
    response.json({ code: oaTokens.issueCode(codeChallenge), oaId: identity.oaId });
  });
  router.post('/oa-tokens', (_request, response) => {
    response.json(oaTokens.issue());
  });
  router.delete('/oa-grant', (_request, response) => {
    state.grant = null;
    store.changed();
    response.status(204).end();
  });

  router.get('/templates', (_request, response) => {
    response.json(Object.values(state.templates));
  });
  router.post('/templates', (request, response) => {
    const given = asked(z.array(Template), listOf(request.body));
    for (const template of given) state.templates[template.id] = template;
    store.changed();
    response.status(201).json(given);
  });
  router.delete('/templates/:id', (request, response) => {
    delete state.templates[request.params.id];
    store.changed();
    response.status(204).end();
  });

  /** Sets a group; whoever is new in it joins and whoever is gone leaves, with the events Zalo sends about it. */
  router.put('/groups/:id', async (request, response) => {
    const { id } = request.params;
    const group = asked(z.strictObject({ name: z.string().min(1), members: z.array(z.string()) }), request.body);
    const before = state.groups[id];
    state.groups[id] = group;
    store.changed();
    const event = { oa_id: world.identity.oaId, group_id: id };
    const users = (members: readonly string[]) =>
      members.flatMap((member) => world.people.byId(member) ?? []).map((one) => ({ id: one.oaUserId }));
    const joined = users(group.members.filter((member) => !before?.members.includes(member)));
    const left = users((before?.members ?? []).filter((member) => !group.members.includes(member)));
    if (!before) await webhooks.oa({ ...event, event_name: 'create_group', group_name: group.name, users: joined });
    else if (joined.length > 0) await webhooks.oa({ ...event, event_name: 'user_join_group', users: joined });
    if (left.length > 0) await webhooks.oa({ ...event, event_name: 'user_out_group', users: left });
    response.json({ id, ...group });
  });
  router.delete('/groups/:id', async (request, response) => {
    const { id } = request.params;
    if (state.groups[id]) {
      delete state.groups[id];
      store.changed();
      await webhooks.oa({ oa_id: world.identity.oaId, group_id: id, event_name: 'delete_group' });
    }
    response.status(204).end();
  });

  router.get('/webhooks', (_request, response) => {
    response.json({ ...state.webhooks, waiting: state.deliveries });
  });
  router.put('/webhooks', (request, response) => {
    const given = asked(Webhooks, request.body);
    Object.assign(state.webhooks, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
    // Deliveries that waited for the subscription take up their ladder again.
    webhooks.resume();
    store.changed();
    bus.tell({ kind: 'webhook' });
    response.json({ ...state.webhooks, waiting: state.deliveries });
  });
  router.post('/webhooks/emit', async (request, response) => {
    const given = asked(Emitted, request.body);
    if (given.target === 'oa') await webhooks.oa(given.event, given.headers);
    else if (given.target === 'mini_app') await webhooks.miniApp(given.event);
    else await webhooks.raw('oa', given.event);
    response.status(202).json({ sent: true });
  });
  router.get('/webhooks/idle', async (_request, response) => {
    await webhooks.idle();
    response.json({ idle: true });
  });

  router.get('/ledger', (request, response) => {
    const { kind, person, after, limit } = asked(LedgerQuery, request.query);
    const entries = ledger.list({ kind, personId: person, after, limit });
    response.json(entries.map((entry) => (entry.kind === 'request' ? { ...entry, words: explained(entry.host, entry.error) } : entry)));
  });
  router.delete('/ledger', (_request, response) => {
    ledger.clear();
    response.status(204).end();
  });

  router.get('/faults', (_request, response) => {
    response.json(faults.list());
  });
  router.put('/faults', (request, response) => {
    faults.set(asked(z.array(Fault), request.body));
    response.json(faults.list());
  });
  router.delete('/faults', (_request, response) => {
    faults.set([]);
    response.status(204).end();
  });

  /** Takes people, messages, tokens, faults, the ledger and the clock back to the beginning; addresses and templates stay. */
  router.post('/reset', (_request, response) => {
    for (const one of world.people.all()) world.people.remove(one);
    Object.assign(state, {
      grant: null,
      usedRefreshTokens: [],
      deadAccessTokens: [],
      codes: {},
      deliveries: [],
      counters: {},
      articles: {},
      settings: Settings.parse({ oaName: state.settings.oaName, miniAppName: state.settings.miniAppName }),
    });
    for (const tokens of [state.userTokens, state.userRefreshTokens, state.infoTokens, state.logins, state.sessions])
      for (const token of Object.keys(tokens)) delete tokens[token];
    state.webhooks.oaSubscribed = true;
    state.webhooks.miniAppSubscribed = true;
    faults.set([]);
    ledger.clear();
    clock.moveTo(0);
    store.changed();
    bus.tell({ kind: 'people' });
    response.status(204).end();
  });

  router.get('/events', (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', Connection: 'keep-alive' });
    response.write('retry: 1000\n\n');
    const leave = bus.listen((news) => response.write(`data: ${JSON.stringify(news)}\n\n`));
    const beat = setInterval(() => response.write(': \n\n'), 20_000);
    request.on('close', () => {
      leave();
      clearInterval(beat);
    });
  });

  router.use(() => {
    throw new ControlProblem(404, 'Không có đường dẫn điều khiển này; xem README.');
  });
  router.use(controlProblems);
  return router;
}
