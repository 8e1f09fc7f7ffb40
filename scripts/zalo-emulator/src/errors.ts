/** Zalo's words for its codes, its misspellings included (docs.zaloplatforms.com: OA error appendix, ZBS error table, Open APIs). */
const openapi = {
  [-32]: 'Your application reached limit call api',
  [-100]: 'attachment_id was expired',
  [-200]: 'Send message failed',
  [-201]: 'parameter is invalid!',
  [-204]: 'Offical Account is disable',
  [-205]: 'Offical Account is not exist',
  [-209]: 'Not supported this api',
  [-210]: 'Parameter exceeds allowable limit',
  [-211]: 'Out of quota',
  [-212]: 'App has not registed this api',
  [-213]: 'User has not followed OA',
  [-214]: 'Article is being processed',
  [-216]: 'Access token is invalid',
  [-217]: 'User has blocked invitation from OA',
  [-218]: 'Out of quota receive',
  [-219]: 'App is removed or disabled',
  [-220]: 'access_token is expired or removed',
  [-221]: 'The OA needs to be verified',
  [-223]: 'OA has reached quota create article',
  [-224]: 'OA needs to upgrade OA Tier Package',
  [-227]: 'User is banned or inactive > 45 days',
  [-230]: 'User has not interacted with the OA in the past 7 days',
  [-232]: 'User has not interacted with the OA, or the last interaction has expired',
  [-233]: 'message type is invalid or not support',
  [-234]: 'This message cannot be sent at night (10PM-6AM)',
  [-235]: 'API does not support this type of OA',
  [-237]: 'The group is disabled',
  [-240]: 'MessageV2 API has been shut down, please switch to MessageV3',
  [-242]: 'Invalid appsecret_proof provided in the API argument',
  [-244]: 'User has restricted this message type from your OA',
  [-248]: 'Violates our platform standards',
  [-249]: 'Template does not support send via UID',
  [-320]: 'The app needs to be connected to a Zalo Cloud Account',
  [-321]: 'Zalo Cloud Account is out of money',
  [-131]: 'Template is not approved',
  [-1121]: 'Template data is too long',
  [-1122]: 'Template data is missing a parameter',
  [-1124]: 'Template data has a wrong format',
} as const;

const business = {
  [-32]: 'Your application reached limit call api',
  [-100]: 'Unknown error',
  [-106]: 'Method unsupported',
  [-107]: 'Message id invalid',
  [-108]: 'Phone number is invalid',
  [-109]: 'Template id is invalid',
  [-114]: 'User is unable to receive the message',
  [-115]: 'Out of quota or balance',
  [-118]: 'Zalo account does not exist',
  [-119]: 'Account is unable to receive the message',
  [-121]: 'Body data is empty',
  [-122]: 'Body format is not JSON',
  [-124]: 'Access token invalid',
  [-127]: 'Template test can only be sent to admin',
  [-131]: 'Template is not approved',
  [-132]: 'Parameter is invalid',
  [-133]: 'This template is not allowed to be sent at night (10PM-6AM)',
  [-1121]: 'Template data is too long',
  [-1122]: 'Template data is missing a parameter',
  [-1124]: 'Template data has a wrong format',
  [-139]: 'User refused to receive this type of message',
  [-141]: 'User refused to receive messages from the Official Account',
  [-144]: 'Official Account has exceeded its daily limit',
  [-147]: 'Template has exceeded its daily limit',
} as const;

const graph = {
  [-242]: 'Invalid appsecret_proof provided in the API argument',
  [-501]: 'Personal information is limited due to app-user is not in Viet Nam',
  [-1401]: 'User Authentication Required',
  [-14004]: 'Invalid secret key',
  100: 'Invalid parameter',
  210: 'User not visible',
  452: 'Session key invalid. This could be because the session key has an improper format, or is revoked',
  12002: 'Application request limit reached',
} as const;

const mini = {
  [-100]: 'Required parameter is missing',
  [-101]: 'Parameter is invalid',
  [-102]: 'API key is invalid',
  [-103]: 'Too many requests',
  [-108]: 'App id is invalid',
  [-109]: 'Out of quota',
  [-110]: 'User id is invalid',
  [-111]: 'App is currently unable to notify this user',
  [-112]: 'API key does not have the required scope',
  [-113]: 'IP address is not allowed',
  [-114]: 'Mini App id is invalid',
} as const;

const oauth = {
  [-32]: 'Your application reached limit call api',
  [-14002]: 'Invalid appId',
  [-14003]: 'Invalid redirect uri',
  [-14004]: 'Invalid secret key',
  [-14005]: 'Invalid authorization code',
  [-14014]: 'Invalid refresh token.',
  [-14018]: 'Invalid grant type',
  [-14020]: 'Refresh token has been used',
} as const;

const tables: Readonly<Record<HostName, Readonly<Record<number, string>>>> = { openapi, business, graph, mini, oauth, h5: {} };

/** The hosts the emulator stands for, by their short names. */
export type HostName = 'openapi' | 'business' | 'graph' | 'oauth' | 'mini' | 'h5';

/** A refusal in Zalo's own form; `reply` turns it into HTTP 200 with `error` and `message`. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: number;
  constructor(code: number, words?: string) {
    super(words ?? '');
    this.code = code;
  }
}

/** What Zalo says beside a code; "Unknown error" for codes outside the tables. */
export function wordsFor(host: HostName, code: number): string {
  return tables[host][code] ?? 'Unknown error';
}
