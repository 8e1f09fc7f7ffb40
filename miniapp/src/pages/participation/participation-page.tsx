import './participation.css';
import {
  type OpenConsultation,
  type OpenInitiative,
  type OpenSurvey,
  type OpenVote,
  readParticipation,
} from 'backend/contracts/participation';
import { ChevronRight, FileText, HandHelping, Home, ListChecks, type LucideIcon } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Link } from 'react-router-dom';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { plainDate, spokenInstant } from '../../days.js';
import { useApi } from '../../use-api.js';

/** Everything the commune and the hamlet ask about, kept apart by what an answer does. */
export default function ParticipationPage() {
  const read = useApi(readParticipation, {});
  const { data } = read;
  return (
    <Screen title="Lấy ý kiến" backTo="/">
      {data !== undefined ? (
        <>
          <Part
            Icon={Home}
            title="Hộ gia đình biểu quyết"
            lead="Mỗi hộ một phiếu. Kết quả có giá trị thực hiện."
            binding
            empty="Chưa có việc nào đang biểu quyết."
            past={{ to: '/decisions', name: 'Các việc đã và sắp quyết định' }}
          >
            {data.votes.map((vote) => (
              <Row key={vote.id} to={`/decisions/${vote.id}`} title={vote.title} details={voteDetails(vote)} />
            ))}
          </Part>
          <Part
            Icon={ListChecks}
            title="Khảo sát"
            lead="Ý kiến tham khảo của từng người, không phải biểu quyết."
            empty="Chưa có khảo sát nào chờ ông/bà."
            past={{ to: '/surveys', name: 'Các khảo sát đã trả lời, kết quả' }}
          >
            {data.surveys.map((survey) => (
              <Row key={survey.id} to={`/surveys/${survey.id}`} title={survey.title} details={surveyDetails(survey)} />
            ))}
          </Part>
          <Part
            Icon={FileText}
            title="Góp ý dự thảo"
            lead="Ý kiến tham khảo trước khi quyết định, không phải biểu quyết; ý kiến nào cũng được trả lời."
            empty="Chưa có dự thảo nào đang lấy ý kiến."
            past={{ to: '/consultations', name: 'Các dự thảo đã lấy ý kiến' }}
          >
            {data.consultations.map((consultation) => (
              <Row
                key={consultation.id}
                to={`/consultations/${consultation.id}`}
                title={consultation.title}
                details={consultationDetails(consultation)}
              />
            ))}
          </Part>
          <Part
            Icon={HandHelping}
            title="Sáng kiến của người dân"
            lead="Người dân đề xuất, các hộ đồng thuận để được đưa ra bàn."
            empty="Chưa có sáng kiến nào đang lấy đồng thuận."
            past={{ to: '/initiatives', name: 'Đề xuất một việc, xem các sáng kiến' }}
          >
            {data.initiatives.map((initiative) => (
              <Row
                key={initiative.id}
                to={`/initiatives/${initiative.id}`}
                title={initiative.title}
                details={initiativeDetails(initiative)}
              />
            ))}
          </Part>
        </>
      ) : read.error !== undefined ? (
        <Failure failure={read.error} onRetry={() => void read.mutate()} />
      ) : (
        <Skeleton rows={4} tall />
      )}
    </Screen>
  );
}

type PartProps = {
  Icon: LucideIcon;
  title: string;
  /** What an answer here does. */
  lead: string;
  binding?: boolean;
  empty: string;
  past: { to: string; name: string };
  children: readonly ReactNode[];
};

function Part({ Icon, title, lead, binding = false, empty, past, children }: PartProps) {
  const id = useId();
  return (
    <section className={binding ? 'card ask-binding' : 'card'} aria-labelledby={id}>
      <div className="ask-head">
        <Icon aria-hidden="true" size={24} />
        <div>
          <h2 id={id} className="section-title">
            {title}
          </h2>
          <p className={binding ? 'ask-lead' : 'quiet'}>{lead}</p>
        </div>
      </div>
      {children.length > 0 ? <ul className="rows">{children}</ul> : <p className="quiet">{empty}</p>}
      <Link to={past.to} className="more-link">
        {past.name}
      </Link>
    </section>
  );
}

function Row({ to, title, details }: { to: string; title: string; details: readonly string[] }) {
  return (
    <li>
      <Link to={to} className="row">
        <span className="row-words">
          <span className="row-name">{title}</span>
          {details.map((words) => (
            <span key={words} className="quiet">
              {words}
            </span>
          ))}
        </span>
        <ChevronRight aria-hidden="true" size={22} />
      </Link>
    </li>
  );
}

const voteWords = {
  to_vote: 'Hộ của ông/bà chưa biểu quyết',
  voted: 'Hộ của ông/bà đã biểu quyết',
  consent_asked: 'Hỏi hộ có biểu quyết qua ứng dụng không',
  not_representative: 'Người đại diện hộ biểu quyết',
  notice: 'Xem thông báo',
} satisfies Record<OpenVote['state'], string>;

const before = (closesAt: string | null): string[] => (closesAt === null ? [] : [`Đến ${spokenInstant(closesAt)}`]);
const voteDetails = ({ state, closesAt }: OpenVote): string[] => [voteWords[state], ...before(closesAt)];
const surveyDetails = ({ minutes, state, closesAt }: OpenSurvey): string[] => [
  state === 'draft' ? 'Đang trả lời dở' : `Khoảng ${minutes} phút`,
  ...before(closesAt),
];
const consultationDetails = ({ closesOn }: OpenConsultation): string[] => [`Đến hết ngày ${plainDate(closesOn)}`];
const initiativeDetails = ({ hamletName, signed, needed, until, mine }: OpenInitiative): string[] => [
  `${mine ? 'Của ông/bà · ' : ''}${hamletName ?? 'Toàn xã'} · đã có ${signed} trong ${needed} hộ cần`,
  `Đến hết ngày ${plainDate(until)}`,
];
