import { sha256 } from '../../adapters/crypto.js';
import type { EventAttachment, MenuItem, WrittenMessage } from '../../adapters/zalo-events.js';
import type { Clock } from '../../clock.js';
import type { ConversationMessage, ConversationState, ConversationSummary, ReplyWindow } from '../../contracts/conversations.js';
import { menuLetters, proceduresLetter } from '../../domain/chat-letters.js';
import { replyWindow } from '../../domain/delivery.js';
import { fold } from '../../domain/search-text.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { AudienceService } from '../audience/audience.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { MessagesService, Outgoing } from '../messages/messages.service.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import type { ContactsStore } from '../zalo/contacts.store.js';
import type { ChatMessage, ConversationRecord, ConversationsStore, Mark } from './conversations.store.js';

type Deps = {
  store: ConversationsStore;
  contacts: Pick<ContactsStore, 'find'>;
  audience: Pick<AudienceService, 'ofZalo'>;
  communes: Pick<CommunesService, 'hamlets'>;
  procedures: Pick<ProceduresService, 'search'>;
  messages: Pick<MessagesService, 'deliver' | 'statesOf'>;
  /** What people and officers wrote is sealed; `open` gives null for what no key opens any more. */
  sealer: { seal(text: string): string; open(sealed: string): string | null };
  randomId: () => string;
  clock: Clock;
};

type Content = { text: string; attachments: EventAttachment[] };
type AtOa = { oaUserId: string; userIdByApp: string | null };

const pageSize = 30;
const messagesPage = 40;
const dueAtOnce = 50;
const snippetLength = 120;
/** An officer's answer that could not be sent for a day is stale; they see that and may write again. */
const answerLife = 24 * 3_600_000;
/** Longer texts are a letter to the officers, not a search. */
const longestQuestion = 60;

export type ConversationsService = ReturnType<typeof conversationsService>;

