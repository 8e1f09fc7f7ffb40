import './today.css';
import type { AppointmentStatus } from 'backend/contracts/appointments';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { inVietnam, longDate } from '../../days.js';
import { scanCode } from '../../zalo.js';
import { sayToOfficer, stepWords } from '../console-words.js';
import { type DayList, dayAfter, rowFrom } from '../day-list.js';
import { Frame } from '../frame.js';
import { answersTo, codeIn } from '../matching.js';
import { useMay } from '../may.js';
import { nextStep, otherSteps, type Step } from '../steps.js';
import { useKeys } from '../use-keys.js';
import { useMedia } from '../use-media.js';
import { Counts, DayChoice, FindBox } from './day-bar.js';
import { DayCards, DayTable, emptyWords, rowId } from './day-table.js';
import { Detail } from './detail.js';
import { DayKeys } from './keys-dialog.js';
import { useDay, useToday } from './use-day.js';
import { useAddress, useOpened } from './use-opened.js';
import { useSteps } from './use-steps.js';

const stepNames: readonly Step[] = ['check_in', 'serve', 'complete', 'no_show', 'undo'];

/** How the day stands to today. */
function dayTitle(date: string, today: string): string {
  if (date === today) return 'Hôm nay';
  if (date === dayAfter(today, 1)) return 'Ngày mai';
  if (date === dayAfter(today, -1)) return 'Hôm qua';
  return date > today ? 'Ngày sắp tới' : 'Ngày đã qua';
}

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

