import {
  answerConversation,
  type ConversationMessage,
  type ConversationSummary,
  readConversation,
  updateConversation,
} from 'backend/contracts/conversations';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { permissions } from 'backend/contracts/permissions';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { useMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { openPage } from '../../zalo.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { isOneOf, useMay } from '../may.js';
import { useMedia } from '../use-media.js';
import { deliveryWords, quickReplies, stateWords, topicWords, whenWords, windowWords } from './inbox-words.js';

type Read = ReplyOf<typeof readConversation>;
type Change = { read?: true; state?: 'open' | 'closed'; assigned?: 'me' | 'nobody' };

const refreshMilliseconds = 5_000;

/** One conversation with the person beside it; read as soon as it is open. */
export function Thread({ id, onChange }: { id: string; onChange: () => void }) {
  const request = { params: { id }, query: {} };
  const thread = useApi(readConversation, request, { refreshInterval: refreshMilliseconds, focusThrottleInterval: 2000 });
  const mayAnswer = useMay('conversations.answer');
  const announce = useAnnounce();
  const [earlier, setEarlier] = useState<{ messages: ConversationMessage[]; next: string | null } | null>(null);
  const end = useRef<HTMLDivElement>(null);
  const { data } = thread;
  const newest = data?.messages[0]?.id;
  const unread = data?.conversation.unread ?? 0;

  const update = async (change: Change, done: string | null) => {
    try {
      const conversation = await call(updateConversation, { params: { id }, body: change });
      await thread.mutate((before) => (before === undefined ? undefined : { ...before, conversation }), { revalidate: false });
      onChange();
      if (done !== null) announce(done);
    } catch (error) {
      if (done !== null) announce(sayToOfficer(failureOf(error)));
    }
  };
  const latest = useRef(update);
  latest.current = update;

  useEffect(() => {
    if (newest !== undefined) end.current?.scrollIntoView({ block: 'nearest' });
  }, [newest]);
  useEffect(() => {
    if (unread > 0 && mayAnswer) void latest.current({ read: true }, null);
  }, [unread, mayAnswer]);

  if (data === undefined)
    return (
      <section className="inbox-thread" aria-label="Cuộc trò chuyện">
        {thread.error === undefined ? <Skeleton rows={5} /> : <Failure failure={thread.error} onRetry={() => void thread.mutate()} />}
      </section>
    );

  const before = earlier === null ? data.next : earlier.next;
  const more = async () => {
    if (before === null) return;
    try {
      const page = await call(readConversation, { params: { id }, query: { before } });
      setEarlier({ messages: [...(earlier?.messages ?? []), ...page.messages], next: page.next });
    } catch (error) {
      announce(sayToOfficer(failureOf(error)));
    }
  };
  const known = new Set(data.messages.map((message) => message.id));
  const messages = [...data.messages, ...(earlier?.messages ?? []).filter((message) => !known.has(message.id))].reverse();
  const now = new Date();

  return (
    <>
      <section className="inbox-thread" aria-label={`Cuộc trò chuyện với ${data.person.name ?? 'người dân'}`}>
        <Head conversation={data.conversation} now={now} mayAnswer={mayAnswer} onUpdate={(change, done) => void update(change, done)} />
        <div className="inbox-messages">
          {before !== null && (
            <button type="button" className="desk-tool" onClick={() => void more()}>
              Xem tin cũ hơn
            </button>
          )}
          <ol className="inbox-bubbles">
            {messages.map((message) => (
              <Bubble key={message.id} message={message} now={now} />
            ))}
          </ol>
          <div ref={end} />
        </div>
        {mayAnswer && (
          <Answer
            conversation={data.conversation}
            onSent={() => {
              void thread.mutate();
              onChange();
            }}
          />
        )}
      </section>
      <Person person={data.person} />
    </>
  );
}

type HeadProps = { conversation: ConversationSummary; now: Date; mayAnswer: boolean; onUpdate: (change: Change, done: string) => void };

function Head({ conversation, now, mayAnswer, onUpdate }: HeadProps) {
  const { state, topic, assignedTo, window } = conversation;
  return (
    <header className="inbox-head">
      <div className="inbox-head-words">
        <h2 className="section-title">{conversation.name ?? 'Người dân'}</h2>
        <p className="quiet">
          {[
            stateWords[state],
            topic === null ? null : topicWords[topic],
            assignedTo === null ? 'Chưa ai nhận' : `${assignedTo.name} nhận`,
            windowWords(window, now),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {mayAnswer && (
        <div className="inbox-head-tools">
          {assignedTo === null ? (
            <button type="button" className="desk-tool" onClick={() => onUpdate({ assigned: 'me' }, 'Đã nhận trả lời.')}>
              Nhận trả lời
            </button>
          ) : (
            <button type="button" className="desk-tool" onClick={() => onUpdate({ assigned: 'nobody' }, 'Đã trả lại.')}>
              Trả lại
            </button>
          )}
          {state === 'closed' ? (
            <button type="button" className="desk-tool" onClick={() => onUpdate({ state: 'open' }, 'Đã mở lại.')}>
              Mở lại
            </button>
          ) : (
            <button
              type="button"
              className="desk-tool"
              onClick={() => onUpdate({ state: 'closed' }, 'Đã đóng. Người dân nhắn thêm thì tự mở lại.')}
            >
              Đóng lại
            </button>
          )}
        </div>
      )}
    </header>
  );
}

const senders: Record<ConversationMessage['from'], string> = { person: 'Người dân', officer: 'Xã', automatic: 'Trả lời tự động' };

function Bubble({ message, now }: { message: ConversationMessage; now: Date }) {
  const fate = deliveryWords(message.state);
  const troubled = message.state === 'failed' || message.state === 'skipped' || message.state === 'unconfirmed';
  return (
    <li className={`inbox-bubble inbox-bubble-${message.from}`}>
      <p className="inbox-sender">{message.officerName ?? senders[message.from]}</p>
      {message.text !== '' && <p className="inbox-text">{message.text}</p>}
      {message.attachments.map((attachment) => (
        <Attached key={attachment.url ?? `${attachment.kind}${attachment.name}`} attachment={attachment} />
      ))}
      <p className="inbox-fate" data-troubled={troubled}>
        {whenWords(message.at, now)}
        {fate !== null && ` · ${fate}`}
      </p>
    </li>
  );
}

const attachmentWords: Readonly<Record<string, string>> = {
  image: 'Ảnh',
  gif: 'Ảnh động',
  link: 'Đường dẫn',
  audio: 'Ghi âm',
  video: 'Đoạn phim',
  sticker: 'Nhãn dán',
  location: 'Vị trí',
  file: 'Tệp',
};

function Attached({
  attachment: { kind, url, thumbnailUrl, name, description, location },
}: {
  attachment: Read['messages'][number]['attachments'][number];
}) {
  const words = name ?? description ?? attachmentWords[kind] ?? 'Tin đính kèm';
  const picture = thumbnailUrl ?? url;
  if ((kind === 'image' || kind === 'gif' || kind === 'sticker') && picture !== null)
    return (
      <a
        href={url ?? picture}
        className="inbox-picture"
        onClick={(event) => {
          event.preventDefault();
          void openPage(url ?? picture).then((answer) => {
            if (answer.kind !== 'given') window.open(url ?? picture, '_blank', 'noopener');
          });
        }}
      >
        <img src={picture} alt={description ?? 'Ảnh người dân gửi'} loading="lazy" />
      </a>
    );
  const address = location === null ? url : `https://www.google.com/maps?q=${location.latitude},${location.longitude}`;
  return address === null ? (
    <p className="inbox-file">{words}</p>
  ) : (
    <a className="inbox-file" href={address} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
}

const longestAnswer = 2_000;

/** The answer as the person will read it; what costs asks once. */
function Answer({ conversation, onSent }: { conversation: ConversationSummary; onSent: () => void }) {
  const announce = useAnnounce();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [asksPrice, setAsksPrice] = useState(false);
  const byKeys = useMedia('(min-width: 900px)');
  // The same press again is the same answer; another text is another one.
  const key = useRef<{ text: string; key: string } | null>(null);
  const { window } = conversation;

  if (window.kind === 'closed')
    return (
      <div className="inbox-answer">
        <Notice tone="attention" title="Zalo không cho trả lời nữa">
          <p>Đã quá 7 ngày từ lần người này nhắn. Xin gọi điện, hoặc chờ người này nhắn lại.</p>
        </Notice>
      </div>
    );

  const send = async (acceptBilled: boolean) => {
    const words = text.trim();
    if (words === '' || busy) return;
    if (window.kind === 'billed' && !acceptBilled) {
      setAsksPrice(true);
      return;
    }
    setAsksPrice(false);
    setBusy(true);
    setFault(null);
    if (key.current?.text !== words) key.current = { text: words, key: crypto.randomUUID() };
    try {
      const sent = await call(
        answerConversation,
        { params: { id: conversation.id }, body: { text: words, acceptBilled } },
        { idempotencyKey: key.current.key },
      );
      key.current = null;
      setText('');
      announce(sent.state === 'waiting' ? 'Đã nhận câu trả lời, đang gửi.' : 'Đã gửi câu trả lời.');
      onSent();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'billed_answer') setAsksPrice(true);
      else setFault(sayToOfficer(failure));
    }
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(false);
  };

  return (
    <form className="inbox-answer" onSubmit={submit} aria-label="Trả lời">
      <div className="inbox-quick">
        {quickReplies.map(({ name, text: words }) => (
          <button
            key={name}
            type="button"
            className="inbox-shelf"
            onClick={() => {
              setText((before) => (before.trim() === '' ? words : `${before.trimEnd()}\n${words}`));
              document.getElementById('answer-text')?.focus();
            }}
          >
            {name}
          </button>
        ))}
      </div>
      <label htmlFor="answer-text" className="visually-hidden">
        Câu trả lời
      </label>
      <textarea
        id="answer-text"
        className="desk-small-input inbox-text-box"
        rows={byKeys ? 3 : 2}
        maxLength={longestAnswer}
        placeholder={byKeys ? 'Viết câu trả lời. Ctrl + Enter để gửi.' : 'Viết câu trả lời'}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send(false);
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {fault !== null && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
      <div className="inbox-send">
        <span className="quiet">{windowWords(window, new Date())}</span>
        <Button submits busy={busy} disabled={text.trim() === ''}>
          Gửi trả lời
        </Button>
      </div>
      {asksPrice && (
        <Dialog
          title="Câu trả lời này Zalo tính phí"
          onClose={() => setAsksPrice(false)}
          actions={
            <>
              <Button onPress={() => void send(true)}>Gửi và chịu phí</Button>
              <Button look="plain" onPress={() => setAsksPrice(false)}>
                Chưa gửi
              </Button>
            </>
          }
        >
          <p>Đã quá 48 giờ từ lần người này nhắn. Zalo tính phí tin trả lời theo bảng giá của Official Account.</p>
        </Dialog>
      )}
    </form>
  );
}

function Person({ person }: { person: Read['person'] }) {
  const me = useMe();
  const facts: [string, string][] = [
    ['Xóm', person.hamletName ?? 'Chưa rõ'],
    ['Mã hộ', person.householdCode ?? 'Chưa ghi'],
    ['Trang Zalo', person.follows ? 'Đang quan tâm' : 'Không quan tâm'],
    ['Mini App', person.resident ? 'Đã dùng' : 'Chưa dùng'],
    ['Số điện thoại', person.hasPhone ? 'Đã để lại' : 'Chưa có'],
  ];
  return (
    <aside className="inbox-person" aria-label="Về người này">
      <h2 className="section-title">{person.name ?? 'Chưa rõ tên'}</h2>
      <dl className="desk-facts">
        {facts.map(([name, value]) => (
          <div key={name} className="inbox-fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isOneOf(me.data, permissions['desk.act']) && (
        <Link to="/console/book" className="desk-tool">
          Đặt lịch hộ
        </Link>
      )}
      {isOneOf(me.data, permissions['audience.read']) && person.name !== null && (
        <Link to={`/console/audience?search=${encodeURIComponent(person.name)}`} className="desk-tool">
          Ghi xóm, mã hộ
        </Link>
      )}
    </aside>
  );
}
