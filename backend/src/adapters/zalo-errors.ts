/** The five hosts that answer with codes of their own; the same number means different things on different hosts. */
export type ZaloHost = 'openapi' | 'business' | 'graph' | 'oauth' | 'mini';

/** Why Zalo said no. A refusal is final for this call: the same request would be refused again. */
export const refusalReasons = [
  /** Nobody wrote, tapped or followed within the last 7 days. */
  'outside_window',
  'not_follower',
  /** The person blocked the Official Account or its invitations. */
  'blocked',
  /** The person switched this kind of message off, or never allowed it. */
  'user_restricted',
  /** Banned, or not seen on Zalo for more than 45 days. */
  'inactive',
  /** Promotions are not accepted between 22:00 and 06:00. */
  'night',
  /** No such person, phone number or group, or not reachable by this message type. */
  'bad_recipient',
  'bad_template',
  'bad_content',
  /** A request that is wrong in a way the message's words cannot cure. */
  'bad_request',
  'out_of_quota',
  /** This one person has had as many messages as Zalo allows. */
  'recipient_quota',
  'no_permission',
  /** The endpoint or message type is shut (transaction and promotion since 1 March 2026). */
  'shut',
  /** A code, token or grant that is used up, expired or foreign. */
  'bad_grant',
  /** The app, the Official Account or our secrets are not set up at Zalo as they must be. */
  'configuration',
  'failed',
  'unknown',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/**
 * What a code asks of us: `token` = refresh the access token and repeat (nothing was done); `try_later` = nothing was done and
 * the same request may go again after a while.
 */
export type ZaloOutcome =
  | { kind: 'refused'; reason: RefusalReason }
  | { kind: 'try_later'; reason: 'rate_limited' | 'processing' }
  | { kind: 'token' };

const refused = (reason: RefusalReason) => ({ kind: 'refused', reason }) as const;
const later = (reason: 'rate_limited' | 'processing') => ({ kind: 'try_later', reason }) as const;
const token = { kind: 'token' } as const;

/**
 * Every number Zalo documents, host by host. Sources: the error appendices of docs.zaloplatforms.com (Official Account, ZBS
 * Template Message, Social) and of the Mini App Open APIs; OAuth publishes none, its numbers were seen in answers.
 */
const table = {
  openapi: {
    [-32]: later('rate_limited'),
    [-100]: refused('bad_content'),
    [-200]: refused('failed'),
    [-201]: refused('bad_request'),
    [-204]: refused('configuration'),
    [-205]: refused('configuration'),
    [-209]: refused('configuration'),
    [-210]: refused('bad_content'),
    [-211]: refused('out_of_quota'),
    [-212]: refused('configuration'),
    [-213]: refused('not_follower'),
    [-214]: later('processing'),
    [-216]: token,
    [-217]: refused('blocked'),
    [-218]: refused('recipient_quota'),
    [-219]: refused('configuration'),
    [-220]: token,
    [-221]: refused('configuration'),
    [-223]: refused('no_permission'),
    [-224]: refused('configuration'),
    [-227]: refused('inactive'),
    [-230]: refused('outside_window'),
    [-232]: refused('outside_window'),
    [-233]: refused('shut'),
    [-234]: refused('night'),
    [-235]: refused('no_permission'),
    [-237]: refused('bad_recipient'),
    [-238]: refused('out_of_quota'),
    [-240]: refused('shut'),
    [-241]: refused('out_of_quota'),
    [-242]: refused('configuration'),
    [-244]: refused('user_restricted'),
    [-248]: refused('bad_content'),
    [-249]: refused('bad_template'),
    [-320]: refused('configuration'),
    [-321]: refused('out_of_quota'),
    [-403]: refused('bad_recipient'),
    [-1340]: refused('bad_content'),
    [-1341]: refused('bad_content'),
  },
  business: {
    [-32]: later('rate_limited'),
    [-100]: refused('failed'),
    [-101]: refused('configuration'),
    [-102]: refused('configuration'),
    [-103]: refused('configuration'),
    [-104]: refused('configuration'),
    [-105]: refused('configuration'),
    [-106]: refused('bad_request'),
    [-107]: refused('bad_request'),
    [-108]: refused('bad_recipient'),
    [-109]: refused('bad_template'),
    [-110]: refused('bad_recipient'),
    [-111]: refused('bad_content'),
    [-112]: refused('bad_template'),
    [-1121]: refused('bad_content'),
    [-1122]: refused('bad_content'),
    [-1124]: refused('bad_content'),
    [-113]: refused('bad_content'),
    [-1131]: refused('bad_content'),
    [-114]: refused('bad_recipient'),
    [-115]: refused('out_of_quota'),
    [-116]: refused('bad_content'),
    [-117]: refused('no_permission'),
    [-118]: refused('bad_recipient'),
    [-119]: refused('bad_recipient'),
    [-120]: refused('no_permission'),
    [-1201]: refused('no_permission'),
    [-1202]: refused('no_permission'),
    [-121]: refused('bad_request'),
    [-122]: refused('bad_request'),
    [-123]: refused('configuration'),
    [-124]: token,
    [-1241]: refused('configuration'),
    [-125]: refused('configuration'),
    [-126]: refused('out_of_quota'),
    [-127]: refused('no_permission'),
    [-131]: refused('bad_template'),
    [-132]: refused('bad_content'),
    [-133]: refused('night'),
    [-135]: refused('configuration'),
    [-1351]: refused('configuration'),
    [-136]: refused('configuration'),
    [-137]: refused('out_of_quota'),
    [-138]: refused('no_permission'),
    [-1381]: refused('configuration'),
    [-139]: refused('user_restricted'),
    [-140]: refused('user_restricted'),
    [-141]: refused('user_restricted'),
    [-142]: refused('configuration'),
    [-143]: refused('configuration'),
    [-144]: refused('out_of_quota'),
    [-1441]: refused('out_of_quota'),
    [-145]: refused('no_permission'),
    [-146]: refused('bad_template'),
    [-147]: refused('out_of_quota'),
    [-1471]: refused('recipient_quota'),
    [-1472]: refused('recipient_quota'),
    [-148]: refused('bad_request'),
    [-149]: refused('bad_request'),
    [-150]: refused('bad_request'),
  },
  graph: {
    [-32]: later('rate_limited'),
    [-242]: refused('configuration'),
    100: refused('bad_request'),
    110: refused('bad_recipient'),
    111: refused('bad_recipient'),
    112: refused('configuration'),
    210: refused('no_permission'),
    452: token,
    2500: refused('bad_request'),
    11004: refused('configuration'),
    12000: later('rate_limited'),
    12001: later('rate_limited'),
    12002: later('rate_limited'),
    12003: later('rate_limited'),
    12004: later('rate_limited'),
    12005: later('rate_limited'),
    12006: later('rate_limited'),
    12007: later('rate_limited'),
    12008: later('rate_limited'),
    12009: later('rate_limited'),
    12010: later('rate_limited'),
    12011: later('rate_limited'),
    12012: later('rate_limited'),
  },
  oauth: {
    [-32]: later('rate_limited'),
    [-14002]: refused('configuration'),
    [-14003]: refused('configuration'),
    [-14004]: refused('configuration'),
    [-14005]: refused('bad_grant'),
    [-14014]: refused('bad_grant'),
    [-14018]: refused('configuration'),
    [-14020]: refused('bad_grant'),
  },
  mini: {
    [-100]: refused('bad_request'),
    [-101]: refused('bad_content'),
    [-102]: refused('configuration'),
    [-103]: later('rate_limited'),
    [-104]: refused('configuration'),
    [-107]: refused('failed'),
    [-108]: refused('configuration'),
    [-109]: refused('out_of_quota'),
    [-110]: refused('bad_recipient'),
    [-111]: refused('user_restricted'),
    [-112]: refused('no_permission'),
    [-113]: refused('configuration'),
    [-114]: refused('configuration'),
    [-115]: refused('configuration'),
    [-116]: refused('configuration'),
    [-117]: refused('bad_content'),
  },
} satisfies Record<ZaloHost, Record<number, ZaloOutcome>>;

const outcomes: Record<ZaloHost, Readonly<Record<number, ZaloOutcome>>> = table;

/** What a host's code means to us; a number Zalo has not documented is a refusal for the reason `unknown`. */
export function outcomeOf(host: ZaloHost, code: number): ZaloOutcome {
  return outcomes[host][code] ?? refused('unknown');
}

/**
 * Whether the same news may still reach the person another way (template by UID, by phone, Mini App notification): true when
 * the refusal was about this channel, false when the words themselves or the person's wish stood against it.
 */
export const anotherChannelMayReach = {
  outside_window: true,
  not_follower: true,
  blocked: true,
  user_restricted: true,
  inactive: true,
  night: false,
  bad_recipient: true,
  bad_template: true,
  bad_content: false,
  bad_request: true,
  out_of_quota: true,
  recipient_quota: true,
  no_permission: true,
  shut: true,
  bad_grant: false,
  configuration: true,
  failed: true,
  unknown: true,
} as const satisfies Record<RefusalReason, boolean>;