/** The day at the counter: who comes, who waits, what is next. */
export function TodayPage() {
  const announce = useAnnounce();
  const isTable = useMedia('(min-width: 700px)');
  const isSplit = useMedia('(min-width: 1100px)');
  const { today, tell } = useToday();
  const asked = useAddress();
  const date = asked.date ?? today;
  const list = useDay(date, asked.counter);
  const day = list.data;
  // While another day or counter is being read, its bar stays as it is.
  const known = useRef<DayList | undefined>(undefined);
  known.current = day ?? known.current;
  const mayAct = useMay('desk.act');
  const opened = useOpened(day);
  const { busyId, take } = useSteps();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [status, setStatus] = useState<AppointmentStatus | null>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const [showsKeys, setShowsKeys] = useState(false);

  const now = known.current?.now ?? new Date().toISOString();
  const told = known.current?.now;
  useEffect(() => tell(told), [tell, told]);

  const rows = (day?.appointments ?? []).filter((one) => (status === null || one.status === status) && answersTo(one, typed));
  const codes = rows.map(({ code }) => code);
  const currentCode = [current, opened.code, codes[0]].find((code) => code != null && codes.includes(code)) ?? null;

  const showDay = (next: string) => asked.change('date', next === today ? null : next, true);
  const openCode = (code: string) => {
    setCurrent(code);
    opened.open(code);
  };
  const scanned = (code: string) => {
    setTyped('');
    openCode(code);
    announce(day?.appointments.some((one) => one.code === code) === true ? `Đã mở ${code}.` : `Đang tìm ${code} ở ngày khác.`);
  };
  const find = () => {
    const code = codeIn(typed);
    if (code !== null) scanned(code);
    else if (rows.length === 1 && rows[0] !== undefined) openCode(rows[0].code);
    else if (currentCode !== null) document.getElementById(rowId(currentCode))?.focus();
  };
  const scanWithPhone = async () => {
    const answer = await scanCode();
    if (answer.kind !== 'given') {
      announce(answer.kind === 'refused' ? 'Chưa quét. Có thể gõ mã vào ô tìm.' : 'Máy này không quét được. Xin gõ mã vào ô tìm.');
      return;
    }
    const code = codeIn(answer.value);
    if (code === null) announce('Mã vừa quét không phải mã lịch hẹn của xã.');
    else scanned(code);
  };

  const move = (by: 1 | -1) => {
    const next = rowFrom(codes, document.activeElement?.id.startsWith('row-') || opened.code !== null ? currentCode : null, by);
    if (next === null) return;
    setCurrent(next);
    document.getElementById(rowId(next))?.focus();
    if (opened.code !== null && isSplit) opened.open(next);
  };
  const press = (step: Step) => {
    const target = opened.appointment ?? rows.find(({ code }) => code === currentCode);
    if (target === undefined) return;
    if (nextStep(target, today) === step || otherSteps(target, today, now).includes(step)) take(step, target);
    else announce(`${target.personName}: lúc này không bấm được “${stepWords[step].name}”.`);
  };
  const closeOpened = () => {
    if (opened.code !== null) opened.close();
  };
  // The list comes back where it was left: at the row of what has just been closed.
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (opened.code === null && before.current !== null) document.getElementById(rowId(before.current))?.focus();
    // What was typed or scanned has been found: single keys act on it from now on.
    if (opened.code !== null && document.activeElement === box.current) {
      box.current?.blur();
      document.getElementById(rowId(opened.code))?.focus();
    }
    before.current = opened.code;
  }, [opened.code]);
  const stepKeys = Object.fromEntries(stepNames.map((step) => [stepWords[step].key, () => press(step)]));
  useKeys(
    {
      '/': () => box.current?.focus(),
      j: () => move(1),
      k: () => move(-1),
      ...(mayAct ? stepKeys : {}),
      '?': () => setShowsKeys(true),
      Escape: closeOpened,
    },
    scanned,
  );

  const detail =
    opened.appointment !== undefined ? (
      <Detail
        key={opened.appointment.id}
        appointment={opened.appointment}
        today={today}
        now={now}
        listedDate={date}
        busy={busyId === opened.appointment.id}
        mayAct={mayAct}
        onStep={take}
        onDay={showDay}
        onClose={closeOpened}
      />
    ) : opened.failure !== undefined ? (
      <section className="desk-detail" aria-label="Không mở được lịch hẹn">
        <div className="desk-detail-body" role="alert">
          <h2 className="section-title">{opened.code}</h2>
          <p>{sayToOfficer(opened.failure)}</p>
          <Button look="plain" onPress={closeOpened}>
            Đóng lại
          </Button>
        </div>
      </section>
    ) : opened.code !== null ? (
      <section className="desk-detail" aria-label="Đang mở lịch hẹn">
        <div className="desk-detail-body">
          <Skeleton rows={4} />
        </div>
      </section>
    ) : null;

  const onItem = detail !== null && !isSplit;
  const Rows = isTable ? DayTable : DayCards;
  return (
    <Frame title={dayTitle(date, today)} beside={longDate(date)} width="whole" {...(onItem ? { onBackToList: closeOpened } : {})}>
      <div className={detail !== null && isSplit ? 'desk-split' : 'desk-whole'}>
        {!onItem && (
          <div className="desk-list">
            <DayChoice
              date={date}
              today={today}
              onDate={showDay}
              counters={known.current?.counters ?? []}
              counter={asked.counter}
              onCounter={(counter) => asked.change('counter', counter, true)}
            />
            <FindBox
              box={box}
              typed={typed}
              onType={setTyped}
              onFind={find}
              onScan={() => void scanWithPhone()}
              onKeys={() => setShowsKeys(true)}
              scans={!isSplit}
            />
            {day !== undefined && <Counts counts={day.counts} status={status} onStatus={setStatus} />}
            {day !== undefined && list.error !== undefined && (
              <Notice tone="attention" title={`Danh sách lúc ${inVietnam(new Date(day.now)).time}, chưa cập nhật được`}>
                <p>{list.error.code === 'offline' ? 'Mất mạng. Trang tự thử lại sau vài giây.' : sayToOfficer(list.error)}</p>
              </Notice>
            )}
            {day !== undefined && !day.open && <Notice>{sentence(day.reason ?? 'Ngày này không làm việc')}</Notice>}
            {day === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
            {day === undefined && list.error === undefined && <Skeleton rows={8} />}
            {day !== undefined && rows.length === 0 && (
              <div className="desk-empty">
                <p>{emptyWords(day, typed.trim() !== '', status)}</p>
                {mayAct && day.open && date >= today && typed.trim() === '' && status === null && (
                  <Link to="/console/book" className="more-link">
                    Đặt lịch hộ người gọi điện
                  </Link>
                )}
              </div>
            )}
            {day !== undefined && rows.length > 0 && (
              <Rows
                appointments={rows}
                today={today}
                now={now}
                mayAct={mayAct}
                current={currentCode}
                opened={opened.code}
                busyId={busyId}
                onCurrent={setCurrent}
                onOpen={openCode}
                onStep={take}
              />
            )}
            <p className="visually-hidden" role="status">
              {typed.trim() === '' || day === undefined ? '' : `${rows.length} lịch hẹn`}
            </p>
          </div>
        )}
        {detail}
      </div>
      {showsKeys && <DayKeys mayAct={mayAct} onClose={() => setShowsKeys(false)} />}
    </Frame>
  );
}
