import '../../features/feedback/feedback.css';
import { actOnTrackedReport, type Report, readTrackedReport } from 'backend/contracts/feedback';
import { type FormEvent, useId, useRef, useState } from 'react';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Notice } from '../../components/states.js';
import { countdown } from '../../days.js';
import { forgetCode, keepCode, keptCodes } from '../../features/feedback/kept-codes.js';
import { ReportSheet } from '../../features/feedback/report-sheet.js';
import { groupedCode } from '../../features/feedback/report-words.js';
import { usePhoneIsTheirs } from '../../features/feedback/writing.js';
import { callAnonymously } from '../../session.js';
import { useNow } from '../../use-now.js';
import { sayFailure } from '../../words.js';

const length = 'ABCD-EFGH-JKLM'.length;

/** Following a report sent without a name, by its code. The code stands in no address, and stays on the phone only when the person asks for it. */
export default function TrackPage() {
  const [found, setFound] = useState<{ code: string; report: Report } | null>(null);
  if (found === null) return <Enter onFound={(code, report) => setFound({ code, report })} />;
  return (
    <Screen title="Phản ánh giấu tên" onBack={() => setFound(null)}>
      <ReportSheet
        report={found.report}
        mayKeep={false}
        act={(action) => callAnonymously(actOnTrackedReport, { body: { trackingCode: found.code, action } })}
        onReport={(report) => setFound({ ...found, report })}
      />
      <KeepPart code={found.code} />
    </Screen>
  );
}

function Enter({ onFound }: { onFound: (code: string, report: Report) => void }) {
  const id = useId();
  const theirs = usePhoneIsTheirs();
  const field = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [waitUntil, setWaitUntil] = useState<number | null>(null);
  const kept = theirs ? keptCodes() : [];

  const look = async (asked: string) => {
    if (busy) return;
    if (asked.length < length) {
      setFault('Mã có 12 chữ và số. Xin gõ cho đủ.');
      field.current?.focus();
      return;
    }
    setBusy(true);
    setFault(null);
    try {
      onFound(asked, await callAnonymously(readTrackedReport, { body: { trackingCode: asked } }));
      return;
    } catch (error) {
      const failure = error instanceof CallFailure ? error : new CallFailure('internal', 0);
      if (failure.code === 'too_many_requests') setWaitUntil(Date.now() + (failure.retryAfter ?? 60) * 1000);
      else setFault(failure.code === 'offline' ? 'Mạng yếu nên chưa tra được. Xin bấm lại.' : sayFailure(failure));
    }
    setBusy(false);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void look(code);
  };

  return (
    <Screen title="Tra mã giấu tên" backTo="/reports">
      <form className="stack" onSubmit={submit} aria-label="Tra mã">
        <div className="field">
          <label htmlFor={id} className="field-label">
            Mã tra cứu
          </label>
          <p id={`${id}-hint`} className="field-hint">
            Mã hiện ra khi gửi phản ánh không nêu tên. Chữ hoa, chữ thường như nhau.
          </p>
          <input
            ref={field}
            id={id}
            className="field-input code-input"
            value={code}
            placeholder="ABCD-EFGH-JKLM"
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="search"
            aria-invalid={fault !== null}
            aria-describedby={fault === null ? `${id}-hint` : `${id}-fault`}
            onChange={({ target }) => {
              setCode(groupedCode(target.value));
              setFault(null);
            }}
          />
          {fault !== null && (
            <p id={`${id}-fault`} className="field-fault" role="alert">
              {fault}
            </p>
          )}
        </div>
        {waitUntil === null ? (
          <Button submits busy={busy} onPress={() => undefined}>
            Xem phản ánh
          </Button>
        ) : (
          <Wait until={waitUntil} onOver={() => setWaitUntil(null)} />
        )}
      </form>
      {kept.length > 0 && (
        <section className="stack" aria-labelledby={`${id}-kept`}>
          <h2 id={`${id}-kept`} className="section-title">
            Mã giữ trên máy này
          </h2>
          <ul className="rows">
            {kept.map((one) => (
              <li key={one}>
                <button type="button" className="row kept-code" disabled={busy || waitUntil !== null} onClick={() => void look(one)}>
                  {one}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="quiet">Mất mã thì không xem lại được: xã không biết ai gửi nên không tìm hộ được. Có thể gửi một phản ánh mới.</p>
    </Screen>
  );
}

/** Too many wrong codes from here: nobody is to find one by trying. */
function Wait({ until, onOver }: { until: number; onOver: () => void }) {
  const left = (until - useNow()) / 1000;
  if (left <= 0)
    return (
      <Button look="plain" onPress={onOver}>
        Thử lại
      </Button>
    );
  return (
    <Notice tone="attention" title="Thử nhiều lần quá">
      <p>
        Để không ai dò được mã, xin chờ <strong>{countdown(left + 0.999)}</strong> rồi gõ lại.
      </p>
    </Notice>
  );
}

function KeepPart({ code }: { code: string }) {
  const [isKept, setKept] = useState(() => keptCodes().includes(code));
  return (
    <div className="keep-code">
      <p className="quiet">{isKept ? 'Máy này đang giữ mã.' : 'Máy này không giữ mã.'}</p>
      <button
        type="button"
        className="text-button"
        onClick={() => {
          if (isKept) forgetCode(code);
          else keepCode(code);
          setKept(!isKept);
        }}
      >
        {isKept ? 'Xóa mã khỏi máy' : 'Giữ mã trên máy này'}
      </button>
    </div>
  );
}
