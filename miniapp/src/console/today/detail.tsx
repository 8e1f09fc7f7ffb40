import './detail.css';
import { type DeskAppointment, printSlip } from 'backend/contracts/desk';
import { Phone, Printer, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/states.js';
import { inVietnam, longDate } from '../../days.js';
import { call } from '../../session.js';
import { homeVisitWords, wayWords } from '../../words.js';
import { dial, openInBrowser } from '../../zalo.js';
import { bookedViaWords, comerWords, deskMessageWords, failureOf, phoneWords, sayToOfficer, stepWords } from '../console-words.js';
import { delayWords } from '../day-list.js';
import { mayRevoke, nextStep, otherSteps, type Step } from '../steps.js';
import { RevokeDialog } from './revoke-dialog.js';
import { StatusMark } from './status-mark.js';

type DetailProps = {
  appointment: DeskAppointment;
  today: string;
  now: string;
  /** The list beside it is of another day. */
  listedDate: string;
  busy: boolean;
  mayAct: boolean;
  onStep: (step: Step, appointment: DeskAppointment) => void;
  onDay: (date: string) => void;
  onClose: () => void;
};

/** One appointment: who comes, what to ask for, and the next step. */
export function Detail({ appointment, today, now, listedDate, busy, mayAct, onStep, onDay, onClose }: DetailProps) {
  const [revoking, setRevoking] = useState(false);
  const top = useRef<HTMLElement>(null);
  const { code, date } = appointment;
  const step = mayAct ? nextStep(appointment, today) : null;
  const others = mayAct ? otherSteps(appointment, today, now) : [];
  const delay = delayWords(appointment, now);

  // Over the whole screen of a phone the item begins at its top, wherever the list stood.
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'start' });
  }, []);

  return (
    <section ref={top} className="desk-detail" aria-label={`Lịch hẹn ${code}`}>
      <div className="desk-detail-body">
        <div className="desk-detail-top">
          <StatusMark status={appointment.status} />
          {delay !== null && <span className="desk-delay">{delay}</span>}
          <button type="button" className="desk-close" onClick={onClose} aria-label="Đóng lịch hẹn này">
            <X aria-hidden="true" size={22} />
          </button>
        </div>
        {(date !== today || date !== listedDate) && <OtherDay date={date} today={today} listedDate={listedDate} onDay={onDay} />}
        <h2 className="desk-detail-name">{appointment.personName}</h2>
        <p className="desk-detail-what">{appointment.plainName}</p>
        <p className="desk-detail-when">
          <span className="number">{appointment.start}</span>
          <span>
            Chỗ {appointment.seat}
            {appointment.staffPlace && ' (chỗ cán bộ đặt)'} · <span className="nowrap">{code}</span>
            <span className="quiet desk-block">
              {wayWords[appointment.way]} · {appointment.counterName}
            </span>
          </span>
        </p>
        {appointment.revokedReason !== null && (
          <Notice tone="attention" title="Xã đã hủy lịch này">
            <p>Lý do: {appointment.revokedReason}</p>
          </Notice>
        )}
        {appointment.homeVisit !== null && <HomeVisitPart visit={appointment.homeVisit} />}
        <Documents key={appointment.id} documents={appointment.documents} />
        <Contact appointment={appointment} />
        <History appointment={appointment} />
        {mayAct && mayRevoke(appointment, today) && (
          <button type="button" className="desk-tool desk-tool-danger" onClick={() => setRevoking(true)}>
            Hủy từ phía cơ quan
          </button>
        )}
      </div>
      <div className="desk-detail-actions">
        {step !== null && (
          <Button busy={busy} onPress={() => onStep(step, appointment)}>
            {stepWords[step].name}
          </Button>
        )}
        {!mayAct && <p className="quiet">Tài khoản này chỉ xem. Cán bộ một cửa ghi nhận và thay đổi lịch hẹn.</p>}
        <div className="desk-tools">
          {others.map((other) => (
            <button key={other} type="button" className="desk-tool" disabled={busy} onClick={() => onStep(other, appointment)}>
              {stepWords[other].name}
            </button>
          ))}
          <PrintButton id={appointment.id} />
        </div>
      </div>
      {revoking && <RevokeDialog appointment={appointment} onClose={() => setRevoking(false)} />}
    </section>
  );
}

function OtherDay({ date, today, listedDate, onDay }: Pick<DetailProps, 'today' | 'listedDate' | 'onDay'> & { date: string }) {
  const when = date === today ? 'Lịch này hẹn hôm nay' : `Lịch này hẹn ${longDate(date)}, không phải hôm nay`;
  if (date === listedDate) return <p className="quiet">{when}.</p>;
  return (
    <Notice tone="attention" title={`${when}.`}>
      <button type="button" className="text-button" onClick={() => onDay(date)}>
        Xem danh sách ngày đó
      </button>
    </Notice>
  );
}

