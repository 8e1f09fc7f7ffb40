import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { odd, type Received, type ZaloStandIn, zaloStandIn } from '../../testing/zalo-stand-in.js';
import { keyring } from './crypto.js';
import { pkcePair } from './zalo-oauth.js';
import {
  type OaTokenEvent,
  type OaTokenRecord,
  type OaTokenState,
  type OaTokenStore,
  type OaTokensOptions,
  zaloTokens,
} from './zalo-tokens.js';

/** The store's promises in memory, each method one atomic step, with switches for a database that fails. */
function memoryStore() {
  let record: OaTokenRecord | null = null;
  let lost: OaTokenState['lost'] = null;
  let lease: { owner: string; until: Date } | null = null;
  const faults = { save: 0, read: 0 };
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const store: OaTokenStore = {
    async read() {
      await turn();
      if (faults.read > 0) {
        faults.read -= 1;
        throw new Error('database away');
      }
      return { record, lost };
    },
    async claimLease(owner, until, now) {
      await turn();
      if (lease && lease.until > now) return false;
      lease = { owner, until };
      return true;
    },
    async save(next) {
      await turn();
      if (faults.save > 0) {
        faults.save -= 1;
        throw new Error('database away');
      }
      if (next.generation !== (record?.generation ?? 0) + 1) return 'overtaken';
      record = next;
      lost = null;
      return 'saved';
    },
    async markLost(owner, generation, reason) {
      await turn();
      if (lease?.owner !== owner || (record?.generation ?? 0) !== generation) return false;
      lost = reason;
      return true;
    },
    async release(owner) {
      await turn();
      if (lease?.owner === owner) lease = null;
    },
  };
  return { store, faults, stored: () => ({ record, lost, lease }) };
}

/** Zalo's OAuth as documented: a refresh token works once, a new access token kills the old one. */
function oauthOf(first: string, run = '') {
  let refreshToken = first;
  let accessToken = '';
  let made = 0;
  return {
    made: () => made,
    alive: () => accessToken,
    grant: (token: string) => {
      refreshToken = token;
    },
    behaviour: ({ body }: Received) => {
      const form = new URLSearchParams(body);
      const given = form.get('grant_type') === 'refresh_token' ? form.get('refresh_token') : form.get('code');
      if (given !== refreshToken) return { error: -14014, error_name: 'Invalid refresh token.', access_token: '', refresh_token: '' };
      made += 1;
      accessToken = `access-${run}${made}`;
      refreshToken = `refresh-${run}${made}`;
      return { access_token: accessToken, refresh_token: refreshToken, expires_in: '90000' };
    },
  };
}

const hour = 3_600_000;
const dataKey = randomBytes(32).toString('base64');
let zalo: ZaloStandIn;
let now: number;
let events: OaTokenEvent[];
let memory: ReturnType<typeof memoryStore>;
let oauth: ReturnType<typeof oauthOf>;

beforeEach(async () => {
  zalo = await zaloStandIn();
  now = Date.parse('2026-11-24T01:00:00Z');
  events = [];
  memory = memoryStore();
  oauth = oauthOf('first-refresh');
  zalo.behave(oauth.behaviour);
});
afterEach(() => zalo.close());

const clock = { now: () => new Date(now) };
/** A process of ours: its own instance on the one store. */
const startProcess = (change: Partial<OaTokensOptions> = {}) =>
  zaloTokens({
    oauthUrl: zalo.url,
    oaId: '388613280878808645',
    appId: '360846524940903967',
    appSecret: 'test-app-secret',
    store: memory.store,
    keyring: keyring([dataKey]),
    clock,
    redirectUrl: 'https://tanlinh.example/zalo/callback',
    bootstrapRefreshToken: 'first-refresh',
    report: (event) => events.push(event),
    timeoutMs: 400,
    // The database's answers come in single turns of the event loop; waiting may as well.
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    waitMs: 1_000_000,
    ...change,
  });
const token = (name: string) => ({ kind: 'token', token: name });
const kinds = () => events.map((event) => event.kind);

