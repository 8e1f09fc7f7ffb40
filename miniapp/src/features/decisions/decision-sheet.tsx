import './decisions.css';
import type { ResidentDecision } from 'backend/contracts/decisions';
import { Vote } from 'lucide-react';
import { longDate, spokenInstant, spokenTime } from '../../days.js';
import { bindingWords, wayWords } from './decision-words.js';

/** Says before anything else that this is no survey. */
export function BindingNote() {
  return (
    <p className="decision-binding">
      <Vote aria-hidden="true" size={24} />
      <span>{bindingWords}</span>
    </p>
  );
}

type SheetProps = {
  decision: Pick<
    ResidentDecision,
    | 'summary'
    | 'text'
    | 'question'
    | 'options'
    | 'itemName'
    | 'article'
    | 'way'
    | 'meetingVote'
    | 'meetings'
    | 'opensAt'
    | 'closesAt'
    | 'rule'
    | 'seats'
    | 'style'
  >;
};

/** What is to be decided, how, when, and what passing takes: what the households read, and what officers see before it goes out. */
export function DecisionSheet({ decision }: SheetProps) {
  const { way, meetings, opensAt, closesAt, options, style, seats } = decision;
  return (
    <>
      <p>{decision.summary}</p>
      <section className="card" aria-label="Câu hỏi">
        <p className="decision-question">{decision.question}</p>
        {style === 'election' && <p className="quiet">{seats === 1 ? 'Bầu một người.' : `Bầu nhiều nhất ${seats} người.`}</p>}
        <ul className="plain-list">
          {options.map(({ key, label, detail }) => (
            <li key={key}>
              {label}
              {detail !== null && <span className="quiet"> – {detail}</span>}
            </li>
          ))}
        </ul>
      </section>
      <dl className="card decision-facts">
        <Fact name="Cách quyết định">
          {wayWords[way]}
          {way === 'meeting' && (decision.meetingVote === 'ballot' ? ', bỏ phiếu kín' : ', giơ tay')}
        </Fact>
        {way !== 'meeting' && opensAt !== null && closesAt !== null && (
          <Fact name="Thời gian">
            Từ {spokenInstant(opensAt)} đến {spokenInstant(closesAt)}
          </Fact>
        )}
        {meetings.map((meeting) => (
          <Fact
            key={`${meeting.hamletName} ${meeting.label}`}
            name={`Họp: ${meeting.hamletName}, ${meeting.label.toLocaleLowerCase('vi-VN')}`}
          >
            {longDate(meeting.day)} · {spokenTime(meeting.time)}, {meeting.place}
          </Fact>
        ))}
        <Fact name="Cách tính kết quả">{decision.rule}</Fact>
        <Fact name="Căn cứ">
          {decision.article}: {decision.itemName}
        </Fact>
      </dl>
      {decision.text !== '' && (
        <section className="card" aria-label="Nội dung đầy đủ">
          <h2 className="section-title">Nội dung đầy đủ</h2>
          <p className="decision-text">{decision.text}</p>
        </section>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
