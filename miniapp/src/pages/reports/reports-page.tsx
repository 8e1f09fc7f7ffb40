import '../../features/feedback/feedback.css';
import { listMyReports, type ReportRow } from 'backend/contracts/feedback';
import { ChevronRight, MessageSquarePlus } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { DraftPart } from '../../features/feedback/draft-part.js';
import { ReportCard } from '../../features/feedback/report-row.js';
import { useReportForm } from '../../features/feedback/use-report-form.js';
import { usePhoneIsTheirs } from '../../features/feedback/writing.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';

const ways = [
  { to: '/board', name: 'Bảng công khai', detail: 'Mọi người phản ánh gì, xã trả lời ra sao' },
  { to: '/board/map', name: 'Bản đồ phản ánh', detail: 'Gần nhà mình đang có việc gì' },
  { to: '/reports/track', name: 'Tra mã giấu tên', detail: 'Xem phản ánh đã gửi không nêu tên' },
  { to: '/reports/new?kind=information_request', name: 'Yêu cầu cung cấp thông tin', detail: 'Xin xem, xin bản sao giấy tờ của xã' },
  { to: '/reception', name: 'Tiếp công dân', detail: 'Lịch lãnh đạo tiếp dân, hẹn gặp' },
  { to: '/guidance', name: 'Khiếu nại, tố cáo', detail: 'Làm đơn thế nào, nộp ở đâu' },
] as const;

/** The tab of reports: send one, go on with a draft, see what became of those sent, and where else to turn. */
export default function ReportsPage() {
  const navigate = useNavigate();
  const theirs = usePhoneIsTheirs();
  const mine = useApi(listMyReports, { query: {} });
  // Whoever Zalo does not know has no list, and may send all the same.
  const isUnknown = mine.error?.status === 401 || mine.error?.status === 403;
  // Read here once, both are at hand when the place to report from has no network.
  useReportForm();
  useEffect(() => void import('../report-new/report-new-page.js').catch(() => undefined), []);
  const reload = useCallback(() => void mine.mutate(), [mine.mutate]);

  return (
    <Screen title="Phản ánh, góp ý" tabs>
      <Button icon={<MessageSquarePlus aria-hidden="true" size={22} />} onPress={() => navigate('/reports/new')}>
        Gửi phản ánh
      </Button>
      {theirs && (
        <>
          <DraftPart name="report" onSent={reload} />
          <DraftPart name="information" onSent={reload} />
        </>
      )}
      {mine.data !== undefined && mine.data.reports.length > 0 && <Mine first={mine.data.reports} next={mine.data.next} />}
      {(isUnknown || mine.data?.reports.length === 0) && (
        <Empty>
          <p>Chưa có phản ánh nào.</p>
          <p className="quiet">Đường hỏng, đèn tắt, rác đổ bậy, hay có điều muốn khen? Kể cho xã biết.</p>
        </Empty>
      )}
      {mine.data === undefined && mine.error !== undefined && !isUnknown && <Failure failure={mine.error} onRetry={reload} />}
      {mine.data === undefined && mine.error === undefined && <Skeleton rows={3} tall />}
      <nav aria-label="Việc liên quan">
        <ul className="rows">
          {ways.map(({ to, name, detail }) => (
            <li key={to}>
              <Link to={to} className="row">
                <span className="row-words">
                  <span>{name}</span>
                  <span className="quiet">{detail}</span>
                </span>
                <ChevronRight aria-hidden="true" size={22} />
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </Screen>
  );
}

function Mine({ first, next: firstNext }: { first: readonly ReportRow[]; next: string | null }) {
  const [more, setMore] = useState<{ rows: ReportRow[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const next = more === null ? firstNext : more.next;
  const known = new Set(first.map(({ id }) => id));

  const fetchMore = async () => {
    if (next === null) return;
    setBusy(true);
    setFailure(null);
    try {
      const page = await call(listMyReports, { query: { after: next } });
      setMore({ rows: [...(more?.rows ?? []), ...page.reports], next: page.next });
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };

  return (
    <section className="stack" aria-labelledby="reports-mine">
      <h2 id="reports-mine" className="section-title">
        Tôi đã gửi
      </h2>
      <ul className="rows">
        {[...first, ...(more?.rows.filter(({ id }) => !known.has(id)) ?? [])].map((report) => (
          <li key={report.id}>
            <ReportCard report={report} />
          </li>
        ))}
      </ul>
      {failure !== null && <p role="alert">{sayFailure(failure)}</p>}
      {next !== null && (
        <Button look="plain" busy={busy} onPress={() => void fetchMore()}>
          Xem cũ hơn
        </Button>
      )}
    </section>
  );
}