describe('the Official Account’s token', () => {
  it('starts from the token the operator supplied and stores the pair sealed', async () => {
    expect(await startProcess().accessToken()).toEqual(token('access-1'));
    const [asked] = zalo.received;
    expect([asked?.path, asked?.headers.secret_key]).toEqual(['/v4/oa/access_token', 'test-app-secret']);
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      refresh_token: 'first-refresh',
      app_id: '360846524940903967',
      grant_type: 'refresh_token',
    });
    expect(memory.stored().record).toMatchObject({ generation: 1, accessExpiresAt: new Date(now + 25 * hour) });
    expect(JSON.stringify(memory.stored())).not.toMatch(/access-1|refresh-1|first-refresh/);
  });

  it('is used until an hour before its end, then replaced by the next of the chain', async () => {
    const process = startProcess();
    await process.accessToken();
    now += 24 * hour - 1;
    expect(await process.accessToken()).toEqual(token('access-1'));
    now += 1;
    expect(await process.accessToken()).toEqual(token('access-2'));
    now += 90 * 24 * hour;
    expect(await startProcess().accessToken()).toEqual(token('access-3'));
    expect(memory.stored().lease).toBeNull();
  });

  it('is refreshed once, however many processes ask at the same time', async () => {
    const processes = Array.from({ length: 4 }, () => startProcess());
    for (const expected of ['access-1', 'access-2', 'access-3']) {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => processes[index % 4]?.accessToken()));
      expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(token(expected))]));
      now += 24.5 * hour;
    }
    expect(oauth.made()).toBe(3);
    expect(zalo.received).toHaveLength(3);
  });

  it('is refreshed once, however many senders Zalo told that it is dead', async () => {
    const processes = Array.from({ length: 4 }, () => startProcess());
    await Promise.all(processes.map((process) => process.accessToken()));
    now += hour;
    const answers = await Promise.all(
      processes.flatMap((process) =>
        Array.from({ length: 5 }, () => {
          process.invalidate('access-1');
          return process.accessToken();
        }),
      ),
    );
    expect(answers).toEqual(Array.from({ length: 20 }, () => token('access-2')));
    expect(zalo.received).toHaveLength(2);
  });

  it('is not refreshed again when Zalo refuses a brand-new one', async () => {
    const process = startProcess();
    await process.accessToken();
    process.invalidate('access-1');
    expect(await process.accessToken()).toMatchObject({ kind: 'unavailable', reason: 'token_rejected' });
    now += 60_000;
    expect(await process.accessToken()).toEqual(token('access-2'));
  });
});

