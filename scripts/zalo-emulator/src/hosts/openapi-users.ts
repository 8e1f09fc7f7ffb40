import type { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../errors.js';
import { dataQuery, jsonBody, parsed } from '../http.js';
import type { Person } from '../state.js';
import { vietnamDay, zaloDate } from '../vietnam-time.js';
import type { World } from '../world.js';

const UserId = z.union([z.string(), z.int().transform(String)]).pipe(z.string().regex(/^\d{1,32}$/));
const List = z.looseObject({
  offset: z.coerce.number().int().min(0).max(9951).default(0),
  count: z.coerce.number().int().min(1).max(50).default(50),
  tag_name: z.string().optional(),
  last_interaction_period: z
    .string()
    .regex(/^(TODAY|YESTERDAY|L7D|L30D|\d{4}_\d{2}_\d{2}:\d{4}_\d{2}_\d{2})$/)
    .optional(),
  is_follower: z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]).optional(),
});
const ofUser = z.looseObject({ user_id: UserId });
const Tagging = z.looseObject({ user_id: UserId, tag_name: z.string().trim().min(1) });
const Update = z.looseObject({
  user_id: UserId,
  alias: z.string().optional(),
  shared_info: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  name: z.string().optional(),
  phone: z.union([z.string(), z.number()]).optional(),
  address: z.string().optional(),
});

const dayMs = 24 * 3_600_000;