/** What people write to the Official Account, and what officers answer, within Zalo's window. */
export function conversationsService(deps: Deps) {
  const { store, contacts, audience, communes, procedures, messages, sealer, randomId, clock } = deps;

  const seal = (content: Content) => sealer.seal(JSON.stringify(content));
  function open(sealed: string): Content {
    const text = sealer.open(sealed);
    return text === null ? { text: 'Không mở được tin này nữa.', attachments: [] } : (JSON.parse(text) as Content);
  }

  async function windowOf(oaUserId: string): Promise<ReplyWindow> {
    const contact = await contacts.find({ oaUserId, userIdByApp: null });
    const window = replyWindow(contact?.lastInteractionAt ?? null, clock.now());
    return { kind: window.kind, until: 'until' in window ? window.until.toISOString() : null };
  }

  async function summaryOf(record: ConversationRecord): Promise<ConversationSummary> {
    const [window, unread] = await Promise.all([windowOf(record.oaUserId), store.unread(record.id, record.readAt)]);
    const { text, attachments } = record.lastSealed === null ? { text: '', attachments: [] } : open(record.lastSealed);
    return {
      id: record.id,
      name: record.name,
      state: record.state,
      topic: record.topic,
      lastText:
        text !== '' ? text.replaceAll('\n', ' ').slice(0, snippetLength) : attachments.length > 0 ? attachmentWords(attachments) : '',
      lastFrom: record.lastFrom,
      lastMessageAt: record.lastMessageAt.toISOString(),
      unread,
      assignedTo: record.assignedTo,
      window,
    };
  }

  async function messagesOf(rows: readonly ChatMessage[]): Promise<ConversationMessage[]> {
    const states = await messages.statesOf(rows.flatMap(({ entryId }) => entryId ?? []));
    return rows.map((row) => ({
      id: row.id,
      from: row.from,
      ...open(row.sealed),
      at: row.at.toISOString(),
      officerName: row.officerName,
      state: row.entryId === null ? null : (states.get(row.entryId) ?? 'waiting'),
    }));
  }

  async function require(id: string): Promise<ConversationRecord> {
    const record = await store.find(id);
    if (!record) throw new ProblemError('conversation_not_found', 'Không tìm thấy cuộc trò chuyện này.');
    return record;
  }

  async function send(message: ChatMessage, oaUserId: string): Promise<void> {
    const { text } = open(message.sealed);
    const letter: Outgoing['letter'] = { text, buttons: [] };
    const delivered = await messages.deliver({
      entryId: message.entryId ?? '',
      source: 'conversation',
      sourceId: message.conversationId,
      kind: 'reply',
      recipient: { residentId: null, zaloUserId: null, oaUserId, phone: null, consent: true },
      letter,
      template: {},
      staleAfter: new Date(message.at.getTime() + answerLife),
    });
    await store.postpone(
      message.id,
      delivered.kind === 'settled' ? null : new Date(clock.now().getTime() + delivered.retryAfterMilliseconds),
    );
  }

  async function personNamed(conversation: ConversationRecord, person: AtOa): Promise<void> {
    const member = await audience.ofZalo(person);
    const name = member?.name ?? null;
    if (name !== null && name !== conversation.name) await store.rename(conversation.id, name, fold(name).split(' ').filter(Boolean));
  }

  return {
    /** Keeps what a person wrote, once; a letter is answered when it sounds like a procedure. */
    async wrote({
      eventId,
      at,
      content,
      ...person
    }: AtOa & { eventId: string; at: Date; content: WrittenMessage }): Promise<{ letter: Outgoing['letter'] } | undefined> {
      const conversation = await store.of(person.oaUserId, at);
      await personNamed(conversation, person);
      const sealed = seal({ text: content.text, attachments: content.attachments });
      const key = `zalo-${content.messageId ?? eventId}`;
      await store.keep({
        key,
        conversationId: conversation.id,
        from: 'person',
        sealed,
        at,
        officerName: null,
        entryId: null,
        send: null,
      });
      await store.note(conversation.id, { from: 'person', sealed, at });
      const asked = content.kind === 'text' ? await proceduresIn(content.text) : [];
      if (asked.length === 0) return undefined;
      await store.tag(conversation.id, 'question', false);
      return { letter: proceduresLetter(asked) };
    },

    /** A tap on our menu. */
    async asked({ item, at, ...person }: AtOa & { item: MenuItem; at: Date }): Promise<{ letter: Outgoing['letter'] }> {
      if (item === 'feedback') {
        const conversation = await store.of(person.oaUserId, at);
        await store.tag(conversation.id, 'feedback', true);
      }
      return { letter: menuLetters[item] };
    },

    /** Keeps an automatic answer beside what it answers; who never wrote needs no conversation for a greeting. */
    async answered({ oaUserId, entryId, letter, at }: AtOa & { entryId: string; letter: Outgoing['letter']; at: Date }): Promise<void> {
      const conversation = await store.of(oaUserId, at);
      const sealed = seal({ text: letter.text, attachments: [] });
      await store.keep({
        key: entryId,
        conversationId: conversation.id,
        from: 'automatic',
        sealed,
        at,
        officerName: null,
        entryId,
        send: null,
      });
    },

    async list(
      who: OfficerIdentity,
      query: { state: ConversationState | 'all'; mine: boolean; search: string | undefined; after: string | undefined },
    ) {
      const rows = await store.list(
        {
          state: query.state === 'all' ? null : query.state,
          officerId: query.mine ? who.officerId : null,
          words: query.search === undefined ? [] : fold(query.search).split(' ').filter(Boolean),
        },
        markOf(query.after),
        pageSize + 1,
      );
      const shown = rows.slice(0, pageSize);
      const last = shown.at(-1);
      return {
        conversations: await Promise.all(shown.map(summaryOf)),
        next: rows.length > pageSize && last ? cursorOf({ at: last.lastMessageAt, id: last.id }) : null,
        counts: await store.counts(who.officerId),
      };
    },

    /** Throws `conversation_not_found`. */
    async read(id: string, before: string | undefined) {
      const record = await require(id);
      const [rows, member, hamlets] = await Promise.all([
        store.messages(id, markOf(before), messagesPage + 1),
        audience.ofZalo({ oaUserId: record.oaUserId, userIdByApp: null }),
        communes.hamlets(),
      ]);
      const shown = rows.slice(0, messagesPage);
      const last = shown.at(-1);
      return {
        conversation: await summaryOf(record),
        person: {
          memberId: member?.id ?? null,
          name: member?.name ?? record.name,
          resident: member !== null && member.residentId !== null,
          follows: member?.follows === true,
          hamletName: hamlets.find(({ key }) => key === member?.hamletKey)?.name ?? null,
          householdCode: member?.householdCode ?? null,
          hasPhone: member?.hasPhone ?? false,
        },
        messages: await messagesOf(shown),
        next: rows.length > messagesPage && last ? cursorOf({ at: last.at, id: last.id }) : null,
      };
    },

    async update(
      who: OfficerIdentity,
      id: string,
      change: { read?: true | undefined; state?: 'open' | 'closed' | undefined; assigned?: 'me' | 'nobody' | undefined },
    ): Promise<ConversationSummary> {
      const record = await require(id);
      const now = clock.now();
      if (change.read) await store.read(id, new Date(Math.max(record.lastMessageAt.getTime(), now.getTime())));
      if (change.state) await store.decide(id, change.state, now);
      if (change.assigned === 'me') await store.assign(id, { officerId: who.officerId, name: who.name });
      if (change.assigned === 'nobody') await store.assign(id, null);
      return summaryOf(await require(id));
    },

    /**
     * Answers in the chat, once for each key. Throws `conversation_not_found`, `window_closed`, `billed_answer` and, for another text under
     * a used key, `idempotency_key_reused`.
     */
    async answer(
      who: OfficerIdentity,
      id: string,
      { text, acceptBilled }: { text: string; acceptBilled: boolean },
      key: string | null,
    ): Promise<ConversationMessage> {
      const record = await require(id);
      const now = clock.now();
      const entryId = `reply-${sha256(`${id}|${who.officerId}|${key ?? randomId()}`).slice(0, 40)}`;
      const window = await windowOf(record.oaUserId);
      const sealed = seal({ text, attachments: [] });
      const refuse = () => {
        if (window.kind === 'closed')
          throw new ProblemError('window_closed', 'Người này không nhắn đã quá 7 ngày, Zalo không cho trả lời trong khung chat nữa.');
        if (window.kind === 'billed' && !acceptBilled)
          throw new ProblemError('billed_answer', 'Đã quá 48 giờ từ lần nhắn cuối, Zalo tính phí câu trả lời này.');
      };
      const before = key === null ? null : await store.keyed(entryId);
      if (!before) refuse();
      const { kind, message } = before
        ? { kind: 'known' as const, message: before }
        : await store.keep({
            key: entryId,
            conversationId: id,
            from: 'officer',
            sealed,
            at: now,
            officerName: who.name,
            entryId,
            send: { oaUserId: record.oaUserId, at: now },
          });
      if (kind === 'known' && open(message.sealed).text !== text)
        throw new ProblemError('idempotency_key_reused', 'Lần gửi này đã dùng cho một câu trả lời khác.');
      await store.note(id, { from: 'officer', sealed: message.sealed, at: message.at });
      await store.read(id, message.at);
      if (!record.assignedTo) await store.assign(id, { officerId: who.officerId, name: who.name });
      await send(message, record.oaUserId);
      const [shown] = await messagesOf([message]);
      if (!shown) throw new ProblemError('conversation_not_found', 'Không tìm thấy cuộc trò chuyện này.');
      return shown;
    },

    /** Sends what could not be sent at once; answers how many were tried. */
    async relay(): Promise<number> {
      const waiting = await store.due(clock.now(), dueAtOnce);
      for (const { oaUserId, ...message } of waiting) await send(message, oaUserId);
      return waiting.length;
    },
    eraseOf: (oaUserId: string): Promise<void> => store.eraseOf(oaUserId),
    forgetOld: (): Promise<void> => store.removeBefore(new Date(clock.now().getTime() - store.keptDays * 86_400_000)),
  };

  /** The procedures a short text names; nothing for a greeting or a whole letter. */
  async function proceduresIn(text: string): Promise<{ code: string; plainName: string }[]> {
    const words = fold(text).split(' ').filter(Boolean);
    if (text.length > longestQuestion || words.join('').length < 5 || words.length < 2) return [];
    if (words.every((word) => small.has(word))) return [];
    const { procedures: found } = await procedures.search(words.filter((word) => !small.has(word)).join(' '), undefined);
    return found.slice(0, 3);
  }
}

