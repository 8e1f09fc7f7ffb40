import '../broadcasts/broadcasts.css';
import { draftOccasion, listOccasions, type Occasion, updateOccasion } from 'backend/contracts/broadcasts';
import { permissions } from 'backend/contracts/permissions';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { Toggle } from '../../components/toggle.js';
import { inVietnam, longDate } from '../../days.js';
import { useMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { ContentPart } from '../broadcasts/content-part.js';
import { BroadcastMark } from '../broadcasts/marks.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { NumberField, TimeField } from '../fields.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { LeaveDialog } from '../leave-dialog.js';
import { isOneOf } from '../may.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';

/** The occasions of a year: their day by both calendars, their words, and the state of this year's draft. */
export function OccasionsPage() {
  const me = useMe();
  const mayWrite = isOneOf(me.data, permissions['broadcasts.write']);
  const today = inVietnam(new Date()).day;
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const list = useApi(listOccasions, { query: { year } });
  const [edited, setEdited] = useState<string | null>(null);
  const order = ({ day }: Occasion) => (day === null ? '2' : day < today ? `1${day}` : `0${day}`);
  const occasions = [...(list.data?.occasions ?? [])].sort((one, other) => order(one).localeCompare(order(other)));
  const open = occasions.find(({ key }) => key === edited);
  const refresh = () => list.mutate();
  const next = occasions.find(({ day }) => day !== null && day >= today);

  if (open !== undefined)
    return (
      <Frame title={open.name} beside={open.day === null ? '' : longDate(open.day)} onBackToList={() => setEdited(null)}>
        <OccasionForm
          occasion={open}
          onDone={() => {
            setEdited(null);
            void refresh();
          }}
        />
      </Frame>
    );
  return (
    <Frame title="Lịch lễ, tết">
      <p>Trước mỗi dịp vài ngày, máy soạn sẵn lời chúc để cán bộ sửa rồi trình Chủ tịch duyệt. Không tin nào tự gửi khi chưa duyệt.</p>
      <FilterChips
        legend="Năm"
        chips={[0, 1].map((more) => Number(today.slice(0, 4)) + more).map((value) => ({ value, name: `Năm ${value}` }))}
        value={year}
        onChoose={setYear}
      />
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={6} />}
      {occasions.length > 0 && (
        <ul className="desk-broadcasts">
          {occasions.map((occasion) => (
            <OccasionRow
              key={occasion.key}
              occasion={occasion}
              year={year}
              isNext={occasion.key === next?.key}
              isPast={occasion.day !== null && occasion.day < today}
              mayWrite={mayWrite}
              onEdit={() => setEdited(occasion.key)}
              onChanged={refresh}
            />
          ))}
        </ul>
      )}
    </Frame>
  );
}

type RowProps = {
  occasion: Occasion;
  year: number;
  isNext: boolean;
  isPast: boolean;
  mayWrite: boolean;
  onEdit: () => void;
  onChanged: () => Promise<unknown>;
};

function OccasionRow({ occasion, year, isNext, isPast, mayWrite, onEdit, onChanged }: RowProps) {
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const { key, name, day, lunarText, enabled, draftDaysBefore, sendTime, broadcast } = occasion;
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setFault(null);
    try {
      await work();
    } catch (error) {
      setFault(sayToOfficer(failureOf(error)));
    }
    setBusy(false);
  };
  const turn = (on: boolean) =>
    run(async () => {
      await call(updateOccasion, { params: { key }, body: { enabled: on } });
      await onChanged();
      announce(on ? `Đã bật ${name}.` : `Đã tắt ${name}.`);
    });
  const draft = () =>
    run(async () => {
      const { id } = await call(draftOccasion, { params: { key }, body: { year } });
      navigate(`/console/broadcasts/${id}`);
    });
  return (
    <li className="desk-occasion" data-next={isNext}>
      {mayWrite ? (
        <Toggle
          name={name}
          detail={<DayWords day={day} lunarText={lunarText} isNext={isNext} />}
          on={enabled}
          disabled={busy}
          onChange={(on) => void turn(on)}
        />
      ) : (
        <p className="desk-occasion-words">
          <strong>{name}</strong>
          <span className="quiet desk-block">
            <DayWords day={day} lunarText={lunarText} isNext={isNext} />
          </span>
        </p>
      )}
      <div className="desk-occasion-more">
        <span className="desk-under">
          {isPast ? 'Đã qua' : enabled ? `Soạn sẵn trước ${draftDaysBefore} ngày, hẹn gửi ${sendTime}` : 'Không soạn sẵn'}
          {broadcast !== null && (
            <button type="button" className="text-button desk-block" onClick={() => navigate(`/console/broadcasts/${broadcast.id}`)}>
              <BroadcastMark status={broadcast.status} />
            </button>
          )}
        </span>
        {mayWrite && (
          <span className="desk-tools">
            <button type="button" className="desk-tool" aria-label={`Sửa lời chúc ${name}`} onClick={onEdit}>
              Sửa lời
            </button>
            {broadcast === null && day !== null && !isPast && (
              <button type="button" className="desk-tool" aria-label={`Soạn ngay ${name}`} disabled={busy} onClick={() => void draft()}>
                Soạn ngay
              </button>
            )}
          </span>
        )}
      </div>
      {fault !== null && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </li>
  );
}

