import { stopTopic, type Topic } from 'backend/contracts/audience';
import { useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import useSWR from 'swr';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { callAnonymously } from '../../session.js';
import { sayFailure } from '../../words.js';

const names: Record<Topic, string> = { greeting: 'lời chúc', disclosure: 'tin công khai', notice: 'thông báo' };

/** Where the stop button of a message leads: opening it stops, one more tap takes it back. Nobody has to sign in. */
export default function StopPage() {
  const { token = '' } = useParams();
  const set = (stopped: boolean) => callAnonymously(stopTopic, { body: { token, stopped } });
  // The wish is in the tap that led here; asking again would be one tap too many.
  const stop = useSWR<Awaited<ReturnType<typeof set>>, CallFailure>(`stop ${token}`, () => set(true), {
    revalidateOnFocus: false,
    revalidateOnReconnect: false,
    revalidateIfStale: false,
    shouldRetryOnError: false,
  });
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  const turn = async (stopped: boolean) => {
    setBusy(true);
    setFault(null);
    try {
      await stop.mutate(await set(stopped), { revalidate: false });
    } catch (error) {
      setFault(error instanceof CallFailure ? sayFailure(error) : 'Chưa làm được. Xin thử lại.');
    }
    setBusy(false);
  };

  const { data } = stop;
  return (
    <Screen
      title="Tin xã gửi tôi"
      backTo="/"
      {...(data !== undefined && {
        action: (
          <Button look={data.stopped ? 'plain' : 'main'} busy={busy} onPress={() => void turn(!data.stopped)}>
            {data.stopped ? 'Nhận lại' : `Thôi nhận ${names[data.topic]}`}
          </Button>
        ),
      })}
    >
      {data === undefined && stop.error === undefined && <Skeleton rows={2} />}
      {data === undefined && stop.error !== undefined && (
        <Failure failure={stop.error} {...(stop.error.code === 'stop_invalid' ? {} : { onRetry: () => void stop.mutate() })}>
          <Link to="/me" className="more-link">
            Mở mục Cá nhân
          </Link>
        </Failure>
      )}
      {data !== undefined && (
        <>
          <div role="status">
            {data.stopped ? (
              <Notice tone="done" title={`Đã dừng gửi ${names[data.topic]}`}>
                <p>Xã sẽ không gửi {names[data.topic]} cho ông/bà nữa. Giấy hẹn và tin khẩn như bão lũ, dịch bệnh vẫn được gửi.</p>
              </Notice>
            ) : (
              <Notice tone="done" title={`Xã sẽ lại gửi ${names[data.topic]}`}>
                <p>Cảm ơn ông/bà. Muốn dừng, xin bấm nút bên dưới.</p>
              </Notice>
            )}
          </div>
          {fault !== null && (
            <p className="field-fault" role="alert">
              {fault}
            </p>
          )}
          <Link to="/me" className="more-link">
            Chọn từng loại tin ở mục Cá nhân
          </Link>
        </>
      )}
    </Screen>
  );
}
