import { z } from 'zod';

const Received = z.object({
  id: z.string(),
  from: z.enum(['oa', 'person', 'system']),
  title: z.string(),
  text: z.string(),
  rows: z.array(z.object({ label: z.string(), value: z.string() })),
  buttons: z.array(z.object({ title: z.string() })),
  /** When the phone had it, which the commune is told; null while it is on its way. */
  receivedAt: z.string().nullable(),
});
/** A message as it lies in somebody's Zalo. */
export type Received = z.infer<typeof Received>;

const Time = z.object({ now: z.iso.datetime(), offsetMs: z.number() });

/** How the emulator's clock is moved; API and worker follow within a second. */
export type ClockMove = { set: string } | { advanceMs: number } | { reset: true };

export type ZaloControl = ReturnType<typeof zaloControl>;

/** Steers the Zalo emulator; `url` ends in `/control`. Every call throws when the emulator is away or refuses. */
export function zaloControl(url: string) {
  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Zalo emulator refused ${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
  const person = (id: string) => `/people/${encodeURIComponent(id)}`;
  return {
    /** The same id again updates that person. */
    async makePeople(people: readonly ({ id: string; name: string } & Record<string, unknown>)[]): Promise<void> {
      await ask('POST', '/people', people);
    },
    removePerson: (id: string) => ask('DELETE', person(id)),
    /** The token that the Mini App would get from Zalo on this person's phone. */
    accessToken: async (id: string): Promise<string> =>
      z.object({ accessToken: z.string() }).parse(await ask('POST', `${person(id)}/access-token`)).accessToken,
    act: (id: string, action: { do: string } & Record<string, unknown>) => ask('POST', `${person(id)}/actions`, action),
    /** What the commune sent this person, oldest first. */
    async received(id: string): Promise<Received[]> {
      return z
        .array(Received)
        .parse(await ask('GET', `${person(id)}/inbox`))
        .filter(({ from }) => from === 'oa');
    },
    /** Resolves when no webhook is due or under way. */
    webhooksIdle: () => ask('GET', '/webhooks/idle'),
    /** Takes the webhooks up again after Zalo gave up on an API that did not answer for long. */
    subscribeWebhooks: () => ask('PUT', '/webhooks', { oaSubscribed: true, miniAppSubscribed: true }),
    clock: async () => Time.parse(await ask('GET', '/clock')),
    moveClock: async (move: ClockMove) => Time.parse(await ask('POST', '/clock', move)),
  };
}