describe('a crash or a failure while refreshing', () => {
  it('lets the next process in when the lease of a dead one ends, not before', async () => {
    await startProcess().accessToken();
    now += 24.5 * hour;
    await memory.store.claimLease('a process that died', new Date(now + 60_000), clock.now());
    let pauses = 0;
    const survivor = startProcess({
      pause: async () => {
        pauses += 1;
        now += 1_000;
      },
    });
    expect(await survivor.accessToken()).toEqual(token('access-2'));
    expect(pauses).toBe(60);
  });

  it('hands out the old token while it lives when the holder of the lease takes too long', async () => {
    await startProcess().accessToken();
    now += 24.5 * hour;
    await memory.store.claimLease('a slow process', new Date(now + 60_000), clock.now());
    expect(await startProcess({ waitMs: 500 }).accessToken()).toEqual(token('access-1'));
    now += 0.5 * hour - 30_000;
    await memory.store.claimLease('a slow process', new Date(now + 60_000), clock.now());
    now += 30_001;
    expect(await startProcess({ waitMs: 500 }).accessToken()).toMatchObject({ kind: 'unavailable', reason: 'refreshing' });
    expect(zalo.received).toHaveLength(1);
  });

  it('says that the grant is lost after a crash between Zalo’s answer and the store, and asks Zalo no more', async () => {
    const dying = startProcess({ pause: () => new Promise(() => {}) });
    memory.faults.save = 1;
    dying.accessToken();
    await expect.poll(() => oauth.made()).toBe(1);
    now += 60_001;
    const survivor = startProcess();
    expect(await survivor.accessToken()).toMatchObject({ kind: 'unavailable', reason: 'needs_grant' });
    expect(kinds()).toEqual(['grant_lost']);
    expect(await survivor.status()).toMatchObject({ state: 'needs_grant', reason: 'Zalo -14014' });
    const asked = zalo.received.length;
    await survivor.accessToken();
    await startProcess().accessToken();
    expect(zalo.received).toHaveLength(asked);
  });

  it('stores a pair that is alive even after its lease was lost and the grant was given up', async () => {
    let wake = () => {};
    const suspended = startProcess({
      pause: () =>
        new Promise((resolve) => {
          wake = resolve;
        }),
    });
    memory.faults.save = 1;
    const late = suspended.accessToken();
    await expect.poll(() => oauth.made()).toBe(1);
    now += 60_001;
    expect(await startProcess().accessToken()).toMatchObject({ reason: 'needs_grant' });
    wake();
    expect(await late).toEqual(token('access-1'));
    expect(await startProcess().accessToken()).toEqual(token('access-1'));
    expect(memory.stored().lost).toBeNull();
  });

  it('keeps trying to store a living pair, and uses it only afterwards', async () => {
    const process = startProcess();
    memory.faults.save = 7;
    expect(await process.accessToken()).toMatchObject({ kind: 'unavailable', reason: 'store_unavailable' });
    expect(await process.accessToken()).toEqual(token('access-1'));
    expect(zalo.received).toHaveLength(1);
    expect(memory.stored().record?.generation).toBe(1);
  });

  it.each([
    ['HTML', odd.html],
    ['HTTP 503', odd.status(503)],
    ['silence', odd.silence],
    ['half a body', odd.halfBody],
    ['too many requests', odd.json(200, { error: -32, error_name: 'limit' })],
    ['a gateway’s 403', odd.json(403, { message: 'Forbidden' })],
    ['a wrong secret key', odd.json(200, { error: -14004, error_name: 'Invalid secret key' })],
  ] as const)('waits and tries again after %s, with the same refresh token', async (_, behaviour) => {
    zalo.behave(behaviour);
    const process = startProcess();
    expect(await process.accessToken()).toMatchObject({ kind: 'unavailable' });
    expect(await process.accessToken()).toMatchObject({ kind: 'unavailable' });
    expect(zalo.received).toHaveLength(1);
    expect(memory.stored()).toEqual({ record: null, lost: null, lease: null });
    zalo.behave(oauth.behaviour);
    now += 30_000;
    expect(await process.accessToken()).toEqual(token('access-1'));
  });

  it('goes on with the old token during an outage', async () => {
    const process = startProcess();
    await process.accessToken();
    now += 24.5 * hour;
    zalo.behave(odd.status(502));
    expect(await process.accessToken()).toEqual(token('access-1'));
    expect(await process.accessToken()).toEqual(token('access-1'));
    expect(zalo.received).toHaveLength(2);
    now += hour;
    expect(await process.accessToken()).toMatchObject({ kind: 'unavailable', reason: 'unreachable' });
  });

  it.each([
    ['-14014', { error: -14014 }],
    ['-14020', { error: -14020 }],
    ['a number nobody knows', { error: -14999 }],
    ['empty tokens', { access_token: '', refresh_token: '', expires_in: '90000' }],
    ['success without tokens', { error: 0 }],
    ['an error beside tokens', { error: -14014, access_token: 'x', refresh_token: 'y', expires_in: '90000' }],
  ])('gives the grant up at %s and never stores such an answer', async (_, body) => {
    const process = startProcess();
    await process.accessToken();
    const before = memory.stored().record;
    now += 25 * hour;
    zalo.behave(() => body);
    expect(await process.accessToken()).toMatchObject({ kind: 'unavailable', reason: 'needs_grant' });
    expect(memory.stored().record).toEqual(before);
    expect(memory.stored().lost).not.toBeNull();
  });

  it('answers while the database is away', async () => {
    memory.faults.read = 1;
    expect(await startProcess().accessToken()).toMatchObject({ kind: 'unavailable', reason: 'store_unavailable' });
    expect(zalo.received).toHaveLength(0);
  });
});

describe('giving the grant again', () => {
  it('comes back through a new token of the operator, never through the old one', async () => {
    await startProcess().accessToken();
    now += 25 * hour;
    oauth.grant('by-hand');
    expect(await startProcess().accessToken()).toMatchObject({ reason: 'needs_grant' });
    expect(await startProcess().accessToken()).toMatchObject({ reason: 'needs_grant' });
    expect(await startProcess({ bootstrapRefreshToken: 'by-hand' }).accessToken()).toEqual(token('access-2'));
    expect(await startProcess().accessToken()).toEqual(token('access-2'));
  });

  it('comes back through the permission page', async () => {
    const process = startProcess();
    await process.accessToken();
    now += 25 * hour;
    oauth.grant('another');
    await process.accessToken();
    const { verifier, challenge } = pkcePair('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk');
    expect(challenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
    const address = new URL(process.permissionUrl('state-1', challenge) ?? '');
    expect(address.pathname).toBe('/v4/oa/permission');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      app_id: '360846524940903967',
      redirect_uri: 'https://tanlinh.example/zalo/callback',
      code_challenge: challenge,
      state: 'state-1',
    });
    oauth.grant('the-code');
    expect(await process.exchangeCode('the-code', verifier)).toEqual({ kind: 'granted' });
    expect(new URLSearchParams(zalo.received.at(-1)?.body).get('code_verifier')).toBe(verifier);
    expect(await startProcess().accessToken()).toEqual(token('access-2'));
    expect(await process.status()).toMatchObject({ state: 'granted', reason: null });
  });

  it('keeps what is stored when the code is refused', async () => {
    const process = startProcess();
    await process.accessToken();
    expect(await process.exchangeCode('wrong', 'verifier')).toEqual({ kind: 'refused', code: -14014 });
    expect(await process.accessToken()).toEqual(token('access-1'));
  });

  it('has no permission page without a redirect URL, and no token without any grant', async () => {
    const {
      redirectUrl: _,
      bootstrapRefreshToken: __,
      ...bare
    } = {
      oauthUrl: zalo.url,
      oaId: '1',
      appId: '2',
      appSecret: '3',
      store: memory.store,
      keyring: keyring([dataKey]),
      clock,
      redirectUrl: '',
      bootstrapRefreshToken: '',
    };
    const process = zaloTokens(bare);
    expect(process.permissionUrl('state', 'challenge')).toBeNull();
    expect(await process.accessToken()).toMatchObject({ kind: 'unavailable', reason: 'needs_grant' });
    expect(await process.status()).toMatchObject({ state: 'needs_grant' });
    expect(zalo.received).toHaveLength(0);
  });
});

