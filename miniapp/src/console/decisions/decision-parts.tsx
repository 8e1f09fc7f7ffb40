import type { DeskDecision } from 'backend/contracts/decisions-desk';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Notice } from '../../components/states.js';
import { longDate, plainDate, spokenInstant, spokenTime } from '../../days.js';
import { useMay } from '../may.js';
import { historyWords, itemOf, meetingVoteWords, recognitionWords, styleWords, teamName, wayWords } from './decision-words.js';
import { hamletsWords } from './decisions-page.js';
import { HamletNumbers, type NumberColumn } from './hamlet-numbers.js';

/** What it is about, how, and who takes part in running it. */
export function FactsPart({ one }: { one: DeskDecision }) {
  const { draft } = one;
  const item = itemOf(one.item);
  const way =
    one.way === 'meeting' && draft.meetingVote !== null
      ? `${wayWords.meeting}, ${meetingVoteWords[draft.meetingVote].toLocaleLowerCase('vi-VN')}`
      : wayWords[one.way];
  const lines: [string, ReactNode][] = [
    ['Thuộc nội dung', `${item.name} (${item.article})`],
    ['Của', hamletsWords(one.hamletNames)],
    ['Cách quyết định', way],
    ['Câu hỏi', draft.question],
    ['Phương án', one.options.length > 0 ? one.options.map(({ label }) => label).join(' · ') : styleWords[one.style]],
    ...(one.style === 'election' ? ([['Bầu', `${draft.seats} người`]] satisfies [string, ReactNode][]) : []),
    ...draft.meetings.map((meeting): [string, ReactNode] => [
      `Họp ${meeting.label.toLocaleLowerCase('vi-VN')}`,
      `${spokenTime(meeting.time)}, ${longDate(meeting.day)}, tại ${meeting.place}`,
    ]),
    ...(one.opensAt !== null && one.way !== 'meeting' ? ([['Bắt đầu', spokenInstant(one.opensAt)]] satisfies [string, ReactNode][]) : []),
    ...(one.closesAt !== null && one.way !== 'meeting'
      ? ([['Kết thúc', spokenInstant(one.closesAt)]] satisfies [string, ReactNode][])
      : []),
    ...(draft.team.length > 0
      ? ([[teamName(one), draft.team.map(({ name, head }) => (head ? `${name} (trưởng)` : name)).join(', ')]] satisfies [
          string,
          ReactNode,
        ][])
      : []),
    ...(one.consents === null || one.status === 'closed'
      ? []
      : ([
          [
            'Đồng ý biểu quyết trực tuyến',
            `${one.consents.agreed}/${one.consents.households} hộ, cần ${one.consents.needed}${one.consents.disagreed > 0 ? `; ${one.consents.disagreed} hộ không đồng ý` : ''}`,
          ],
        ] satisfies [string, ReactNode][])),
    ...(one.closing === null
      ? []
      : ([
          [
            'Kiểm phiếu',
            `${one.closing.first.name}${one.closing.second === null ? '' : ` và ${one.closing.second.name}`}, trước ${one.closing.witnesses
              .map(({ name, householdCode }) => `${name} (hộ ${householdCode})`)
              .join(', ')}`,
          ],
          ...(one.closing.explanation === '' ? [] : [['Giải trình', one.closing.explanation] as [string, ReactNode]]),
        ] satisfies [string, ReactNode][])),
  ];
  return (
    <section className="desk-step" aria-labelledby="facts-title">
      <h2 id="facts-title" className="section-title">
        Nội dung
      </h2>
      <p>{draft.summary}</p>
      <dl className="desk-facts desk-decision-facts">
        {lines.map(([name, value]) => (
          <Pair key={name} name={name}>
            {value}
          </Pair>
        ))}
      </dl>
      {one.quorum !== null && one.result === null && one.status !== 'announced' && <Quorum quorum={one.quorum} />}
      {one.withoutRepresentative > 0 && (
        <p className="quiet">
          {one.withoutRepresentative} hộ chưa có người đại diện, vẫn tính trong tổng số hộ. Ghi người đại diện ở{' '}
          <Link to="/console/households">Sổ hộ</Link>.
        </p>
      )}
    </section>
  );
}