/** Followers, their details and tags, and what the Official Account is. */
export function users(router: Router, world: World): void {
  const { identity, people, store, clock, inboxes, webhooks } = world;

  function known(userId: string): Person {
    const person = people.byOaUserId(userId);
    if (!person) throw new Refusal(-201, 'user_id is invalid!');
    return person;
  }

  function within(person: Person, period: string): boolean {
    if (person.lastInteraction === null) return false;
    const day = vietnamDay(new Date(person.lastInteraction));
    const ago = (days: number) => vietnamDay(new Date(clock.now().getTime() - days * dayMs));
    const range = /^(\d{4})_(\d{2})_(\d{2}):(\d{4})_(\d{2})_(\d{2})$/.exec(period);
    if (range) return day >= range.slice(1, 4).join('-') && day <= range.slice(4, 7).join('-');
    const from = { TODAY: ago(0), YESTERDAY: ago(1), L7D: ago(7), L30D: ago(30) }[period] ?? ago(0);
    return day >= from && day <= (period === 'YESTERDAY' ? ago(1) : ago(0));
  }

  const getList = (asked: unknown) => {
    const { offset, count, tag_name: tag, last_interaction_period: period, is_follower: follower } = parsed(List, asked);
    const chosen = people
      .all()
      .filter((person) => person.follows || person.lastInteraction !== null)
      .filter((person) => follower === undefined || person.follows === follower)
      .filter((person) => tag === undefined || person.tags.includes(tag))
      .filter((person) => period === undefined || within(person, period));
    const page = chosen.slice(offset, offset + count).map((person) => ({ user_id: person.oaUserId }));
    return { data: { total: chosen.length, count: page.length, offset, users: page }, error: 0, message: 'Success' };
  };

  router.get('/v3.0/oa/user/getlist', (request, response) => {
    response.json(getList(dataQuery(request)));
  });
  router.post('/v3.0/oa/user/getlist', (request, response) => {
    response.json(getList(jsonBody(request)));
  });

  router.get('/v3.0/oa/user/detail', (request, response) => {
    const person = known(parsed(ofUser, dataQuery(request)).user_id);
    if (!person.follows && person.lastInteraction === null) throw new Refusal(-213);
    const avatar = person.avatar ?? `${world.baseUrl()}/avatars/${person.id}.svg`;
    const { address = '', city = '', district = '', phone = '', name = '' } = person.sharedInfo;
    response.json({
      data: {
        user_id: person.oaUserId,
        user_id_by_app: person.userIdByApp,
        user_external_id: '',
        display_name: person.name,
        user_alias: person.sharedInfo.alias ?? person.name,
        is_sensitive: person.sensitive,
        user_last_interaction_date: person.lastInteraction === null ? '' : zaloDate(new Date(person.lastInteraction)),
        user_is_follower: person.follows,
        avatar,
        avatars: { '120': avatar, '240': avatar },
        dynamic_param: '',
        tags_and_notes_info: { notes: [], tag_names: person.tags },
        shared_info: { address, city, district, phone, name },
      },
      error: 0,
      message: 'Success',
    });
  });

  const update = (asked: unknown) => {
    const { user_id: userId, alias, shared_info: shared = {}, name, phone, address } = parsed(Update, asked);
    const person = known(userId);
    const given = Object.entries({ alias, name, phone, address, ...shared }).filter(([, value]) => value !== undefined);
    Object.assign(person.sharedInfo, Object.fromEntries(given.map(([key, value]) => [key, String(value)])));
    people.changed(person);
    void webhooks.oa({ event_name: 'update_user_info', oa_id: identity.oaId, user_id: userId, user_id_by_app: person.userIdByApp });
    return { error: 0, message: 'Success' };
  };
  for (const path of ['/v3.0/oa/user/update', '/v3.0/oa/updatefollowerinfo', '/v2.0/oa/updatefollowerinfo'])
    router.post(path, (request, response) => {
      response.json(update(jsonBody(request)));
    });

  router.post('/v2.0/oa/deletefollowerinfo', (request, response) => {
    const person = known(parsed(ofUser, jsonBody(request)).user_id);
    person.sharedInfo = {};
    people.changed(person);
    response.json({ error: 0, message: 'Success' });
  });

  const tagEvent = (event: string, name: string, chosen: Person[]) =>
    void webhooks.oa({
      event_name: event,
      oa_id: identity.oaId,
      tag: { user_ids: chosen.map((person) => person.oaUserId), name },
      ...(chosen[0] ? { user_id_by_app: chosen[0].userIdByApp } : {}),
    });

  router.post('/v2.0/oa/tag/tagfollower', (request, response) => {
    const { user_id: userId, tag_name: tag } = parsed(Tagging, jsonBody(request));
    const person = known(userId);
    if (!person.tags.includes(tag)) person.tags.push(tag);
    people.changed(person);
    tagEvent('add_user_to_tag', tag, [person]);
    response.json({ error: 0, message: 'Success' });
  });

  router.post('/v2.0/oa/tag/rmfollowerfromtag', (request, response) => {
    const { user_id: userId, tag_name: tag } = parsed(Tagging, jsonBody(request));
    const person = known(userId);
    person.tags = person.tags.filter((other) => other !== tag);
    people.changed(person);
    tagEvent('remove_user_from_tag', tag, [person]);
    response.json({ error: 0, message: 'Success' });
  });

  router.post('/v2.0/oa/tag/rmtag', (request, response) => {
    const { tag_name: tag } = parsed(z.looseObject({ tag_name: z.string().min(1) }), jsonBody(request));
    const bearers = people.all().filter((person) => person.tags.includes(tag));
    if (bearers.length === 0) throw new Refusal(-201, 'tag_name is invalid!');
    for (const person of bearers) {
      person.tags = person.tags.filter((other) => other !== tag);
      people.changed(person);
    }
    tagEvent('remove_tag', tag, bearers);
    response.json({ error: 0, message: 'Success' });
  });

  router.get('/v2.0/oa/tag/gettagsofoa', (_request, response) => {
    response.json({ data: [...new Set(people.all().flatMap((person) => person.tags))], error: 0, message: 'Success' });
  });

  const Paging = z.looseObject({
    offset: z.int().min(0).default(0),
    count: z.int().min(1).max(10).default(10),
    user_id: UserId.optional(),
  });
  const row = (person: Person) => (message: ReturnType<typeof inboxes.of>[number]) => ({
    src: message.from === 'person' ? 1 : 0,
    time: Date.parse(message.at),
    type: message.kind === 'image' ? 'photo' : message.kind,
    message: message.text,
    message_id: message.id,
    from_id: message.from === 'person' ? person.oaUserId : identity.oaId,
    to_id: message.from === 'person' ? identity.oaId : person.oaUserId,
    from_display_name: message.from === 'person' ? person.name : store.state.settings.oaName,
    to_display_name: message.from === 'person' ? store.state.settings.oaName : person.name,
  });
  const chat = (person: Person) =>
    inboxes
      .of(person)
      .filter((message) => message.thread === 'oa')
      .map(row(person))
      .reverse();

  router.get('/v2.0/oa/listrecentchat', (request, response) => {
    const { offset, count } = parsed(Paging, dataQuery(request));
    const latest = people.all().flatMap((person) => chat(person).slice(0, 1));
    latest.sort((one, other) => other.time - one.time);
    response.json({ data: latest.slice(offset, offset + count), error: 0, message: 'Success' });
  });

  router.get('/v2.0/oa/conversation', (request, response) => {
    const { offset, count, user_id: userId } = parsed(Paging, dataQuery(request));
    response.json({ data: chat(known(userId ?? '')).slice(offset, offset + count), error: 0, message: 'Success' });
  });

  router.get('/v2.0/oa/getoa', (_request, response) => {
    response.json({
      data: {
        oaid: identity.oaId,
        name: store.state.settings.oaName,
        description: '',
        is_verified: true,
        oa_type: 4,
        cate_name: 'Cơ quan nhà nước',
        num_follower: people.all().filter((person) => person.follows).length,
        avatar: `${world.baseUrl()}/avatars/oa.svg`,
        cover: '',
        package_name: 'Nâng cao',
        package_valid_through_date: '31/12/2099',
        linked_ZCA: 'emulator',
      },
      error: 0,
      message: 'Success',
    });
  });
}