describe('any order of crashes, pauses and faults', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('ask' as const), process: fc.nat(2) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(0.01, 1, 24.5, 30) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reject' as const), process: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), process: fc.nat(2), afterSteps: fc.nat(6) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('fault' as const),
        kind: fc.constantFrom('down' as const, 'limit' as const, 'save' as const),
      }),
    },
  );

  it('never hands out a token that is not stored, nor uses a refresh token twice while no process dies', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        runs += 1;
        // A killed process may still be talking to Zalo when the next run has begun: each run has tokens of its own.
        const run = `run${runs}-`;
        const first = `first-${run}`;
        memory = memoryStore();
        oauth = oauthOf(first, run);
        const used: string[] = [];
        let fault: 'down' | 'limit' | null = null;
        let killed = false;
        zalo.behave((request, response) => {
          const given = new URLSearchParams(request.body).get('refresh_token') ?? '';
          if (!given.includes(run)) return { error: -14014 };
          const now = fault;
          fault = null;
          if (now === 'down') return odd.status(503)(request, response);
          if (now === 'limit') return { error: -32 };
          used.push(given);
          return oauth.behaviour(request);
        });
        const stored = new Set<string>();
        const ring = keyring([dataKey]);

        /** A process whose every touch of the database goes through a gate that a kill closes for ever. */
        const start = () => {
          let left = Number.POSITIVE_INFINITY;
          const gate = async <T>(work: () => Promise<T>): Promise<T> => {
            left -= 1;
            return left < 0 ? new Promise<T>(() => {}) : work();
          };
          const { store } = memory;
          const gated: OaTokenStore = {
            read: () => gate(() => store.read()),
            claimLease: (...lease) => gate(() => store.claimLease(...lease)),
            save: (record) =>
              gate(async () => {
                const outcome = await store.save(record);
                if (outcome === 'saved') stored.add(ring.open(record.accessToken, 'zalo-oa/388613280878808645/access'));
                return outcome;
              }),
            markLost: (...lost) => gate(() => store.markLost(...lost)),
            release: (owner) => gate(() => store.release(owner)),
          };
          const pause = async () => {
            now += 1_000;
          };
          return {
            tokens: startProcess({ store: gated, pause, bootstrapRefreshToken: first, timeoutMs: 10_000 }),
            kill: (after: number) => (left = after),
          };
        };
        const processes = [start(), start(), start()];

        for (const each of steps) {
          if (each.do === 'wait') now += each.hours * hour;
          else if (each.do === 'fault') {
            if (each.kind === 'save') memory.faults.save = 2;
            else fault = each.kind;
          } else if (each.do === 'kill') {
            killed = true;
            const dying = processes[each.process];
            dying?.kill(each.afterSteps);
            dying?.tokens.accessToken();
            processes[each.process] = start();
          } else if (each.do === 'reject') processes[each.process]?.tokens.invalidate(oauth.alive());
          else {
            const answer = await processes[each.process]?.tokens.accessToken();
            if (answer?.kind === 'token') expect(stored).toContain(answer.token);
            if (!killed) expect(answer).not.toMatchObject({ reason: 'needs_grant' });
          }
        }
        if (!killed) expect(new Set(used).size).toBe(used.length);
      }),
      { numRuns: 60 },
    );
  });
});
