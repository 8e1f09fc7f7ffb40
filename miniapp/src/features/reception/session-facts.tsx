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

/** Who receives, where, with whom, about what. */
export function SessionFacts({ session }: { session: ReceptionSession }) {
  const { leader, place, attendees, content, adHoc } = session;
  return (
    <dl className="reception-facts">
      <Fact name="Người tiếp" value={leader.name} detail={leader.title} />
      <Fact name="Nơi tiếp" value={place} />
      {attendees !== '' && <Fact name="Cùng dự" value={attendees} />}
      {content !== '' && <Fact name="Dự kiến nội dung" value={content} />}
      {adHoc !== null && <Fact name="Tiếp đột xuất vì" value={adHoc.note} detail={adHocWords[adHoc.ground]} />}
    </dl>
  );
}

function Fact({ name, value, detail }: { name: string; value: string; detail?: string }) {
  return (
    <div>
      <dt className="quiet">{name}</dt>
      <dd>
        {value}
        {detail !== undefined && <span className="quiet reception-detail">{detail}</span>}
      </dd>
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
