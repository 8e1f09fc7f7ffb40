import { decisionItems } from 'backend/contracts/decisions';
import { textBlocks } from 'backend/contracts/disclosure-text';
import { inVietnam, longDate, spokenTime } from '../../days.js';
import type { PreviewedDecision } from './decision-form.js';
import { bindingSentence, meetingVoteWords } from './decision-words.js';

const when = (iso: string): string => {
  const { day, time } = inVietnam(new Date(iso));
  return `${spokenTime(time)}, ${longDate(day)}`;
};

/** The page of the Mini App as the households will read it, and the ballot under it; its buttons are pictures of buttons. */
export function HouseholdPreview({ decision }: { decision: PreviewedDecision }) {
  const { way, style, seats } = decision;
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Các hộ sẽ thấy trong Mini App</figcaption>
      <div className="desk-phone-screen">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard */}
        <section className="desk-decision-phone" tabIndex={0} aria-label="Trang như các hộ thấy">
          <p className="desk-decision-binding">{bindingSentence}</p>
          <h3 className="title">{decision.title || 'Tên việc'}</h3>
          <p className="quiet">{[decision.hamletNames.join(', '), decision.article].filter((part) => part !== '').join(' · ')}</p>
          <p>{decision.summary || 'Tóm tắt bằng vài câu dễ hiểu.'}</p>
          {way === 'meeting' ? (
            decision.meetings.map((meeting) => (
              <p key={`${meeting.hamletName} ${meeting.label}`}>
                <strong>Họp {meeting.label.toLocaleLowerCase('vi-VN')}:</strong> {spokenTime(meeting.time)}, {longDate(meeting.day)}, tại{' '}
                {meeting.place}
              </p>
            ))
          ) : (
            <p>
              <strong>Thời gian:</strong> {decision.opensAt === null ? '…' : when(decision.opensAt)} đến{' '}
              {decision.closesAt === null ? '…' : when(decision.closesAt)}
            </p>
          )}
          <div className="desk-decision-ballot">
            <p className="desk-decision-question">{decision.question || 'Câu hỏi'}</p>
            {style === 'election' && seats > 1 && <p className="quiet">Chọn nhiều nhất {seats} người.</p>}
            <ul>
              {decision.options.map(({ key, label, detail }) => (
                <li key={key} className="desk-decision-option">
                  {label}
                  {detail !== null && <span className="quiet desk-block">{detail}</span>}
                </li>
              ))}
            </ul>
            {way !== 'online' && (
              <p className="quiet">
                {way === 'paper'
                  ? 'Hộ ghi vào phiếu giấy do Tổ phát phiếu mang đến.'
                  : `${meetingVoteWords[decision.meetingVote ?? 'hands']} tại cuộc họp.`}
              </p>
            )}
          </div>
          {decision.rule !== '' && (
            <p>
              <strong>Thông qua khi:</strong> {decision.rule}
            </p>
          )}
          {decision.text !== '' && (
            <div className="desk-decision-text">
              {textBlocks(decision.text).map((block, place) =>
                block.kind === 'list' ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the text has no parts that move
                  <ul key={place}>
                    {block.items.map((item) => (
                      <li key={item}>{item}</li>
                    ))}
                  </ul>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the text has no parts that move
                  <p key={place}>{block.lines.join(' ')}</p>
                ),
              )}
            </div>
          )}
          {decision.papers.length > 0 && (
            <ul className="desk-decision-papers">
              {decision.papers.map(({ fileId, label }) => (
                <li key={fileId}>Tài liệu: {label}</li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </figure>
  );
}

/** What an item of Art. 15 is called. */
export const itemOf = (item: number) => decisionItems.find((one) => one.item === item) ?? decisionItems[5];
