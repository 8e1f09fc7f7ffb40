import './console-sign-in.css';
import {
  approveConsoleSignIn,
  endConsoleSession,
  listConsoleSessions,
  readConsoleSignIn,
  refuseConsoleSignIn,
} from 'backend/contracts/console-session';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { MonitorSmartphone } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { inVietnam, spokenInstant, spokenTime } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';
import { scanCode } from '../../zalo.js';

const failureOf = (error: unknown) => (error instanceof CallFailure ? error : new CallFailure('internal', 0));
/** The code in the link that the computer shows. */
const codeIn = (text: string): string | null => /\/console-sign-in\/([A-Za-z0-9_-]{43})(?:[/?#]|$)/.exec(text)?.[1] ?? null;

/** With a code: whether a computer may come in. Without one: the scanner, and the computers that are in. */
export default function ConsoleSignInPage() {
  const { code } = useParams();
  return (
    <Screen title={code === undefined ? 'Máy tính của tôi' : 'Máy tính xin vào'} backTo="/me">
      {code === undefined ? <Computers /> : <Request key={code} code={code} />}
    </Screen>
  );
}

type Outcome = { kind: 'approved' } | { kind: 'refused' } | { kind: 'failed'; failure: CallFailure };

function Request({ code }: { code: string }) {
  const asked = useApi(readConsoleSignIn, { params: { code } }, { revalidateOnFocus: false, revalidateOnReconnect: false });
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  if (outcome !== null) return <Said outcome={outcome} />;
  if (asked.error !== undefined)
    return asked.error.code === 'not_allowed' ? (
      <Notice tone="attention" title="Mục này dành cho cán bộ của xã">
        <p>Mã vừa quét là để cán bộ đăng nhập máy tính. Ông/bà không cần làm gì thêm.</p>
      </Notice>
    ) : asked.error.code === 'console_sign_in_unknown' || asked.error.code === 'invalid_request' ? (
      <Said outcome={{ kind: 'failed', failure: asked.error }} />
    ) : (
      <Failure failure={asked.error} onRetry={() => void asked.mutate()} />
    );
  if (asked.data === undefined) return <Skeleton rows={3} tall />;
  return <Question code={code} asked={asked.data} onOutcome={setOutcome} />;
}

function Question({
  code,
  asked,
  onOutcome,
}: {
  code: string;
  asked: ReplyOf<typeof readConsoleSignIn>;
  onOutcome: (outcome: Outcome) => void;
}) {
  const [number, setNumber] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState<'approve' | 'refuse' | null>(null);
  const announce = useAnnounce();

  const answer = async (kind: 'approve' | 'refuse', work: () => Promise<unknown>) => {
    setBusy(kind);
    try {
      await work();
      onOutcome({ kind: kind === 'approve' ? 'approved' : 'refused' });
    } catch (error) {
      const failure = failureOf(error);
      // With a network the same answer may still be given; everything else has ended this request.
      if (failure.isPassing || failure.code === 'offline') announce(sayFailure(failure));
      else onOutcome({ kind: 'failed', failure });
    }
    setBusy(null);
  };
  const approve = () => {
    if (number === null) return setMissing(true);
    void answer('approve', () => call(approveConsoleSignIn, { params: { code }, body: { number } }));
  };

  return (
    <>
      <section className="card sign-in-device">
        <MonitorSmartphone aria-hidden="true" size={32} />
        <div>
          <p className="sign-in-name">{asked.device}</p>
          <p className="quiet">xin vào bàn làm việc lúc {spokenTime(inVietnam(new Date(asked.askedAt)).time)}</p>
        </div>
      </section>
      <div className="sign-in-numbers">
        <Choices
          legend="Số nào đang hiện trên màn hình máy tính?"
          choices={asked.numbers.map((value) => ({ value, name: value }))}
          value={number}
          onChoose={setNumber}
          small
          fault={missing && number === null ? 'Xin chọn số đang hiện trên máy tính.' : undefined}
        />
      </div>
      <div className="stack">
        <Button busy={busy === 'approve'} disabled={busy === 'refuse'} onPress={approve}>
          Cho phép
        </Button>
        <Button
          look="danger"
          busy={busy === 'refuse'}
          disabled={busy === 'approve'}
          onPress={() => void answer('refuse', () => call(refuseConsoleSignIn, { params: { code } }))}
        >
          Không phải tôi
        </Button>
      </div>
      <p className="quiet">
        Chỉ cho phép khi chính ông/bà đang ngồi trước máy tính đó. Nếu mã do người khác gửi tới, xin bấm “Không phải tôi”.
      </p>
    </>
  );
}

function Said({ outcome }: { outcome: Outcome }) {
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="stack sign-in-said">
      {outcome.kind === 'approved' ? (
        <Notice tone="done" title="Đã cho phép">
          <p>Máy tính tự vào bàn làm việc sau vài giây, và tự thoát sau 10 giờ.</p>
        </Notice>
      ) : outcome.kind === 'refused' ? (
        <Notice tone="done" title="Đã từ chối">
          <p>Máy tính đó không vào được. Nếu có người gửi mã cho ông/bà, xin báo quản trị của xã.</p>
        </Notice>
      ) : (
        <Notice tone="attention" title="Chưa đăng nhập được">
          <p>{outcome.failure.detail || sayFailure(outcome.failure)}</p>
        </Notice>
      )}
      <Button look="plain" onPress={() => navigate('/console-sign-in', { replace: true })}>
        Xem các máy tính đang đăng nhập
      </Button>
    </div>
  );
}

function Computers() {
  const navigate = useNavigate();
  const announce = useAnnounce();
  const sessions = useApi(listConsoleSessions, {});
  const [ending, setEnding] = useState<string | null>(null);

  const scan = async () => {
    const answer = await scanCode();
    if (answer.kind === 'refused') return;
    if (answer.kind === 'unavailable') return announce('Máy này không mở được máy quét. Xin quét mã bằng Zalo trên điện thoại.');
    const code = codeIn(answer.value);
    if (code === null) return announce('Mã vừa quét không phải mã đăng nhập của xã.');
    navigate(`/console-sign-in/${code}`);
  };
  const end = async (id: string) => {
    setEnding(id);
    try {
      await call(endConsoleSession, { params: { id } });
      announce('Đã đăng xuất máy tính đó.');
    } catch (error) {
      announce(sayFailure(failureOf(error)));
    }
    await sessions.mutate();
    setEnding(null);
  };

  return (
    <>
      <p>Mở trang bàn làm việc trên máy tính, rồi quét mã QR hiện ở đó.</p>
      <Button onPress={() => void scan()}>Quét mã trên máy tính</Button>
      <section className="stack" aria-labelledby="computers">
        <h2 id="computers" className="section-title">
          Máy tính đang đăng nhập
        </h2>
        {sessions.data === undefined && sessions.error !== undefined && (
          <Failure failure={sessions.error} onRetry={() => void sessions.mutate()} />
        )}
        {sessions.data === undefined && sessions.error === undefined && <Skeleton rows={2} />}
        {sessions.data?.sessions.length === 0 && <p className="quiet">Chưa có máy tính nào.</p>}
        {sessions.data !== undefined && sessions.data.sessions.length > 0 && (
          <ul className="rows">
            {sessions.data.sessions.map(({ id, device, since, lastUsedAt }) => (
              <li key={id} className="sign-in-computer">
                <span className="row-words">
                  <span className="row-name">{device}</span>
                  <span className="quiet">Từ {spokenInstant(since)}</span>
                  <span className="quiet">Dùng gần nhất: {spokenInstant(lastUsedAt)}</span>
                </span>
                <Button look="plain" busy={ending === id} label={`Đăng xuất ${device}`} onPress={() => void end(id)}>
                  Đăng xuất
                </Button>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