function Quorum({ quorum: { attended, households, needed, reached } }: { quorum: NonNullable<DeskDecision['quorum']> }) {
  const words = `${attended} trong ${households} hộ có mặt; cần ít nhất ${needed} hộ thì cuộc họp mới quyết định được.`;
  if (reached) return <p className="quiet">{words} Đã đủ.</p>;
  return (
    <Notice tone="attention">
      <p>{words} Nếu không đủ: kết thúc họp, rồi soạn lần phát phiếu và ghi cuộc họp này vào các bước (Điều 19 khoản 1 điểm b).</p>
    </Notice>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The numbers of the register. */
export function CountsPart({ one }: { one: DeskDecision }) {
  const isMeeting = one.way === 'meeting';
  const hasPaper = !isMeeting || one.draft.meetingVote === 'ballot';
  const columns: NumberColumn[] = [['tổng số hộ', ({ households }) => households]];
  if (isMeeting) columns.push(['có mặt', ({ attended }) => attended]);
  if (one.way === 'online') columns.push(['trên ứng dụng', ({ online }) => online]);
  if (hasPaper) columns.push(['đã phát phiếu', ({ issued }) => issued], ['đã nộp phiếu', ({ returned }) => returned]);
  return (
    <section className="desk-step" aria-labelledby="counts-title">
      <h2 id="counts-title" className="section-title">
        Danh sách hộ
      </h2>
      <HamletNumbers rows={one.counts} columns={columns} label="Số hộ từng xóm" />
    </section>
  );
}

/** The clocks after the result: sent, recognised, effective, made public. */
export function AfterPart({ one }: { one: DeskDecision }) {
  const seesDisclosures = useMay('disclosures.read');
  const seesBroadcasts = useMay('broadcasts.read');
  const { recognition } = one;
  return (
    <section className="desk-step" aria-labelledby="after-title">
      <h2 id="after-title" className="section-title">
        Sau khi có kết quả
      </h2>
      <dl className="desk-facts desk-decision-facts">
        <Pair name="Gửi UBND xã, Mặt trận xã">
          {one.sentOn !== null
            ? `Đã gửi ngày ${plainDate(one.sentOn)}`
            : `Chậm nhất ngày ${one.sendBy === null ? '…' : plainDate(one.sendBy)}`}
        </Pair>
        {recognition !== null && (
          <Pair name={recognition.by === 'front' ? 'Mặt trận xã công nhận' : 'UBND xã công nhận'}>{recognitionWords(recognition)}</Pair>
        )}
        {(one.outcome === 'passed' || one.outcome === 'partly') && (
          <Pair name="Có hiệu lực">{one.effectiveOn === null ? 'Chưa' : `Từ ngày ${plainDate(one.effectiveOn)}`}</Pair>
        )}
        <Pair name="Công khai">
          {one.disclosureId === null ? (
            'Chưa soạn'
          ) : seesDisclosures ? (
            <Link to={`/console/disclosures/${one.disclosureId}`}>Mở bài công khai</Link>
          ) : (
            'Đã soạn bản nháp'
          )}
        </Pair>
        {one.broadcastId !== null && (
          <Pair name="Tin báo các hộ">
            {seesBroadcasts ? <Link to={`/console/broadcasts/${one.broadcastId}`}>Mở tin</Link> : 'Đã soạn bản nháp'}
          </Pair>
        )}
      </dl>
    </section>
  );
}

/** Who did what, newest first. */
export function HistoryPart({ one }: { one: DeskDecision }) {
  return (
    <section className="desk-step" aria-labelledby="history-title">
      <h2 id="history-title" className="section-title">
        Đã làm
      </h2>
      {one.history.length === 0 && <p className="quiet">Chưa có bước nào.</p>}
      <ol className="desk-decision-history">
        {one.history.map(({ act, name, title, at, note }) => (
          <li key={`${at} ${act}`}>
            <span className="row-name desk-block">{historyWords[act] ?? act}</span>
            <span className="quiet">
              {name}
              {title !== null && `, ${title}`} · {spokenInstant(at)}
            </span>
            {note !== null && note !== '' && <span className="desk-block">{note}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
