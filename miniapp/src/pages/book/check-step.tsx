import { readSlip } from 'backend/contracts/appointments';
import type { ProcedurePage } from 'backend/contracts/procedures';
import type { Me } from 'backend/contracts/residents';
import { type ReactNode, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import type { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Screen } from '../../components/screen.js';
import { Notice } from '../../components/states.js';
import { longDate, spokenTime } from '../../days.js';
import { type Draft, dropDraft, keepDraft } from '../../features/appointments/draft.js';
import { NearestSlots } from '../../features/appointments/nearest-slots.js';
import { type BookingOutcome, newKey, sendBooking } from '../../features/appointments/send-booking.js';
import { saveSlip } from '../../features/appointments/slip-cache.js';
import { DocumentList } from '../../features/procedures/document-list.js';
import { call } from '../../session.js';
import { keyOf } from '../../use-api.js';
import { documentWords, homeVisitWords, relationWords, sayFailure, wayWords } from '../../words.js';
import { HoldLine } from './hold-line.js';

type CheckStepProps = {
  page: ProcedurePage;
  me: Me;
  draft: Draft;
  heading: ReactNode;
  backTo: string;
  holding: boolean;
  holdFailure: CallFailure | null;
  change: (part: Partial<Draft>) => void;
  onTakeInstead: (date: string, start: string) => void;
  onOtherTime: () => void;
  /** The server found something wrong in what was typed. */
  onFaults: (faults: Record<string, string>) => void;
};

/** Everything once more before it is sent; then the slip. */
export function CheckStep(props: CheckStepProps) {
  const { page, draft, heading, backTo, holding, holdFailure, change, onTakeInstead, onOtherTime, onFaults } = props;
  const navigate = useNavigate();
  const { mutate } = useSWRConfig();
  const [sending, setSending] = useState(false);
  const [outcome, setOutcome] = useState<BookingOutcome | null>(null);

  const underWay = useRef(false);

  const send = async (evenIfDuplicate: boolean) => {
    // The second of two quick taps may come before the button shows that it is busy.
    if (underWay.current) return;
    underWay.current = true;
    setSending(true);
    setOutcome(null);
    let latest = draft;
    const keep = (kept: Draft) => {
      latest = kept;
      keepDraft(kept);
    };
    const result = await sendBooking(draft, evenIfDuplicate, { call, keep, newKey });
    underWay.current = false;
    setSending(false);
    if (result.kind === 'booked') {
      saveSlip(result.slip);
      void mutate(keyOf(readSlip, { params: { id: result.slip.id } }), result.slip, { revalidate: false });
      dropDraft(draft.code);
      navigate(`/slip/${result.slip.id}`, { replace: true, state: { fresh: true } });
      return;
    }
    change(latest);
    setOutcome(result);
    if (result.kind === 'failed' && Object.keys(result.failure.fields).length > 0) onFaults({ ...result.failure.fields });
    if (result.kind === 'failed' && result.failure.code === 'phone_invalid') onFaults({ 'body.phone': sayFailure(result.failure) });
  };

  const place = page.ways.find(({ way }) => way === draft.way);
  return (
    <Screen
      title="Đặt lịch"
      backTo={backTo}
      action={
        <Button busy={sending} onPress={() => void send(false)}>
          Đặt lịch
        </Button>
      }
    >
      {heading}
      {outcome?.kind === 'failed' && (
        <Notice tone="attention" urgent title={outcome.failure.code === 'offline' ? 'Chưa gửi được' : 'Chưa đặt được'}>
          <p>
            {outcome.failure.code === 'offline'
              ? 'Mạng yếu nên chưa gửi được. Bản nháp vẫn còn trên máy. Bấm Đặt lịch để gửi lại, không sợ bị đặt hai lần.'
              : sayFailure(outcome.failure)}
          </p>
        </Notice>
      )}
      {outcome?.kind === 'gone' && (
        <Notice tone="attention" urgent title={sayFailure(outcome.failure)}>
          <NearestSlots
            nearest={outcome.failure.nearest}
            busy={holding}
            onChoose={(date, start) => {
              setOutcome(null);
              onTakeInstead(date, start);
            }}
          />
          <Button look="quiet" onPress={onOtherTime}>
            Chọn ngày giờ khác
          </Button>
        </Notice>
      )}
      {holdFailure !== null && (
        <Notice tone="attention" urgent>
          {sayFailure(holdFailure)}
        </Notice>
      )}
      <HoldLine draft={draft} />
      <Summary {...props} counterName={place?.counterName ?? ''} location={place?.location ?? ''} />
      <section className="card" aria-labelledby="bring">
        <h3 id="bring" className="section-title">
          Cần mang theo
        </h3>
        <DocumentList code={draft.code} documents={page.procedure.documents.map((one) => ({ ...one, detail: documentWords(one) }))} />
      </section>
      <p>
        <strong>Đây là lịch hẹn, chưa phải nộp hồ sơ.</strong> Hồ sơ nộp tại quầy khi đến, hoặc trên Cổng dịch vụ công quốc gia.
      </p>
      {outcome?.kind === 'duplicate' && (
        <Dialog
          title="Đã có lịch hẹn cho việc này"
          onClose={() => setOutcome(null)}
          actions={
            <>
              <Button onPress={() => navigate('/appointments')}>Xem lịch đã có</Button>
              <Button look="plain" busy={sending} onPress={() => void send(true)}>
                Vẫn đặt thêm
              </Button>
              <Button look="quiet" onPress={() => setOutcome(null)}>
                Quay lại xem
              </Button>
            </>
          }
        >
          <p>Ông/bà đang có một lịch hẹn chưa tới ngày cho đúng thủ tục này và người này. Nếu chỉ muốn đổi giờ, mở lịch đã có để đổi.</p>
        </Dialog>
      )}
    </Screen>
  );
}

function Summary({ page, me, draft, counterName, location }: CheckStepProps & { counterName: string; location: string }) {
  const forSelf = draft.relation === 'self';
  const name = forSelf && me.nameKnown ? me.name : draft.name;
  const phone = draft.phone.trim() !== '' ? draft.phone : me.phoneMasked;
  return (
    <section className="card" aria-label="Lịch sắp đặt">
      {draft.date !== null && draft.start !== null && (
        <p className="summary-time">
          <span className="number">{spokenTime(draft.start)}</span>
          <br />
          {longDate(draft.date)}
        </p>
      )}
      <dl className="summary">
        <Line name="Cách làm" value={draft.way === null ? '' : wayWords[draft.way]} />
        {draft.way === 'home' ? (
          <>
            <Line name="Địa chỉ" value={draft.visitAddress} />
            {draft.visitReason !== null && <Line name="Lý do" value={homeVisitWords[draft.visitReason]} />}
          </>
        ) : (
          <Line name="Nơi làm" value={`${counterName}, ${location}`} />
        )}
        <Line name="Người làm giấy tờ" value={forSelf ? name : `${name} (${relationWords[draft.relation].toLowerCase()})`} />
        <Line name="Số điện thoại" value={phone ?? 'Không để lại số'} />
        <Line name="Thời gian giải quyết" value={page.timeText} />
        <Line name="Phí" value={page.feeText} />
      </dl>
    </section>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="quiet">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