/** Words people begin and end with, which name nothing. */
const small: ReadonlySet<string> = new Set(
  'xin chao xa oi cho hoi toi minh em anh chi co chu bac ong ba con chau va a nhe nhi voi la thi the nao gi duoc khong co can muon lam on cam cam on vang da ok alo roi biet o dau khi can bo giup'.split(
    ' ',
  ),
);

const attachmentNames: Readonly<Record<string, string>> = {
  image: 'Ảnh',
  gif: 'Ảnh động',
  link: 'Đường dẫn',
  audio: 'Ghi âm',
  video: 'Đoạn phim',
  sticker: 'Nhãn dán',
  location: 'Vị trí',
  file: 'Tệp',
};
const attachmentWords = ([first]: readonly EventAttachment[]): string => `[${attachmentNames[first?.kind ?? ''] ?? 'Tin đính kèm'}]`;

const cursorOf = ({ at, id }: Mark): string => Buffer.from(`${at.getTime()}_${id}`).toString('base64url');

function markOf(cursor: string | undefined): Mark | null {
  if (cursor === undefined) return null;
  const [, time = '', id = ''] = /^(\d{1,15})_([0-9a-f]{24})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (id === '') throw new ProblemError('invalid_request', 'Mốc trang không đúng.');
  return { at: new Date(Number(time)), id };
}
