import { Router } from 'express';
import { z } from 'zod';
import { NewPerson, PeopleError } from '../people.js';
import { Action, act } from '../person-actions.js';
import { type Message, Person } from '../state.js';
import { billedWindowMs, consultationWindow, freeWindowMs } from '../windows.js';
import type { World } from '../world.js';
import { asked, ControlProblem, listOf } from './problems.js';

const Changes = Person.partial()
  .omit({ id: true, appUserId: true, oaUserId: true })
  .strict()
  .refine((changes) => Object.keys(changes).length > 0, 'phải có ít nhất một điều cần đổi');

/** People: made in bulk, found, given tokens, and made to act. */
export function peopleControl(world: World): Router {
  const { people, inboxes, clock, bus } = world;
  const router = Router();

  function person(id: string): Person {
    const found = people.byId(id) ?? people.byAppUserId(id) ?? people.byOaUserId(id) ?? people.byPhone(id.replace(/^(\+?84|0)/, '84'));
    if (!found) throw new ControlProblem(404, `Không có người nào mang mã "${id}".`);
    return found;
  }

  const shown = (one: Person) => {
    const window = consultationWindow(one, clock.now());
    const last = one.lastInteraction === null ? null : Date.parse(one.lastInteraction);
    const inbox = inboxes.of(one);
    return {
      ...one,
      avatar: one.avatar ?? `/avatars/${one.id}.svg`,
      unread: inbox.filter((message) => message.from === 'oa' && message.seenAt === null).length,
      lastMessageAt: inbox.at(-1)?.at ?? null,
      window: {
        kind: window.kind,
        code: window.kind === 'refused' ? window.code : 0,
        freeUntil: last === null ? null : new Date(last + freeWindowMs).toISOString(),
        billedUntil: last === null ? null : new Date(last + billedWindowMs).toISOString(),
      },
    };
  };

  router.post('/', (request, response) => {
    const given = asked(z.array(NewPerson).max(5000), listOf(request.body));
    const made = given.map((one) => people.add(one));
    bus.tell({ kind: 'people' });
    response.status(201).json(made.map(shown));
  });

  router.get('/', (request, response) => {
    const query = asked(
      z.object({
        q: z.string().default(''),
        limit: z.coerce.number().int().min(1).max(5000).default(1000),
        offset: z.coerce.number().int().min(0).default(0),
      }),
      request.query,
    );
    const found = people.search(query.q);
    response.json({ total: found.length, people: found.slice(query.offset, query.offset + query.limit).map(shown) });
  });

  router.get('/:id', (request, response) => {
    response.json(shown(person(request.params.id)));
  });

  router.patch('/:id', (request, response) => {
    const one = person(request.params.id);
    const changes = asked(Changes, request.body);
    if (changes.phone && people.byPhone(changes.phone) && people.byPhone(changes.phone) !== one)
      throw new PeopleError('Số điện thoại đã có người dùng.');
    const { name, phone, ...others } = changes;
    people.add({ id: one.id, name: name ?? one.name, ...(phone === undefined ? {} : { phone }) });
    Object.assign(one, others);
    people.changed(one);
    response.json(shown(one));
  });

  router.delete('/:id', (request, response) => {
    people.remove(person(request.params.id));
    response.status(204).end();
  });

  router.post('/:id/access-token', (request, response) => {
    response.json(people.issueTokens(person(request.params.id)));
  });

  router.post('/:id/phone-token', (request, response) => {
    response.json({ token: people.issueInfoToken(person(request.params.id), 'phone') });
  });

  router.post('/:id/location-token', (request, response) => {
    response.json({ token: people.issueInfoToken(person(request.params.id), 'location') });
  });

  router.get('/:id/inbox', (request, response) => {
    const { after } = asked(z.object({ after: z.string().optional() }), request.query);
    const inbox: Message[] = inboxes.of(person(request.params.id));
    const from = after === undefined ? 0 : inbox.findIndex((message) => message.id === after) + 1;
    response.json(inbox.slice(from));
  });

  router.delete('/:id/inbox', (request, response) => {
    const one = person(request.params.id);
    inboxes.of(one).length = 0;
    inboxes.changed(one);
    response.status(204).end();
  });

  router.post('/:id/actions', async (request, response) => {
    const one = person(request.params.id);
    response.json(await act(world, one, asked(Action, request.body)));
  });

  return router;
}
