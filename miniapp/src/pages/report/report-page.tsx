import '../../features/feedback/feedback.css';
import { actOnReport, listMyReports, readReport } from 'backend/contracts/feedback';
import { useEffect } from 'react';
import { useLocation, useParams } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { ReportSheet } from '../../features/feedback/report-sheet.js';
import { kindWords } from '../../features/feedback/report-words.js';
import { call } from '../../session.js';
import { keyOf, useApi } from '../../use-api.js';

function joinedBy(state: unknown): number | null {
  return typeof state === 'object' && state !== null && 'joined' in state && typeof state.joined === 'number' ? state.joined : null;
}

/** Following one report of one's own, or one that was joined. */
export default function ReportPage() {
  const { id = '' } = useParams();
  const { state } = useLocation();
  const { mutate } = useSWRConfig();
  const found = useApi(readReport, { params: { id } });
  const joined = joinedBy(state);
  const report = found.data;

  useEffect(() => {
    // What was new in the list has been read now.
    if (report !== undefined) void mutate(keyOf(listMyReports, { query: {} }));
  }, [report, mutate]);

  return (
    <Screen title={report === undefined ? 'Phản ánh' : kindWords[report.kind]} backTo="/reports">
      {joined !== null && (
        <div role="status">
          <Notice tone="done" title={`Đã ghi nhận. Có ${joined.toLocaleString('vi-VN')} người cùng phản ánh việc này`}>
            <p>Xã trả lời thì ông/bà cũng nhận được.</p>
          </Notice>
        </div>
      )}
      {report !== undefined && (
        <ReportSheet
          report={report}
          mayKeep
          act={(action) => call(actOnReport, { params: { id }, body: { action } })}
          onReport={(now) => void found.mutate(now, { revalidate: false })}
        />
      )}
      {report === undefined && found.error !== undefined && (
        <Failure failure={found.error} {...(found.error.code === 'report_not_found' ? {} : { onRetry: () => void found.mutate() })} />
      )}
      {report === undefined && found.error === undefined && <Skeleton rows={3} tall />}
    </Screen>
  );
}
