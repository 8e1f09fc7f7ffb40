import { randomToken } from '../../adapters/crypto.js';
import type { Clock } from '../../clock.js';
import type {
  Broadcast,
  BroadcastCounts,
  BroadcastDraft,
  BroadcastPlan,
  BroadcastSample,
  BroadcastStatus,
} from '../../contracts/broadcasts.js';
import { mayDo } from '../../contracts/permissions.js';
import { unknownVariables } from '../../domain/broadcast-text.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { BroadcastRecord, BroadcastsStore, PostRecord, Signed } from './broadcasts.store.js';
import type { Planning } from './planning.js';
import type { RecipientsStore } from './recipients.store.js';
import type { SendingRules } from './rules.js';
import type { Wording } from './wording.js';

type Deps = {
  store: BroadcastsStore;
  recipients: RecipientsStore;
  planning: Planning;
  rules: SendingRules;
  wording: Wording;
  officers: { nameOf(officerId: string): Promise<string> };
  pictures: {
    exists(id: string): Promise<boolean>;
    attach(ids: readonly string[], owner: { kind: 'broadcast'; id: string }): Promise<void>;
    publish(ids: readonly string[]): Promise<void>;
    url(id: string): string;
  };
  /** Tells whoever may approve that something waits for them; never throws. */
  tellApprovers: (broadcast: BroadcastRecord) => void;
  clock: Clock;
  /** Asks the worker to look at once. */
  nudge: () => void;
};

const pageSize = 30;
const editable: readonly BroadcastStatus[] = ['draft', 'submitted', 'approved'];
const noCounts: BroadcastCounts = { recipients: 0, waiting: 0, sent: 0, delivered: 0, seen: 0, failed: 0, skipped: 0, unconfirmed: 0 };
/** A message announced for a time that has just gone by is still meant. */
const lateness = 5 * 60_000;

const notFound = () => new ProblemError('broadcast_not_found', 'Không tìm thấy tin này.');
const notOpen = () => new ProblemError('broadcast_not_open', 'Tin không còn ở bước này. Xin tải lại trang.');
const changed = () => new ProblemError('revision_changed', 'Tin vừa được người khác sửa. Xin tải lại rồi làm tiếp.');

export type BroadcastsService = ReturnType<typeof broadcastsService>;

