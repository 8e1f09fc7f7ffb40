import './reception.css';
import type { ReceptionSession } from 'backend/contracts/reception';
import { adHocWords } from 'backend/contracts/reception-words';
import { Notice } from '../../components/states.js';
import { longDate, plainDate, spokenTime } from '../../days.js';

/** "8 giờ – 11 giờ". */
export const hoursWords = ({ from, to }: Pick<ReceptionSession, 'from' | 'to'>): string => `${spokenTime(from)} – ${spokenTime(to)}`;

/** Whether there is room, in words. */
export function placesWords({ state, places, placesLeft }: ReceptionSession): string {
  switch (state) {
    case 'open':
      return `Còn ${placesLeft} trong ${places} chỗ`;
    case 'full':
      return 'Hết chỗ đặt trước';
    case 'under_way':
      return 'Đang tiếp, không đặt trước được nữa';
    case 'over':
      return 'Đã tiếp xong';
    case 'cancelled':
      return 'Buổi này đã hủy';
  }
}

/** Who receives and where; with whom and about what behind a press. */
export function SessionFacts({ session }: { session: ReceptionSession }) {
  const { leader, place, attendees, content, adHoc } = session;
  return (
    <>
      <p>
        {leader.title} {leader.name} tiếp
        <span className="quiet reception-detail">{place}</span>
      </p>
      {adHoc !== null && (
        <p>
          Tiếp đột xuất: {adHoc.note}
          <span className="quiet reception-detail">{adHocWords[adHoc.ground]}</span>
        </p>
      )}
      {(attendees !== '' || content !== '') && (
        <details className="reception-more">
          <summary>Nội dung, thành phần dự</summary>
          <dl className="reception-facts">
            {content !== '' && <Fact name="Dự kiến nội dung" value={content} />}
            {attendees !== '' && <Fact name="Cùng dự" value={attendees} />}
          </dl>
        </details>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="quiet">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** What became of a session since it was published. */
export function SessionNotice({ session }: { session: ReceptionSession }) {
  const { cancelled, change } = session;
  if (cancelled !== null)
    return (
      <Notice tone="danger" title="Xã xin lỗi, buổi này đã hủy">
        <p>Lý do: {cancelled.reason}</p>
      </Notice>
    );
  if (change === null) return null;
  const { before } = change;
  const moved = before.day !== session.day || before.from !== session.from || before.to !== session.to;
  return (
    <Notice tone="attention" title={`Đã đổi ngày ${plainDate(change.on)}`}>
      <p>
        {moved ? `Trước đây: ${hoursWords(before)}, ${longDate(before.day)}. ` : ''}
        {before.place !== session.place && `Nơi tiếp trước đây: ${before.place}. `}
        {before.leader.name !== session.leader.name && `Người tiếp trước đây: ${before.leader.name}. `}
        Lý do: {change.reason}
      </p>
    </Notice>
  );
}
