import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How often, of a thousand calls that send a message, each kind of trouble strikes. */
export type Troubles = {
  /** Refused with HTTP 429 or -32, nothing done. */
  limited: number;
  /** The token died: -216, nothing done. */
  tokenDead: number;
  /** Cut off or HTTP 500 before anything was done. */
  lostBefore: number;
  /** Carried out, but the answer never came, was cut off, or was HTTP 500. */
  lostAfter: number;
  /** This person refuses: -213, -217 or -244. */
  refused: number;
};

/** One message as it was accepted for a person. */
export type Accepted = { userId: string; text: string; at: number; messageId: string };

export type ZaloRecorder = Awaited<ReturnType<typeof startZaloRecorder>>;

type Options = {
  followers: number;
  appId: string;
  oaId: string;
  oaSecret: string;
  troubles: Troubles;
  /** Random numbers from 0 to 1; the same ones give the same troubles. */
  random: () => number;
};

const api = {
  token: '/oauth/v4/oa/access_token',
  followers: '/openapi/v3.0/oa/user/getlist',
  detail: '/openapi/v3.0/oa/user/detail',
  consultation: '/openapi/v3.0/oa/message/cs',
  template: '/openapi/v3.0/oa/message/template',
  me: '/graph/v2.0/me',
} as const;

/**
 * A second Zalo, written apart from the emulator and knowing only what one broadcast needs: it keeps its own record of what it accepted for
 * whom, fails at random, and tells the webhook of receipts. Ids are strings beyond 2^53, as Zalo's are.
 */