/** A broadcast from the first word to the chairman's approval, and what officers do with it while it goes out. */
export function broadcastsService({ store, recipients, planning, rules, wording, officers, pictures, tellApprovers, clock, nudge }: Deps) {
  const signed = async (who: OfficerIdentity): Promise<Signed> => ({
    officerId: who.officerId,
    name: await officers.nameOf(who.officerId),
    at: clock.now(),
  });
  const shownOf = (by: { name: string; at: Date } | null) => by && { name: by.name, at: by.at.toISOString() };

  async function require(id: string): Promise<BroadcastRecord> {
    const record = await store.find(id);
    if (!record) throw notFound();
    return record;
  }

  /** Why a conditional step did not happen. */
  async function refuse(id: string, revision: number | null): Promise<never> {
    const record = await require(id);
    if (revision !== null && record.revision !== revision) throw changed();
    if (!editable.includes(record.status)) throw new ProblemError('broadcast_started', 'Tin đã bắt đầu gửi nên không sửa được nữa.');
    throw notOpen();
  }

  async function check(draft: BroadcastDraft): Promise<void> {
    for (const part of ['title', 'text'] as const) {
      const unknown = unknownVariables(draft.content[part]);
      if (unknown.length > 0) {
        const names = unknown.map((name) => `{${name}}`).join(', ');
        throw new ProblemError('variable_unknown', `Hệ thống không biết ${names}. Xin sửa hoặc bỏ đi.`, {
          fields: [{ field: `body.content.${part}`, message: `Không biết ${names}.` }],
        });
      }
    }
    if (draft.content.pictureId !== null && !(await pictures.exists(draft.content.pictureId)))
      throw new ProblemError('picture_unknown', 'Không tìm thấy ảnh đã chọn. Xin tải ảnh lên lại.', {
        fields: [{ field: 'body.content.pictureId', message: 'Không tìm thấy ảnh này.' }],
      });
    if (draft.sendAt !== null && Date.parse(draft.sendAt) < clock.now().getTime() - lateness)
      throw new ProblemError('send_time_past', 'Giờ gửi đã qua. Xin chọn giờ khác.', {
        fields: [{ field: 'body.sendAt', message: 'Giờ gửi đã qua.' }],
      });
  }
  const stored = (draft: BroadcastDraft) => ({ ...draft, sendAt: draft.sendAt === null ? null : new Date(draft.sendAt) });

  function mayOf(record: BroadcastRecord, who: OfficerIdentity): Broadcast['may'] {
    const writes = mayDo(who.roles, 'broadcasts.write');
    const approves = mayDo(who.roles, 'broadcasts.approve') && !record.authors.some(({ officerId }) => officerId === who.officerId);
    const { status } = record;
    const steers = writes || mayDo(who.roles, 'broadcasts.approve');
    return {
      edit: writes && editable.includes(status),
      submit: writes && status === 'draft',
      approve: approves && status === 'submitted',
      pause: steers && status === 'running',
      resume: steers && status === 'paused',
      cancel: steers && !['finished', 'cancelled'].includes(status),
      retry: steers && ['finished', 'paused', 'running'].includes(status),
    };
  }

  async function countsOf(record: BroadcastRecord): Promise<BroadcastCounts> {
    return record.runId === null ? noCounts : recipients.counts(record.runId);
  }
  const postsOf = (record: BroadcastRecord) => record.posts.map(({ kind, name, state, reason }) => ({ kind, name, state, reason }));
  const pauseOf = ({ pause }: BroadcastRecord) => pause && { ...pause, at: pause.at.toISOString() };
  async function nextDueOf(record: BroadcastRecord): Promise<string | null> {
    if (record.runId === null || !['approved', 'running', 'paused'].includes(record.status)) return null;
    if (record.status === 'approved') return record.sendAt;
    return (await recipients.nextDueAt(record.runId))?.toISOString() ?? null;
  }

  async function show(record: BroadcastRecord, who: OfficerIdentity): Promise<Broadcast> {
    const [counts, nextDueAt] = await Promise.all([countsOf(record), nextDueOf(record)]);
    const { pictureId } = record.content;
    return {
      id: record.id,
      revision: record.revision,
      status: record.status,
      kind: record.kind,
      content: record.content,
      audience: record.audience,
      modes: record.modes,
      sendAt: record.sendAt,
      pictureUrl: pictureId === null ? null : pictures.url(pictureId),
      occasion: record.occasion && { key: record.occasion.key, name: record.occasion.name, day: record.occasion.day },
      disclosureId: record.disclosureId,
      authors: record.authors.map(({ name }) => name),
      submitted: shownOf(record.submitted),
      approved: record.approved && {
        name: record.approved.name,
        at: record.approved.at.toISOString(),
        recipients: record.approved.recipients,
        costDong: record.approved.costDong,
      },
      returned: record.returned && { name: record.returned.name, at: record.returned.at.toISOString(), note: record.returned.note },
      pause: pauseOf(record),
      counts,
      nextDueAt,
      posts: postsOf(record),
      startedAt: record.startedAt?.toISOString() ?? null,
      finishedAt: record.finishedAt?.toISOString() ?? null,
      updatedAt: record.updatedAt.toISOString(),
      may: mayOf(record, who),
    };
  }

  /** Freezing and sending of an approval that is void leave nothing behind. */
  async function dropRun(before: BroadcastRecord | null): Promise<void> {
    if (before?.runId) await recipients.removeRun(before.runId);
  }

  return {
    async list(query: { show: 'open' | 'ended' | 'all'; after?: string | undefined }) {
      const closed = query.show === 'all' ? null : query.show === 'ended';
      const after = query.after !== undefined && /^[0-9a-f]{24}$/.test(query.after) ? query.after : null;
      const records = await store.list(closed, after, pageSize + 1);
      const page = records.slice(0, pageSize);
      const counts = await Promise.all(page.map(countsOf));
      return {
        broadcasts: page.map((record, index) => ({
          id: record.id,
          status: record.status,
          kind: record.kind,
          sendAt: record.sendAt,
          counts: counts[index] ?? noCounts,
          occasion: record.occasion && { key: record.occasion.key, name: record.occasion.name, day: record.occasion.day },
          updatedAt: record.updatedAt.toISOString(),
          startedAt: record.startedAt?.toISOString() ?? null,
          pause: pauseOf(record),
          title: record.content.title,
          returned: record.returned !== null,
        })),
        next: records.length > pageSize ? (page.at(-1)?.id ?? null) : null,
      };
    },

    require,
    read: async (who: OfficerIdentity, id: string): Promise<Broadcast> => show(await require(id), who),

    async create(who: OfficerIdentity, draft: BroadcastDraft, idempotencyKey: string | null): Promise<Broadcast> {
      await check(draft);
      const author = await signed(who);
      const key = idempotencyKey === null ? null : `${who.officerId}|${idempotencyKey}`;
      const { broadcast } = await store.create({
        draft: stored(draft),
        author: { officerId: author.officerId, name: author.name },
        now: author.at,
        idempotencyKey: key,
      });
      if (draft.content.pictureId !== null) await pictures.attach([draft.content.pictureId], { kind: 'broadcast', id: broadcast.id });
      return show(broadcast, who);
    },

    /** A draft that nobody typed: of an occasion, a disclosure, or what `key` names. The same again gives the one that exists. */
    async draftFor(input: {
      draft: BroadcastDraft;
      occasion?: NonNullable<BroadcastRecord['occasion']>;
      disclosureId?: string;
      key?: string;
      author?: { officerId: string; name: string } | null;
      submit?: boolean;
    }): Promise<{ broadcast: BroadcastRecord; made: boolean }> {
      const now = clock.now();
      const { draft, occasion, disclosureId, key, author = null, submit = false } = input;
      const created = await store.create({
        draft: stored(draft),
        author,
        now,
        ...(occasion && { occasion }),
        ...(disclosureId !== undefined && { disclosureId }),
        ...(key !== undefined && { idempotencyKey: key }),
        ...(submit && author && { submitted: { ...author, at: now } }),
      });
      if (created.made && submit) tellApprovers(created.broadcast);
      return created;
    },

    async update(who: OfficerIdentity, id: string, { revision, ...draft }: BroadcastDraft & { revision: number }): Promise<Broadcast> {
      await check(draft);
      const before = await require(id);
      if (before.kind === 'disclosure' ? draft.kind !== 'disclosure' : draft.kind === 'disclosure') throw notOpen();
      const author = await signed(who);
      const record = await store.edit(id, revision, stored(draft), { officerId: author.officerId, name: author.name }, author.at);
      if (!record) return refuse(id, revision);
      await dropRun(before);
      if (draft.content.pictureId !== null) await pictures.attach([draft.content.pictureId], { kind: 'broadcast', id });
      return show(record, who);
    },

    async preview(draft: BroadcastDraft): Promise<{ samples: BroadcastSample[]; plan: BroadcastPlan; pictureUrl: string | null }> {
      await check(draft);
      const [samples, plan] = await Promise.all([planning.samples(draft), planning.plan(draft)]);
      return { samples, plan, pictureUrl: draft.content.pictureId === null ? null : pictures.url(draft.content.pictureId) };
    },

    async submit(who: OfficerIdentity, id: string, revision: number): Promise<Broadcast> {
      const before = await require(id);
      await check(draftOf(before));
      const record = await store.submit(id, revision, await signed(who));
      if (!record) return refuse(id, revision);
      tellApprovers(record);
      return show(record, who);
    },

    /** Approves what was seen, and freezes whom it goes to from here on. */
    async approve(who: OfficerIdentity, id: string, revision: number): Promise<Broadcast> {
      const before = await require(id);
      if (before.authors.some(({ officerId }) => officerId === who.officerId))
        throw new ProblemError('own_broadcast', 'Người soạn không tự duyệt tin của mình. Xin nhờ lãnh đạo khác duyệt.');
      if (before.revision !== revision || before.status !== 'submitted') return refuse(id, revision);
      const draft = draftOf(before);
      await check(draft);
      const { plan, posts } = await planning.decide(draft);
      if (plan.members === 0 || plan.channels.every(({ count }) => count === 0))
        throw new ProblemError('nobody_reached', 'Không có ai trong phạm vi đã chọn nhận được tin. Xin chọn lại người nhận.');
      const by = { ...(await signed(who)), recipients: plan.members, costDong: plan.costDong };
      const record = await store.approve(id, revision, by, randomToken(9), posts);
      if (!record) return refuse(id, revision);
      if (record.content.pictureId !== null) await pictures.publish([record.content.pictureId]);
      nudge();
      return show(record, who);
    },

    async giveBack(who: OfficerIdentity, id: string, revision: number, note: string): Promise<Broadcast> {
      const before = await require(id);
      const record = await store.giveBack(id, revision, { ...(await signed(who)), note });
      if (!record) return refuse(id, revision);
      await dropRun(before);
      return show(record, who);
    },

    async pause(who: OfficerIdentity, id: string): Promise<Broadcast> {
      const { name, at } = await signed(who);
      const record = await store.pause(id, { cause: 'officer', name, at, detail: null });
      if (!record) {
        await require(id);
        throw notOpen();
      }
      return show(record, who);
    },

    async resume(who: OfficerIdentity, id: string): Promise<Broadcast> {
      const record = await store.resume(id, clock.now());
      if (!record) {
        await require(id);
        throw notOpen();
      }
      nudge();
      return show(record, who);
    },

    async cancel(who: OfficerIdentity, id: string, reason: string): Promise<Broadcast> {
      const record = await store.cancel(id, { ...(await signed(who)), reason });
      if (!record) {
        await require(id);
        throw notOpen();
      }
      // No call begins any more; the worker skips whoever waits, which takes a while for many.
      nudge();
      return show(record, who);
    },

    async retry(who: OfficerIdentity, id: string, unconfirmed: boolean) {
      const before = await require(id);
      if (before.runId === null || !['finished', 'paused', 'running'].includes(before.status)) throw notOpen();
      const count = await recipients.retry(before.runId, unconfirmed, clock.now());
      const record = count > 0 ? ((await store.reopen(id, clock.now())) ?? before) : before;
      nudge();
      return { broadcast: await show(record, who), count };
    },

    /** What the progress stream says now. */
    async progress(id: string) {
      const record = await require(id);
      const [counts, nextDueAt] = await Promise.all([countsOf(record), nextDueOf(record)]);
      return { status: record.status, counts, pause: pauseOf(record), nextDueAt, posts: postsOf(record), at: clock.now().toISOString() };
    },

    /** The text as everybody may read it. */
    generalLetter: async (record: BroadcastRecord) => wording.letters(record),
    terms: () => rules.terms(),
  };
}

export function draftOf(record: BroadcastRecord): BroadcastDraft {
  const { kind, content, audience, modes, sendAt } = record;
  return { kind, content, audience, modes, sendAt };
}

export type { PostRecord };