function DayWords({ day, lunarText, isNext }: { day: string | null; lunarText: string | null; isNext: boolean }) {
  if (day === null) return <>Năm này không có ngày ấy</>;
  return (
    <>
      {longDate(day)}
      {lunarText !== null && ` · ${lunarText} âm lịch`}
      {isNext && <strong> · sắp tới</strong>}
    </>
  );
}

/** The words and times of one occasion, for every year to come. */
function OccasionForm({ occasion, onDone }: { occasion: Occasion; onDone: () => void }) {
  const { busy, failure, faults, save } = useSave();
  const before = {
    title: occasion.title,
    text: occasion.text,
    draftDaysBefore: String(occasion.draftDaysBefore),
    sendTime: occasion.sendTime,
  };
  const [form, setForm] = useState(before);
  const [kept, setKept] = useState(false);
  const guard = useLeaveGuard(!kept && JSON.stringify(form) !== JSON.stringify(before));
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const days = Number(form.draftDaysBefore);
    const wrong: Record<string, string> = {};
    if (form.title.trim().length < 3) wrong['body.content.title'] = 'Xin viết tiêu đề.';
    if (form.text.trim().length < 10) wrong['body.content.text'] = 'Xin viết lời chúc.';
    if (!Number.isInteger(days) || days < 1 || days > 60) wrong['body.draftDaysBefore'] = 'Xin ghi từ 1 đến 60 ngày.';
    const body = { title: form.title.trim(), text: form.text.trim(), draftDaysBefore: days, sendTime: form.sendTime };
    const keep = async () => {
      await call(updateOccasion, { params: { key: occasion.key }, body });
      setKept(true);
    };
    if (await save(wrong, keep, `Đã lưu lời chúc ${occasion.name}.`)) onDone();
  };
  const said = {
    ...faults,
    ...(faults['body.title'] === undefined ? {} : { 'body.content.title': faults['body.title'] }),
    ...(faults['body.text'] === undefined ? {} : { 'body.content.text': faults['body.text'] }),
  };
  return (
    <form className="desk-step" noValidate onSubmit={(event) => void send(event)}>
      {occasion.solemn && (
        <Notice>
          <p>Ngày tưởng niệm: lời lẽ trang nghiêm, không dùng dấu chấm than.</p>
        </Notice>
      )}
      <p className="quiet">Sửa ở đây là sửa cho mọi năm về sau. Bản nháp đã soạn của năm nay không đổi.</p>
      <ContentPart
        form={{ ...form, pictureId: null, buttonPath: '', buttonTitle: '' }}
        faults={said}
        onChange={({ title, text }) =>
          setForm((now) => ({ ...now, ...(title === undefined ? {} : { title }), ...(text === undefined ? {} : { text }) }))
        }
      />
      <div className="desk-pair">
        <NumberField
          label="Soạn sẵn trước mấy ngày"
          min={1}
          max={60}
          value={form.draftDaysBefore}
          fault={faults['body.draftDaysBefore']}
          onChange={(draftDaysBefore) => setForm((now) => ({ ...now, draftDaysBefore }))}
        />
        <TimeField
          label="Hẹn gửi lúc"
          value={form.sendTime}
          fault={faults['body.sendTime']}
          onChange={(sendTime) => setForm((now) => ({ ...now, sendTime }))}
        />
      </div>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy}>
        Lưu lời chúc
      </Button>
      <Button look="quiet" onPress={onDone}>
        Để nguyên
      </Button>
      <LeaveDialog guard={guard} lost="Những gì vừa sửa sẽ mất." />
    </form>
  );
}
