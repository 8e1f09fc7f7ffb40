import { z } from 'zod';
import type { Bus } from './bus.js';
import type { EmulatorClock } from './clock.js';
import type { Identity } from './identity.js';
import { derivedId, randomHex, randomToken } from './ids.js';
import { plain } from './search-text.js';
import { scopes } from './settings.js';
import { Person } from './state.js';
import type { Store } from './store.js';

const Phone = z
  .string()
  .transform((text) => text.replace(/[\s.-]/g, '').replace(/^(?:\+?84|0)/, '84'))
  .pipe(z.string().regex(/^84\d{8,10}$/, 'phải là số điện thoại Việt Nam'));

/** What may be said of a person at creation; the rest gets a value of its own. The same `id` again updates that person. */
export const NewPerson = z.strictObject({
  id: Person.shape.id.optional(),
  name: z
    .string()
    .trim()
    .min(1)
    .transform((text) => text.normalize('NFC')),
  phone: Phone.nullable().optional(),
  birthday: z.iso.date().nullable().optional(),
  gender: z.enum(['male', 'female']).nullable().optional(),
  note: z.string().optional(),
  avatar: z.url().nullable().optional(),
  appUserId: Person.shape.appUserId.optional(),
  oaUserId: Person.shape.oaUserId.optional(),
  userIdByApp: Person.shape.userIdByApp.optional(),
  follows: z.boolean().optional(),
  lastInteraction: z.iso.datetime({ offset: true }).nullable().optional(),
  blocked: z.boolean().optional(),
  restricted: z.boolean().optional(),
  inactive: z.boolean().optional(),
  sensitive: z.boolean().optional(),
  admin: z.boolean().optional(),
  scopes: z.array(z.enum(scopes)).optional(),
  notifications: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  location: Person.shape.location.optional(),
});
export type NewPerson = z.infer<typeof NewPerson>;

/** A clash of ids or phone numbers, or somebody who does not exist. */
export class PeopleError extends Error {
  override name = 'PeopleError';
}

const userTokenMs = 3_600_000;
const userRefreshMs = 30 * 24 * 3_600_000;
const infoTokenMs = 120_000;

/** The people who have Zalo, under all their ids, and the tokens that stand for them. */
export interface People {
  add(given: NewPerson): Person;
  byId(id: string): Person | undefined;
  byOaUserId(id: string): Person | undefined;
  byAppUserId(id: string): Person | undefined;
  byPhone(phone: string): Person | undefined;
  all(): Person[];
  /** By name without marks, phone, note or any id. */
  search(words: string): Person[];
  changed(person: Person): void;
  remove(person: Person): void;
  /** A Mini App access token and its refresh token: 1 hour and 30 days. */
  issueTokens(person: Person): { accessToken: string; refreshToken: string; expiresInSeconds: number };
  /** Whose token this is; undefined when unknown, revoked or expired. */
  byAccessToken(token: string): Person | undefined;
  /** A token of `getPhoneNumber` or `getLocation`: 2 minutes, single use. */
  issueInfoToken(person: Person, kind: 'phone' | 'location'): string;
  takeInfoToken(token: string, person: Person): 'phone' | 'location' | undefined;
  /** Takes every token of this person away. */
  revoke(person: Person): void;
}