export async function startZaloRecorder(options: Options) {
  const { appId, oaId, oaSecret, troubles, random } = options;
  const userIds = Array.from({ length: options.followers }, (_, index) => String(4_000_000_000_000_000_000n + BigInt(index) * 7n));
  const known = new Set(userIds);
  const refusing = new Set<string>();
  const accepted: Accepted[] = [];
  const calls: number[] = [];
  let tokenNumber = 1;
  let quiet = false;
  let webhookUrl: string | null = null;
  let webhooks = Promise.resolve();

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const reply = answer(request, Buffer.concat(chunks).toString('utf8'));
      if (reply === 'silence') return;
      if (reply === 'hang up') {
        response.destroy();
        return;
      }
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply.json));
    });
  });

  function answer(request: IncomingMessage, body: string): Reply {
    const url = new URL(request.url ?? '/', 'http://recorder');
    const token = request.headers.access_token;
    if (url.pathname === api.token) {
      tokenNumber += 1;
      return { json: { access_token: `token-${tokenNumber}`, refresh_token: `refresh-${tokenNumber}`, expires_in: '90000' } };
    }
    if (url.pathname === api.me)
      return { json: { error: 0, message: 'Success', id: String(token).replace('person-', ''), name: 'Nguyễn Văn Thử' } };
    if (token !== `token-${tokenNumber}`) return refusal(-216, 'Access token is invalid');
    const asked = JSON.parse(url.searchParams.get('data') ?? '{}') as { offset?: number; count?: number; user_id?: string };
    if (url.pathname === api.followers) {
      const { offset = 0, count = 50 } = asked;
      const users = userIds.slice(offset, offset + Math.min(count, 50)).map((user_id) => ({ user_id }));
      return success({ total: userIds.length, count: users.length, offset, users });
    }
    if (url.pathname === api.detail) {
      const userId = asked.user_id ?? '';
      if (!known.has(userId)) return refusal(-213, 'User has not followed OA');
      return success({ user_id: userId, user_id_by_app: appIdOf(userId), display_name: 'Người dân', user_is_follower: true });
    }
    if (url.pathname === api.consultation || url.pathname === api.template) return message(url.pathname, body);
    return refusal(-209, 'Not supported this api');
  }

  function message(where: string, body: string): Reply {
    calls.push(performance.now());
    const sent = JSON.parse(body) as {
      user_id?: string;
      recipient?: { user_id?: string };
      message?: { text?: string };
      template_data?: Record<string, string>;
    };
    const userId = (where === api.template ? sent.user_id : sent.recipient?.user_id) ?? '';
    const text = sent.message?.text ?? Object.values(sent.template_data ?? {}).join('\n');
    if (!known.has(userId)) return refusal(-201, 'user_id is invalid!');
    if (refusing.has(userId)) return refusal(-217, 'User has blocked invitation from OA');
    const trouble = quiet ? 'none' : draw();
    if (trouble === 'limited') return random() < 0.5 ? { status: 429, json: {} } : refusal(-32, 'Your application reached limit call api');
    if (trouble === 'tokenDead') {
      tokenNumber += 1;
      return refusal(-216, 'Access token is invalid');
    }
    if (trouble === 'lostBefore') return random() < 0.5 ? { status: 500, json: {} } : 'hang up';
    if (trouble === 'refused') {
      refusing.add(userId);
      return refusal(-217, 'User has blocked invitation from OA');
    }
    const messageId = createHash('sha256').update(`${accepted.length}`).digest('hex').slice(0, 20);
    accepted.push({ userId, text, at: performance.now(), messageId });
    tell(userId, messageId);
    if (trouble === 'lostAfter') {
      const how = random();
      if (how < 0.4) return 'silence';
      return how < 0.7 ? { status: 500, json: {} } : 'hang up';
    }
    return success({ message_id: messageId, user_id: userId, sent_time: String(Date.now()) });
  }

  function draw(): keyof Troubles | 'none' {
    let left = random() * 1_000;
    for (const kind of ['limited', 'tokenDead', 'lostBefore', 'lostAfter', 'refused'] as const) {
      if (left < troubles[kind]) return kind;
      left -= troubles[kind];
    }
    return 'none';
  }

  /** Two receipts in three arrive, some of them twice; nobody waits for them. */
  function tell(userId: string, messageId: string): void {
    if (webhookUrl === null || random() < 0.33) return;
    const times = random() < 0.1 ? 2 : 1;
    const event = random() < 0.3 ? 'user_seen_message' : 'user_received_message';
    const message = event === 'user_seen_message' ? { msg_ids: [messageId] } : { msg_id: messageId };
    const timestamp = String(Date.now());
    const body = JSON.stringify({ app_id: appId, sender: { id: oaId }, recipient: { id: userId }, event_name: event, message, timestamp });
    const mac = createHash('sha256').update(`${appId}${body}${timestamp}${oaSecret}`).digest('hex');
    const url = webhookUrl;
    for (let time = 0; time < times; time += 1)
      webhooks = webhooks.then(async () => {
        await fetch(url, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json', 'X-ZEvent-Signature': `mac=${mac}` },
        }).catch(() => undefined);
      });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    /** What the API and the worker are told to find this Zalo. */
    environment: {
      ZALO_OPENAPI_URL: `${url}/openapi`,
      ZALO_BUSINESS_URL: `${url}/business`,
      ZALO_OAUTH_URL: `${url}/oauth`,
      ZALO_GRAPH_URL: `${url}/graph`,
      ZALO_MINI_OPENAPI_URL: `${url}/mini`,
      ZALO_OA_REFRESH_TOKEN: 'refresh-1',
    },
    userIds,
    accepted,
    /** When each call that sends a message came in, in milliseconds. */
    calls,
    /** Where receipts go. */
    tellAt: (webhook: string) => {
      webhookUrl = webhook;
    },
    /** No more troubles. */
    behave: () => {
      quiet = true;
    },
    receiptsTold: () => webhooks,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Reply = { status?: number; json: unknown } | 'silence' | 'hang up';
const success = (data: unknown): Reply => ({ json: { data, error: 0, message: 'Success' } });
const refusal = (error: number, message: string): Reply => ({ json: { error, message } });

/** The id of the same person in the app. */
const appIdOf = (userId: string) => String(BigInt(userId) + 1_000_000_000_000n);
