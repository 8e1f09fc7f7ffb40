import '../../features/feedback/feedback.css';
import { answerFixedCheck, readFixedCheck } from 'backend/contracts/feedback';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import useSWR from 'swr';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { longDate } from '../../days.js';
import { ActFailure } from '../../features/feedback/act-failure.js';
import { ReopenForm } from '../../features/feedback/reopen-form.js';
import { callAnonymously } from '../../session.js';

type Told = 'fixed' | 'reopened';

/** "Đã khắc phục chưa?", weeks after the answer, from a message: nobody has to sign in, and it is answered once. */
export default function CheckPage() {
  const { token = '' } = useParams();
  const read = () => callAnonymously(readFixedCheck, { params: { token } });
  const check = useSWR<Awaited<ReturnType<typeof read>>, CallFailure>(`check ${token}`, read, { shouldRetryOnError: false });
  const [told, setTold] = useState<Told | null>(null);
  const [reopening, setReopening] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);

  const answer = async (body: { fixed: true } | { fixed: false; reason: string }) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await callAnonymously(answerFixedCheck, { params: { token }, body });
      setTold(body.fixed ? 'fixed' : 'reopened');
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };

  const { data, error } = check;
  return (
    <Screen title="Xã hỏi lại" backTo="/reports">
      {told !== null && (
        <div role="status">
          {told === 'fixed' ? (
            <Notice tone="done" title="Cảm ơn ông/bà">
              <p>Xã ghi nhận việc đã được khắc phục.</p>
            </Notice>
          ) : (
            <Notice tone="done" title="Đã mở lại">
              <p>Xã sẽ xem tiếp và trả lời ở mục Phản ánh.</p>
            </Notice>
          )}
        </div>
      )}
      {told === null && data?.state === 'used' && (
        <Notice title="Câu hỏi này đã được trả lời">
          <p>Không cần trả lời lại. Cảm ơn ông/bà.</p>
        </Notice>
      )}
      {told === null && data?.state === 'open' && (
        <section className="card" aria-labelledby="check-question">
          <h2 id="check-question" className="title">
            {data.categoryName}, {data.hamletName}
          </h2>
          <p>
            Ông/bà đã phản ánh việc này (mã {data.code}). Xã trả lời {longDate(data.answeredOn)}. Đến nay việc đã được khắc phục chưa?
          </p>
          {reopening ? (
            <ReopenForm busy={busy} onSend={(reason) => void answer({ fixed: false, reason })} onCancel={() => setReopening(false)} />
          ) : (
            <>
              <Button busy={busy} icon={<CircleCheck aria-hidden="true" size={22} />} onPress={() => void answer({ fixed: true })}>
                Đã khắc phục
              </Button>
              <Button look="plain" disabled={busy} onPress={() => setReopening(true)}>
                Chưa
              </Button>
            </>
          )}
          <ActFailure failure={failure} />
        </section>
      )}
      {told === null && data === undefined && error !== undefined && (
        <Failure failure={error} {...(error.code === 'report_check_invalid' ? {} : { onRetry: () => void check.mutate() })} />
      )}
      {data === undefined && error === undefined && <Skeleton rows={2} tall />}
      {(told !== null || data?.state === 'used' || error !== undefined) && (
        <Link to="/reports" className="more-link">
          Mở mục Phản ánh
        </Link>
      )}
    </Screen>
  );
}
