import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { outcomeOf, type RefusalReason } from './zalo-errors.js';
import { canBeToken, codeIn, type ZaloAnswer, type ZaloCall, zaloHttp } from './zalo-http.js';

/**
 * Who holds an access token, according to Zalo. Ids are digits in strings (they exceed 2^53). `appUserId` is the person's id
 * within our Zalo app, `oaUserId` their id towards the Official Account; null when Zalo does not name it. Name and avatar are
 * null until the person allowed them.
 */
export type ZaloIdentity = {
  kind: 'known';
  appUserId: string;
  name: string | null;
  avatar: string | null;
  oaUserId: string | null;
  follows: boolean | null;
};

/** `token_invalid`: the Mini App must fetch a fresh access token. `code` is Zalo's number, null when we refused ourselves. */
export type LoginRefused = { kind: 'refused'; reason: 'token_invalid' | RefusalReason; code: number | null };
/** Zalo could not be asked, or is not set up; nothing is known about the person. `cause` is for the log. */
export type LoginUnavailable = { kind: 'unavailable'; cause: string };

export interface ZaloLogin {
  /** Asks Zalo whose token this is. Never believes anything else. */
  whoIs(accessToken: string): Promise<ZaloIdentity | LoginRefused | LoginUnavailable>;
  /** Exchanges the token of `getPhoneNumber` (2 minutes, single use) for the number, in E.164: `+84…`. */
  phoneNumber(accessToken: string, phoneToken: string): Promise<{ kind: 'number'; phone: string } | LoginRefused | LoginUnavailable>;
}

export interface ZaloLoginOptions {
  graphUrl: string;
  appId: string;
  /** The secret of the Zalo app that owns the Mini App (not the Official Account's, not the Open API key). */
  appSecret: string;
  miniAppId: string;
  timeoutMs?: number;
}

const ZaloId = z.string().regex(/^\d{1,32}$/);

const text = z
  .string()
  .trim()
  .transform((value) => value.normalize('NFC') || null);

const Identity = z.looseObject({
  id: ZaloId,
  name: text.nullish().catch(null),
  picture: z
    .looseObject({ data: z.looseObject({ url: z.url({ protocol: /^https?$/ }) }) })
    .nullish()
    .catch(null),
  user_id_by_oa: ZaloId.nullish().catch(null),
  is_follower: z.boolean().nullish().catch(null),
});

const PhoneAnswer = z.looseObject({ data: z.looseObject({ number: z.string().regex(/^(?:\+?84|0)\d{8,10}$/) }) });

/** `user_id_by_oa` and `is_follower` are what zmp-sdk itself asks for; only the plain ones are documented for servers. */
const allFields = 'id,name,picture,user_id_by_oa,is_follower,is_sensitive';
const documentedFields = 'id,name,picture';
/** Graph's words for "I do not know this field": invalid parameter, syntax. */
const unknownField = new Set([100, 2500]);

/** Proves to Zalo that the token is used by the app it was made for (mandatory since 1 January 2024). */
export function appSecretProof(accessToken: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(accessToken).digest('hex');
}

/** Zalo's Graph API as the sign-in needs it. */
export function zaloLogin({ graphUrl, appId, appSecret, miniAppId, timeoutMs }: ZaloLoginOptions): ZaloLogin {
  const call: ZaloCall = zaloHttp({ baseUrl: graphUrl, ...(timeoutMs === undefined ? {} : { timeoutMs }) });

  const me = (accessToken: string, query: Record<string, string>) =>
    call({
      method: 'GET',
      path: '/v2.0/me',
      query,
      headers: { access_token: accessToken, appsecret_proof: appSecretProof(accessToken, appSecret) },
    });

  return {
    async whoIs(accessToken) {
      if (!canBeToken(accessToken)) return { kind: 'refused', reason: 'token_invalid', code: null };
      let answer = await me(accessToken, { fields: allFields, miniapp_id: miniAppId });
      if (answer.kind === 'answer' && unknownField.has(codeIn(answer) ?? 0)) answer = await me(accessToken, { fields: documentedFields });
      const failure = failureOf(answer, appId);
      if (failure) return failure;
      const body = bodyOf(answer);
      // Graph answers a token it does not know as nobody: success without an id.
      if (body.id === undefined || body.id === null || body.id === '') return { kind: 'refused', reason: 'token_invalid', code: null };
      const identity = Identity.safeParse(body);
      if (!identity.success) return { kind: 'unavailable', cause: 'graph: the id is not a string of digits' };
      const { id, name, picture, user_id_by_oa: oaUserId, is_follower: follows } = identity.data;
      return {
        kind: 'known',
        appUserId: id,
        name: name ?? null,
        avatar: picture?.data.url ?? null,
        oaUserId: oaUserId ?? null,
        follows: follows ?? null,
      };
    },

    async phoneNumber(accessToken, phoneToken) {
      if (!canBeToken(accessToken)) return { kind: 'refused', reason: 'token_invalid', code: null };
      if (!canBeToken(phoneToken)) return { kind: 'refused', reason: 'bad_grant', code: null };
      const answer = await call({
        method: 'GET',
        path: '/v2.0/me/info',
        headers: { access_token: accessToken, code: phoneToken, secret_key: appSecret },
      });
      const failure = failureOf(answer, appId);
      if (failure) return failure;
      const parsed = PhoneAnswer.safeParse(bodyOf(answer));
      // Success without a number: the person withdrew, or Zalo withholds it from this server (addresses outside Vietnam).
      if (!parsed.success) return { kind: 'refused', reason: 'no_permission', code: null };
      return { kind: 'number', phone: parsed.data.data.number.replace(/^(?:\+?84|0)/, '+84') };
    },
  };
}

function bodyOf(answer: ZaloAnswer): Readonly<Record<string, unknown>> {
  return answer.kind === 'answer' ? answer.body : {};
}

/** Null when Zalo answered with success. Graph reports errors in bodies of HTTP 200, and sometimes in a 401. */
function failureOf(answer: ZaloAnswer, appId: string): LoginRefused | LoginUnavailable | null {
  if (answer.kind !== 'answer') return { kind: 'unavailable', cause: `graph: ${answer.cause}` };
  const code = codeIn(answer);
  if (code === 0 || code === null) return null;
  if (code === 401) return { kind: 'refused', reason: 'token_invalid', code };
  const outcome = outcomeOf('graph', code);
  switch (outcome.kind) {
    case 'token':
      return { kind: 'refused', reason: 'token_invalid', code };
    case 'try_later':
      return { kind: 'unavailable', cause: `graph: ${outcome.reason} (${code})` };
    case 'refused':
      if (outcome.reason === 'configuration') return { kind: 'unavailable', cause: `graph: app ${appId} is not set up (${code})` };
      return { kind: 'refused', reason: outcome.reason, code };
  }
}
