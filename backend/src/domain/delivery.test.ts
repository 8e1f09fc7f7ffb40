import { describe, expect, it } from 'vitest';
import { type Channel, planChannels } from './delivery.js';

type Input = Parameters<typeof planChannels>[0];
const now = new Date('2026-11-24T02:00:00Z');
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

const everything: Input = {
  now,
  contact: { oaUserId: '4210', follows: true, lastInteractionAt: hoursAgo(1), blocked: false },
  appUserId: '77',
  notificationsAllowed: true,
  phone: '+84912345123',
  consent: true,
  configured: { templateByUid: true, templateByPhone: true, notification: true, billedConsultation: true },
};
const plan = (contact: Partial<Input['contact']>, rest: Partial<Input> = {}): Channel[] =>
  planChannels({ ...everything, ...rest, contact: { ...everything.contact, ...contact } });

describe('channels of one message', () => {
  const all: Channel[] = ['consultation', 'template_by_uid', 'notification', 'template_by_phone'];
  it.each<[string, Partial<Input['contact']>, Partial<Input>, Channel[]]>([
    ['free consultation first', {}, {}, all],
    ['free to the last minute of 48 hours', { lastInteractionAt: hoursAgo(48) }, {}, all],
    [
      'billed from then on',
      { lastInteractionAt: hoursAgo(48.1) },
      {},
      ['template_by_uid', 'notification', 'consultation', 'template_by_phone'],
    ],
    [
      'billed to the last minute of seven days',
      { lastInteractionAt: hoursAgo(168) },
      {},
      ['template_by_uid', 'notification', 'consultation', 'template_by_phone'],
    ],
    ['never after seven days', { lastInteractionAt: hoursAgo(168.1) }, {}, ['template_by_uid', 'notification', 'template_by_phone']],
    [
      'never billed when not allowed',
      { lastInteractionAt: hoursAgo(60) },
      { configured: { ...everything.configured, billedConsultation: false } },
      ['template_by_uid', 'notification', 'template_by_phone'],
    ],
    [
      'a follower of unknown interaction after the template',
      { lastInteractionAt: null },
      {},
      ['template_by_uid', 'consultation', 'notification', 'template_by_phone'],
    ],
    [
      'consultation as the last free try when it is unknown whether they follow or wrote',
      { lastInteractionAt: null, follows: null },
      {},
      ['template_by_uid', 'notification', 'consultation', 'template_by_phone'],
    ],
    ['no consultation to one who unfollowed', { follows: false }, {}, ['template_by_uid', 'notification', 'template_by_phone']],
    ['nothing of the account to one who blocked it', { blocked: true }, {}, ['notification']],
    ['nothing of the account without its user id, but the phone', { oaUserId: null }, {}, ['notification', 'template_by_phone']],
    ['no notification without an opt-in', {}, { notificationsAllowed: null }, ['consultation', 'template_by_uid', 'template_by_phone']],
    ['no notification after a refusal', {}, { notificationsAllowed: false }, ['consultation', 'template_by_uid', 'template_by_phone']],
    ['no notification without an app user id', {}, { appUserId: null }, ['consultation', 'template_by_uid', 'template_by_phone']],
    ['no phone template without a phone', {}, { phone: null }, ['consultation', 'template_by_uid', 'notification']],
    ['nothing without consent', {}, { consent: false }, []],
    [
      'consultation alone when nothing is configured',
      {},
      { configured: { templateByUid: false, templateByPhone: false, notification: false, billedConsultation: false } },
      ['consultation'],
    ],
    ['an interaction a moment ahead of our clock counts as just now', { lastInteractionAt: hoursAgo(-0.01) }, {}, all],
  ])('%s', (_promise, contact, rest, expected) => expect(plan(contact, rest)).toEqual(expected));

  it('names no channel twice, whatever is known', () => {
    for (const lastInteractionAt of [null, hoursAgo(1), hoursAgo(50), hoursAgo(200)])
      for (const follows of [null, true, false])
        for (const blocked of [true, false]) {
          const channels = plan({ lastInteractionAt, follows, blocked });
          expect(new Set(channels).size).toBe(channels.length);
          if (channels.includes('template_by_phone')) expect(channels.at(-1)).toBe('template_by_phone');
        }
  });
});
