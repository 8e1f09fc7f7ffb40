import '../../features/feedback/feedback.css';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import type { DraftName } from '../../features/feedback/draft.js';
import { useReportForm } from '../../features/feedback/use-report-form.js';
import { usePhoneIsTheirs, useWriting } from '../../features/feedback/writing.js';
import { InformationSteps } from './information-steps.js';
import { Receipt } from './receipt.js';
import { ReportSteps } from './report-steps.js';

/** Writing a report in four steps, or a request for information; then the receipt. */
export default function ReportNewPage() {
  const [search] = useSearchParams();
  const theirs = usePhoneIsTheirs();
  const name: DraftName = search.get('kind') === 'information_request' ? 'information' : 'report';
  const title = name === 'information' ? 'Yêu cầu thông tin' : 'Gửi phản ánh';

  if (theirs) return <Written key={name} name={name} title={title} />;
  return (
    <Screen title={title} backTo="/reports">
      <Skeleton rows={3} tall />
    </Screen>
  );
}

function Written({ name, title }: { name: DraftName; title: string }) {
  const navigate = useNavigate();
  const writing = useWriting(name);
  const loaded = useReportForm();
  const { sending } = writing;

  if (sending.kind === 'sent' || sending.kind === 'sent_anonymously')
    return <Receipt name={name} writing={writing} sending={sending} onDone={(to) => navigate(to, { replace: true })} />;
  if (loaded.kind === 'ready') {
    const Steps = name === 'information' ? InformationSteps : ReportSteps;
    return <Steps writing={writing} form={loaded.form} writer={loaded.writer} />;
  }
  return (
    <Screen title={title} backTo="/reports">
      {loaded.kind === 'loading' ? <Skeleton rows={3} tall /> : <Failure failure={loaded.failure} onRetry={loaded.retry} />}
    </Screen>
  );
}
