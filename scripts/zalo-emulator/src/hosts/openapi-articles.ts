import type { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../errors.js';
import { jsonBody, parsed } from '../http.js';
import { randomHex } from '../ids.js';
import type { Article, Person } from '../state.js';
import { countToday, todaysCount } from '../templates.js';
import { isNight, vietnamDay } from '../vietnam-time.js';
import type { World } from '../world.js';

const Text = z.union([z.string(), z.number()]).transform(String);
const Written = z.looseObject({
  type: z.enum(['normal', 'video']).default('normal'),
  title: z.string().min(1).max(150),
  author: z.string().max(50).default(''),
  description: z.string().max(300).default(''),
  cover: z.looseObject({ photo_url: z.string().optional() }).optional(),
  body: z.array(z.record(z.string(), Text)).default([]),
  status: z.enum(['show', 'hide']).default('hide'),
  comment: z.enum(['show', 'hide']).default('show'),
});
const ByToken = z.looseObject({ token: z.string().min(1) });
const ById = z.looseObject({ id: z.string().min(1) });

/** Filters come as an integer, an array, or a list with commas. */
const numbers = (largest: number) =>
  z
    .union([z.int(), z.array(z.union([z.int(), z.string()])), z.string()])
    .transform((given) => (Array.isArray(given) ? given : String(given).split(',')).map(Number))
    .pipe(z.array(z.int().min(0).max(largest)));
const Broadcast = z.looseObject({
  recipient: z.looseObject({
    target: z.looseObject({
      ages: numbers(7).optional(),
      gender: numbers(2).optional(),
      locations: numbers(2).optional(),
      cities: numbers(63).optional(),
      platform: numbers(3).optional(),
    }),
  }),
  message: z.looseObject({
    attachment: z.looseObject({
      type: z.literal('template'),
      payload: z.looseObject({
        template_type: z.literal('media'),
        elements: z.array(z.looseObject({ media_type: z.literal('article'), attachment_id: z.string().min(1) })).min(1),
      }),
    }),
  }),
});

/** Zalo's age groups 0–7 by their first years: under 12, 12, 18, 25, 35, 45, 55, 65. */
const ageFrom = [0, 12, 18, 25, 35, 45, 55, 65];

function ageGroup(person: Person, today: string): number | null {
  if (person.birthday === null) return null;
  const years = Number(today.slice(0, 4)) - Number(person.birthday.slice(0, 4)) - (today.slice(5) < person.birthday.slice(5) ? 1 : 0);
  return ageFrom.findLastIndex((from) => years >= from);
}

/** Sends a published article to the followers the target describes; what is not known of a person does not exclude them. */
export function broadcast(world: World, body: unknown): { data: { message_id: string }; error: 0; message: string } {
  const { people, store, clock, inboxes } = world;
  const { recipient, message } = parsed(Broadcast, body, -201);
  const { target } = recipient;
  if (isNight(clock.now())) throw new Refusal(-234);
  const chosen = message.attachment.payload.elements.map(({ attachment_id: id }) => {
    const article = store.state.articles[id];
    if (!article || article.status === 'hide') throw new Refusal(-201, 'attachment_id is invalid!');
    if (Date.parse(article.readyAt) > clock.now().getTime()) throw new Refusal(-214);
    return article;
  });
  const today = vietnamDay(clock.now());
  const followers = people.all().filter((person) => person.follows && !person.blocked && !person.inactive && !person.restricted);
  const genderOf = { male: 1, female: 2 } as const;
  const audience = followers.filter((person) => {
    const age = ageGroup(person, today);
    const ageFits = target.ages === undefined || age === null || target.ages.includes(age);
    const wanted = target.gender?.filter((number) => number > 0) ?? [];
    return ageFits && (wanted.length === 0 || person.gender === null || wanted.includes(genderOf[person.gender]));
  });
  const limit = Math.max(500, Math.floor(followers.length * 0.05));
  if (todaysCount(store, clock, 'broadcast') + audience.length > limit) throw new Refusal(-211);
  for (const person of audience) {
    countToday(store, clock, 'broadcast');
    for (const article of chosen)
      inboxes.deliver(person, {
        thread: 'oa',
        channel: 'broadcast',
        kind: 'article',
        title: article.title,
        text: article.description,
        image: article.cover,
        url: `${world.baseUrl()}/articles/${article.id}`,
      });
  }
  return { data: { message_id: randomHex(20) }, error: 0, message: 'Success' };
}

/** Articles: written, processed for a while, then known by their id. */
export function articles(router: Router, world: World): void {
  const { store, clock } = world;
  const { state } = store;
  const success = { error: 0, message: 'Success' };

  const fields = (given: z.output<typeof Written>) => ({
    title: given.title,
    description: given.description,
    author: given.author,
    type: given.type,
    status: given.status,
    comment: given.comment,
    cover: given.cover?.photo_url ?? null,
    body: given.body,
  });
  function known(id: string): Article {
    const article = Object.hasOwn(state.articles, id) ? state.articles[id] : undefined;
    if (!article) throw new Refusal(-201, 'id is invalid!');
    return article;
  }
  const ready = () => new Date(clock.now().getTime() + state.settings.articleProcessingMs).toISOString();

  router.post('/v2.0/article/create', (request, response) => {
    const given = parsed(Written, jsonBody(request));
    const month = `articles:${vietnamDay(clock.now()).slice(0, 7)}`;
    if ((state.counters[month] ?? 0) >= state.settings.articlesPerMonth) throw new Refusal(-223);
    state.counters[month] = (state.counters[month] ?? 0) + 1;
    const article = { ...fields(given), id: randomHex(20), token: randomHex(40), readyAt: ready(), createdAt: clock.now().toISOString() };
    state.articles[article.id] = article;
    store.changed();
    response.json({ data: { token: article.token }, ...success });
  });

  router.post('/v2.0/article/update', (request, response) => {
    const body = jsonBody(request);
    const article = known(parsed(ById, body).id);
    Object.assign(article, fields(parsed(Written, body)), { token: randomHex(40), readyAt: ready() });
    store.changed();
    response.json({ data: { token: article.token }, ...success });
  });

  router.post('/v2.0/article/verify', (request, response) => {
    const { token } = parsed(ByToken, jsonBody(request));
    const article = Object.values(state.articles).find((candidate) => candidate.token === token);
    if (!article) throw new Refusal(-201, 'token is invalid!');
    if (Date.parse(article.readyAt) > clock.now().getTime()) throw new Refusal(-214);
    response.json({ data: { id: article.id }, ...success });
  });

  router.post('/v2.0/article/remove', (request, response) => {
    delete state.articles[known(parsed(ById, jsonBody(request)).id).id];
    store.changed();
    response.json(success);
  });

  router.get('/v2.0/article/getdetail', (request, response) => {
    const article = known(String(request.query.id ?? ''));
    const { id, type, title, author, description, body, status, comment } = article;
    const cover = { cover_type: 'photo', photo_url: article.cover ?? '', status: 'show' };
    response.json({ data: { id, type, title, author, description, cover, body, status, comment, related_medias: [] }, ...success });
  });

  router.get('/v2.0/article/getslice', (request, response) => {
    const paging = z.looseObject({
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(50).default(10),
    });
    const { offset, limit } = parsed(paging, request.query);
    const type = request.query.type === 'video' ? 'video' : 'normal';
    const chosen = Object.values(state.articles).filter((article) => article.type === type);
    const medias = chosen.slice(offset, offset + limit).map(({ id, title, status, cover, createdAt }) => ({
      id,
      type,
      title,
      status,
      total_view: 0,
      total_share: 0,
      create_date: Date.parse(createdAt),
      update_date: Date.parse(createdAt),
      thumb: cover ?? '',
      link_view: `${world.baseUrl()}/articles/${id}`,
    }));
    response.json({ data: { medias, total: chosen.length }, ...success });
  });
}