export function createPeople({
  identity,
  clock,
  store,
  bus,
}: {
  identity: Identity;
  clock: EmulatorClock;
  store: Store;
  bus: Bus;
}): People {
  const { state } = store;
  const by = { oa: new Map<string, Person>(), app: new Map<string, Person>(), phone: new Map<string, Person>() };

  function index(person: Person): void {
    by.oa.set(person.oaUserId, person);
    by.app.set(person.appUserId, person);
    if (person.phone !== null) by.phone.set(person.phone, person);
  }

  function unindex(person: Person): void {
    by.oa.delete(person.oaUserId);
    by.app.delete(person.appUserId);
    if (person.phone !== null) by.phone.delete(person.phone);
  }

  for (const person of Object.values(state.people)) index(person);

  function merged(given: NewPerson): Person {
    const id = given.id ?? randomHex(12);
    const before = state.people[id];
    const now = clock.now().toISOString();
    const follows = given.follows ?? before?.follows ?? false;
    const appUserId = given.appUserId ?? before?.appUserId ?? derivedId('app', identity.appId, id);
    const last = given.lastInteraction === undefined ? (before?.lastInteraction ?? (follows ? now : null)) : given.lastInteraction;
    return {
      id,
      name: given.name,
      phone: given.phone === undefined ? (before?.phone ?? null) : given.phone,
      birthday: given.birthday === undefined ? (before?.birthday ?? null) : given.birthday,
      gender: given.gender === undefined ? (before?.gender ?? null) : given.gender,
      note: given.note ?? before?.note ?? '',
      avatar: given.avatar === undefined ? (before?.avatar ?? null) : given.avatar,
      appUserId,
      oaUserId: given.oaUserId ?? before?.oaUserId ?? derivedId('oa', identity.oaId, id),
      userIdByApp: given.userIdByApp ?? before?.userIdByApp ?? appUserId,
      follows,
      followedAt: follows ? (before?.followedAt ?? now) : null,
      unfollowedAt: before?.unfollowedAt ?? null,
      lastInteraction: last === null ? null : new Date(last).toISOString(),
      blocked: given.blocked ?? before?.blocked ?? false,
      restricted: given.restricted ?? before?.restricted ?? false,
      inactive: given.inactive ?? before?.inactive ?? false,
      sensitive: given.sensitive ?? before?.sensitive ?? false,
      admin: given.admin ?? before?.admin ?? false,
      scopes: given.scopes ?? before?.scopes ?? [],
      never: before?.never ?? [],
      notifications: given.notifications ?? before?.notifications ?? false,
      interacts: before?.interacts ?? false,
      tags: given.tags ?? before?.tags ?? [],
      location: given.location ?? before?.location ?? { latitude: '21.588472', longitude: '105.519204' },
      sharedInfo: before?.sharedInfo ?? {},
    };
  }

  const alive = (entry: { expiresAt: string }) => Date.parse(entry.expiresAt) > clock.now().getTime();
  const expiry = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();
  function sweep(tokens: Record<string, { expiresAt: string }>): void {
    if (Object.keys(tokens).length < 5_000) return;
    for (const [token, entry] of Object.entries(tokens)) if (!alive(entry)) delete tokens[token];
  }

  return {
    add(given) {
      const person = merged(given);
      const clash = [
        by.oa.get(person.oaUserId),
        by.app.get(person.appUserId),
        person.phone === null ? undefined : by.phone.get(person.phone),
      ].find((other) => other && other.id !== person.id);
      if (clash) throw new PeopleError(`${person.name}: số điện thoại hoặc mã đã thuộc về ${clash.name} (${clash.id}).`);
      const before = state.people[person.id];
      if (before) unindex(before);
      const kept = before ? Object.assign(before, person) : person;
      state.people[person.id] = kept;
      index(kept);
      store.changed();
      return kept;
    },
    byId: (id) => (Object.hasOwn(state.people, id) ? state.people[id] : undefined),
    byOaUserId: (id) => by.oa.get(id),
    byAppUserId: (id) => by.app.get(id),
    byPhone: (phone) => by.phone.get(phone),
    all: () => Object.values(state.people),
    search(words) {
      const wanted = plain(words).split(/\s+/).filter(Boolean);
      return Object.values(state.people).filter((person) => {
        const { name, phone, note, id, appUserId, oaUserId } = person;
        const text = plain([name, phone ?? '', phone?.replace(/^84/, '0') ?? '', note, id, appUserId, oaUserId].join(' '));
        return wanted.every((word) => text.includes(word));
      });
    },
    changed(person) {
      store.changed();
      bus.tell({ kind: 'person', personId: person.id });
    },
    remove(person) {
      unindex(person);
      delete state.people[person.id];
      delete state.inboxes[person.id];
      store.changed();
      bus.tell({ kind: 'people' });
    },
    issueTokens(person) {
      sweep(state.userTokens);
      const tokens = { accessToken: randomToken(), refreshToken: randomToken(), expiresInSeconds: userTokenMs / 1000 };
      state.userTokens[tokens.accessToken] = { personId: person.id, expiresAt: expiry(userTokenMs) };
      state.userRefreshTokens[tokens.refreshToken] = { personId: person.id, expiresAt: expiry(userRefreshMs) };
      store.changed();
      return tokens;
    },
    byAccessToken(token) {
      const entry = Object.hasOwn(state.userTokens, token) ? state.userTokens[token] : undefined;
      return entry && alive(entry) ? state.people[entry.personId] : undefined;
    },
    issueInfoToken(person, kind) {
      sweep(state.infoTokens);
      const token = randomToken();
      state.infoTokens[token] = { personId: person.id, kind, expiresAt: expiry(infoTokenMs) };
      store.changed();
      return token;
    },
    takeInfoToken(token, person) {
      const entry = Object.hasOwn(state.infoTokens, token) ? state.infoTokens[token] : undefined;
      if (!entry || entry.personId !== person.id) return undefined;
      delete state.infoTokens[token];
      store.changed();
      return alive(entry) ? entry.kind : undefined;
    },
    revoke(person) {
      for (const tokens of [state.userTokens, state.userRefreshTokens, state.infoTokens])
        for (const [token, entry] of Object.entries(tokens)) if (entry.personId === person.id) delete tokens[token];
      store.changed();
    },
  };
}
