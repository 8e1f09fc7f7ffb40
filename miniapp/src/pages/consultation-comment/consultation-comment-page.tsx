import '../../features/consultations/consultations.css';
import '../../features/feedback/feedback.css';
import { type Consultation, giveOpinion, longestOpinion, readConsultation } from 'backend/contracts/consultations';
import { legalSigns } from 'backend/contracts/legal-signs';
import type { Me } from 'backend/contracts/residents';
import { useId, useMemo, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { Toggle } from '../../components/toggle.js';
import { plainDate } from '../../days.js';
import { newKey } from '../../features/appointments/send-booking.js';
import {
  dropOpinion,
  keepOpinion,
  loadOpinion,
  type OpinionDraft,
  opinionOf,
  withOpinionKey,
} from '../../features/consultations/opinion-draft.js';
import { WordsField } from '../../features/feedback/words-field.js';
import { StopNotice } from '../../features/guidance/stop-notice.js';
import { useMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { keyOf, useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { sayFailure } from '../../words.js';

/** Saying something to a paragraph or to the whole draft; kept on the phone until it is sent, and sent once. */
export default function ConsultationCommentPage() {
  const { id = '' } = useParams();
  const page = useApi(readConsultation, { params: { id } }, { revalidateOnFocus: false });
  const me = useMe();
  const backTo = `/consultations/${id}`;
  const [sent, setSent] = useState(false);
  if (sent) return <Thanks id={id} />;
  if (page.data?.state === 'open' && me.data !== undefined)
    return <Form key={id} found={page.data} me={me.data} onSent={() => setSent(true)} onReload={() => void page.mutate()} />;
  return (
    <Screen title="Góp ý" backTo={backTo}>
      {page.data !== undefined && page.data.state !== 'open' ? (
        <Notice
          title={page.data.state === 'withdrawn' ? 'Xã đã rút nội dung này' : `Đã hết hạn góp ý ngày ${plainDate(page.data.closesOn)}`}
        >
          <p>Cảm ơn ông/bà đã quan tâm. Kết quả tổng hợp được đăng ngay tại trang lấy ý kiến.</p>
          <Link to={backTo} className="more-link">
            Xem trang lấy ý kiến
          </Link>
        </Notice>
      ) : page.error !== undefined || me.error !== undefined ? (
        <Failure
          failure={page.error ?? me.error ?? new CallFailure('internal', 0)}
          onRetry={() => {
            void page.mutate();
            void me.mutate();
          }}
        />
      ) : (
        <Skeleton rows={3} tall />
      )}
    </Screen>
  );
}

type FormProps = { found: Consultation; me: Me; onSent: () => void; onReload: () => void };

function Form({ found, me, onSent, onReload }: FormProps) {
  const { id, version, parts } = found;
  const selectId = useId();
  const [search] = useSearchParams();
  const { mutate } = useSWRConfig();
  const asked = search.get('paragraph');
  const known = (key: string | null) => (parts.some((part) => part.key === key && part.kind === 'text') ? key : null);
  const [draft, setDraft] = useState(() => {
    const kept = loadOpinion(id);
    return { ...kept, paragraph: known(asked ?? kept.paragraph) };
  });
  const [faults, setFaults] = useState<{ text?: string; named?: string }>({});
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const stop = useStop(draft.text);
  const quoted = parts.find(({ key }) => key === draft.paragraph);

  const change = (part: Partial<OpinionDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    setFaults({});
    setFailure(null);
    keepOpinion(id, next);
  };

  const send = async () => {
    const body = opinionOf(draft, version);
    if (busy || stop.isClear) return;
    if (body === null)
      return setFaults({
        ...(draft.text.trim().length < 3 && { text: 'Xin viết ý kiến của ông/bà.' }),
        ...(draft.named === null && { named: 'Xin chọn có nêu tên hay không.' }),
      });
    const keyed = withOpinionKey(draft, body, newKey);
    setDraft(keyed);
    keepOpinion(id, keyed);
    setBusy(true);
    setFailure(null);
    try {
      await call(giveOpinion, { params: { id }, body }, { idempotencyKey: keyed.sent.key });
      dropOpinion(id);
      await mutate(keyOf(readConsultation, { params: { id } }));
      onSent();
    } catch (error) {
      const refused = error instanceof CallFailure ? error : new CallFailure('internal', 0);
      setFailure(refused);
      // Another version was published while this one was read: what was written stays.
      if (refused.code === 'consultation_changed' || refused.code === 'consultation_closed') onReload();
    }
    setBusy(false);
  };

  return (
    <Screen
      title="Góp ý"
      backTo={`/consultations/${id}`}
      action={
        <Button busy={busy} disabled={stop.isClear} onPress={() => void send()}>
          Gửi ý kiến
        </Button>
      }
    >
      <div>
        <h2 className="title">{found.title}</h2>
        <p className="quiet">Hôm nay còn gửi được {found.mine.leftToday} ý kiến.</p>
      </div>
      <div className="field">
        <label htmlFor={selectId} className="field-label">
          Góp ý về
        </label>
        <select
          id={selectId}
          className="field-input"
          value={draft.paragraph ?? ''}
          onChange={(event) => change({ paragraph: event.target.value === '' ? null : event.target.value })}
        >
          <option value="">Cả dự thảo</option>
          {parts.map(
            ({ key, number, text }) =>
              number !== null && (
                <option key={key} value={key}>
                  Đoạn {number}: {text.length > 40 ? `${text.slice(0, 40)}…` : text}
                </option>
              ),
          )}
        </select>
      </div>
      {quoted !== undefined && <p className="consultation-quote">{quoted.text}</p>}
      <WordsField
        label="Ý kiến của ông/bà"
        hint="Đồng ý điều gì, nên sửa thế nào, vì sao. Xin đừng ghi số điện thoại, số căn cước."
        value={draft.text}
        max={longestOpinion}
        fault={faults.text ?? failure?.fields['body.text']}
        onChange={(text) => change({ text })}
      />
      {(stop.sign !== null || failure?.code === 'denunciation_not_here') && (
        <StopNotice
          kind={stop.sign?.kind ?? 'denunciation'}
          certainty={stop.sign?.certainty ?? 'clear'}
          words={stop.sign?.words ?? ''}
          numbers={[]}
          onEdit={() => document.querySelector<HTMLTextAreaElement>('.screen textarea')?.focus()}
        />
      )}
      <Choices
        legend="Khi đăng, ghi tên thế nào?"
        choices={[
          me.nameKnown
            ? { value: 'named', name: me.name }
            : { value: 'named', name: 'Ghi tên tôi', detail: 'Xin ghi tên ở mục Cá nhân trước', disabled: true },
          { value: 'resident', name: 'Một người dân', detail: 'Không ghi tên' },
        ]}
        value={draft.named === null ? null : draft.named ? 'named' : 'resident'}
        fault={faults.named}
        onChoose={(who) => change({ named: who === 'named' })}
      />
      <div className="rows consultation-toggles">
        {me.hamletName !== null && (
          <Toggle name={`Cho biết tôi ở ${me.hamletName}`} on={draft.tellHamlet} onChange={(tellHamlet) => change({ tellHamlet })} />
        )}
        <Toggle name="Nhắn Zalo cho tôi khi có kết quả" on={draft.tellMe} onChange={(tellMe) => change({ tellMe })} />
      </div>
      <p className="quiet">Cán bộ đọc trước, che số điện thoại và thông tin riêng, rồi mới đăng cho mọi người xem.</p>
      {failure !== null && failure.code !== 'denunciation_not_here' && (
        <Notice tone="danger" urgent>
          <p>{sayFailure(failure)}</p>
        </Notice>
      )}
    </Screen>
  );
}

/** What the words may be besides an opinion, once the typing pauses. */
function useStop(text: string) {
  const typed = useDelayed(text, 500);
  const sign = useMemo(() => {
    const signs = legalSigns(typed);
    return signs.find(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear') ?? signs[0] ?? null;
  }, [typed]);
  const isCurrent = text.trim() !== '';
  return { sign: isCurrent ? sign : null, isClear: isCurrent && sign?.kind === 'denunciation' && sign.certainty === 'clear' };
}

function Thanks({ id }: { id: string }) {
  const navigate = useNavigate();
  const back = () => navigate(`/consultations/${id}`, { replace: true });
  return (
    <Screen
      title="Cảm ơn ông/bà"
      backTo={`/consultations/${id}`}
      onBack={back}
      action={<Button onPress={back}>Về trang lấy ý kiến</Button>}
    >
      <Notice tone="done" title="Xã đã nhận ý kiến của ông/bà">
        <p>Cán bộ đọc rồi đăng. Hết hạn góp ý, xã trả lời ý kiến nào được tiếp thu, ý kiến nào chưa và vì sao.</p>
      </Notice>
    </Screen>
  );
}