function HomeVisitPart({ visit }: { visit: NonNullable<DeskAppointment['homeVisit']> }) {
  return (
    <Part title="Phục vụ tại nhà">
      <p>{homeVisitWords[visit.reason]}</p>
      <p className="desk-address">{visit.address}</p>
      {visit.note !== null && <p className="desk-note">{visit.note}</p>}
    </Part>
  );
}

/** What to ask for; the ticks help the officer remember and are not sent anywhere. */
function Documents({ documents }: { documents: DeskAppointment['documents'] }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const toggle = (name: string) => {
    const next = new Set(ticked);
    if (!next.delete(name)) next.add(name);
    setTicked(next);
  };
  return (
    <Part title={documents.length === 0 ? 'Giấy tờ' : `Giấy tờ cần có (đã xem ${ticked.size}/${documents.length})`}>
      {documents.length === 0 && <p className="quiet">Danh mục chưa ghi giấy tờ nào cho thủ tục này.</p>}
      {documents.map(({ name, actionText, neededIf, notNeededIf }) => (
        <label key={name} className="desk-check">
          <input type="checkbox" checked={ticked.has(name)} onChange={() => toggle(name)} />
          <span>
            {name}
            <span className="quiet desk-block">{actionText}</span>
            {neededIf !== null && <span className="quiet desk-block">Chỉ cần nếu: {neededIf}</span>}
            {notNeededIf !== null && <span className="quiet desk-block">Không cần nếu: {notNeededIf}</span>}
          </span>
        </label>
      ))}
    </Part>
  );
}

function Contact({ appointment }: { appointment: DeskAppointment }) {
  const announce = useAnnounce();
  const { phone, bookedByName, relation, bookedVia, message } = appointment;
  const comer = comerWords[relation];
  const ring = async (number: string) => {
    const answer = await dial(number.replace(/[^\d+]/g, ''));
    if (answer.kind === 'unavailable') announce(`Máy này không gọi được. Xin bấm số ${phoneWords(number)} trên điện thoại.`);
  };
  return (
    <Part title="Liên hệ">
      <dl className="desk-facts">
        <dt>Điện thoại</dt>
        <dd>
          {phone === null ? (
            'Không để lại số'
          ) : (
            <button type="button" className="desk-phone-link" onClick={() => void ring(phone)} aria-label={`Gọi ${phoneWords(phone)}`}>
              <Phone aria-hidden="true" size={18} />
              {phoneWords(phone)}
            </button>
          )}
        </dd>
        <dt>Người đặt</dt>
        <dd>{bookedByName === null ? bookedViaWords[bookedVia] : `${bookedByName}${comer === null ? '' : `, đặt cho ${comer}`}`}</dd>
        <dt>Tin giấy hẹn</dt>
        <dd>{deskMessageWords[message]}</dd>
      </dl>
    </Part>
  );
}

function History({ appointment: { arrivedAt, servedAt, endedAt, status } }: { appointment: DeskAppointment }) {
  const ended = { seen: 'Làm xong', no_show: 'Ghi vắng mặt', cancelled: 'Người dân hủy', revoked: 'Xã hủy' } as const;
  const rows: [string, string | null][] = [
    ['Đến lúc', arrivedAt],
    ['Mời vào lúc', servedAt],
    [status in ended ? ended[status as keyof typeof ended] : 'Kết thúc', endedAt],
  ];
  const known = rows.filter((row): row is [string, string] => row[1] !== null);
  if (known.length === 0) return null;
  return (
    <Part title="Diễn biến">
      <dl className="desk-facts">
        {known.map(([name, at]) => (
          <FactAt key={name} name={name} at={at} />
        ))}
      </dl>
    </Part>
  );
}

function FactAt({ name, at }: { name: string; at: string }) {
  const { day, time } = inVietnam(new Date(at));
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {time} <span className="quiet">{longDate(day)}</span>
      </dd>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="desk-part">
      <h3 className="desk-part-title">{title}</h3>
      {children}
    </section>
  );
}

/** Opens the printable slip; where the app cannot open a browser, the address is shown as a link. */
export function PrintButton({ id, look = 'tool' }: { id: string; look?: 'tool' | 'plain' }) {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const print = async () => {
    setBusy(true);
    try {
      const { pdfUrl } = await call(printSlip, { params: { id } });
      const answer = await openInBrowser(pdfUrl);
      if (answer.kind !== 'given') setLink(pdfUrl);
    } catch (error) {
      announce(sayToOfficer(failureOf(error)));
    }
    setBusy(false);
  };
  if (link !== null) {
    return (
      <a className="desk-tool" href={link} target="_blank" rel="noreferrer">
        <Printer aria-hidden="true" size={20} />
        Mở bản in đã sẵn sàng
      </a>
    );
  }
  if (look === 'plain') {
    return (
      <Button look="plain" busy={busy} icon={<Printer aria-hidden="true" size={22} />} onPress={() => void print()}>
        In giấy hẹn
      </Button>
    );
  }
  return (
    <button type="button" className="desk-tool" disabled={busy} onClick={() => void print()}>
      <Printer aria-hidden="true" size={20} />
      In giấy hẹn
    </button>
  );
}
