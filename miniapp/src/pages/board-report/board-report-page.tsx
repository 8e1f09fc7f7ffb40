import '../../features/board/board.css';
import '../../features/feedback/feedback.css';
import { type BoardReport, readBoardReport } from 'backend/contracts/board';
import { MapPin, Share2 } from 'lucide-react';
import { Link, useParams } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { inVietnam, longDate, plainDate } from '../../days.js';
import { peopleWords, tookWords } from '../../features/board/board-words.js';
import { JoinPart } from '../../features/board/join-part.js';
import { StateLine } from '../../features/board/state-line.js';
import { ReportMediaList } from '../../features/feedback/report-media.js';
import { excerptOf } from '../../features/feedback/report-words.js';
import { useApi } from '../../use-api.js';
import { addressInZalo, shareText } from '../../zalo.js';

/** One report as everybody reads it, with what the commune answered. */
export default function BoardReportPage() {
  const { id = '' } = useParams();
  const found = useApi(readBoardReport, { params: { id } }, { revalidateOnFocus: false });
  const report = found.data;
  const isGone = found.error?.code === 'report_not_found' || found.error?.code === 'invalid_request';

  return (
    <Screen title="Phản ánh" backTo="/board">
      {report !== undefined && (
        <Content report={report} onJoined={(people) => void found.mutate({ ...report, people }, { revalidate: false })} />
      )}
      {report === undefined && found.error !== undefined && (
        <Failure failure={found.error} {...(isGone ? {} : { onRetry: () => void found.mutate() })}>
          <BoardLink />
        </Failure>
      )}
      {report === undefined && found.error === undefined && <Skeleton rows={3} tall />}
    </Screen>
  );
}

function Content({ report, onJoined }: { report: BoardReport; onJoined: (people: number) => void }) {
  const announce = useAnnounce();
  const { id, text, categoryName, hamletName, state, filedOn, people, location, reporterName, pictures, answers } = report;

  const share = async () => {
    const address = addressInZalo(`/board/${id}`);
    const answer = await shareText([`Phản ánh ở ${hamletName}: ${excerptOf(text)}`, ...(address === null ? [] : [address])].join('\n'));
    if (answer.kind === 'unavailable') announce('Chưa mở được phần gửi của Zalo. Xin thử lại.');
  };

  return (
    <>
      <section className="card" aria-label="Phản ánh">
        <p className="board-words">{text}</p>
        <ReportMediaList media={pictures.map((picture, place) => ({ id: String(place), kind: 'picture', ...picture }))} />
        <p className="quiet">
          {categoryName} · {hamletName}
          <br />
          {reporterName === null ? 'Gửi' : `${reporterName} gửi`} {longDate(filedOn)}
        </p>
        {location !== null && (
          <Link to={`/board/map?at=${id}`} className="more-link board-place">
            <MapPin aria-hidden="true" size={20} />
            Xem chỗ ấy trên bản đồ
          </Link>
        )}
      </section>

      <section className="card" aria-label="Tình trạng">
        <StateLine state={state} />
        <p>{tookWords(report)}</p>
        {people > 1 && <p className="board-people">{peopleWords(people)}</p>}
      </section>

      {answers.map((answer, place) => (
        <section key={answer.publishedAt} className="card answer" aria-label={place === 0 ? 'Xã trả lời' : 'Xã trả lời trước đó'}>
          <h2 className="section-title">{place === 0 ? 'Xã trả lời' : 'Trả lời trước đó'}</h2>
          <p className="said">{answer.text}</p>
          <p className="answer-signed">
            {answer.signedBy}
            <br />
            <span className="quiet">{plainDate(inVietnam(new Date(answer.publishedAt)).day)}</span>
          </p>
        </section>
      ))}

      <JoinPart report={report} onJoined={onJoined} />
      <Button look="plain" icon={<Share2 aria-hidden="true" size={20} />} onPress={() => void share()}>
        Gửi cho người khác
      </Button>
      <BoardLink />
    </>
  );
}

function BoardLink() {
  return (
    <Link to="/board" className="more-link">
      Xem bảng công khai
    </Link>
  );
}
