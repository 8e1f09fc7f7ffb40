import { type BoardReport, readBoardReport } from 'backend/contracts/board';
import { joinReport, listMyReports, type ReportStatus } from 'backend/contracts/feedback';
import { Users } from 'lucide-react';
import { Link } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { Button } from '../../components/button.js';
import { Notice, Skeleton } from '../../components/states.js';
import { call } from '../../session.js';
import { keyOf, useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';
import { useJoin } from './use-join.js';

/** Of these more people may still get the answer. */
const joinable: ReadonlySet<ReportStatus> = new Set(['new', 'in_progress', 'waiting', 'reopened']);

/** Saying the same thing with one press, for whoever Zalo knows; whoever sent or joined it is led to their own page of it. */
export function JoinPart({ report, onJoined }: { report: BoardReport; onJoined: (people: number) => void }) {
  const { id } = report;
  const { mutate } = useSWRConfig();
  const mine = useApi(listMyReports, { query: {} }, { revalidateOnFocus: false });
  const { joining, joined, failure, join } = useJoin(async () => {
    const { people } = await call(joinReport, { params: { id } });
    onJoined(people);
    void mutate(keyOf(listMyReports, { query: {} }));
    void mutate(keyOf(readBoardReport, { params: { id } }));
    return people;
  });
  const own = mine.data?.reports.find((one) => one.id === id);

  if (joined !== null)
    return (
      <div role="status">
        <Notice tone="done" title={`Đã ghi nhận. Có ${joined.toLocaleString('vi-VN')} người cùng phản ánh việc này`}>
          <p>Xã trả lời thì ông/bà cũng nhận được.</p>
          <Follow id={id} />
        </Notice>
      </div>
    );
  if (own !== undefined)
    return (
      <Notice title={own.isMine ? 'Ông/bà đã gửi phản ánh này' : 'Ông/bà đã cùng phản ánh việc này'}>
        <Follow id={id} />
      </Notice>
    );
  if (!joinable.has(report.status)) return null;
  // Whether it is theirs is not known yet.
  if (mine.data === undefined && mine.error === undefined) return <Skeleton rows={1} tall />;
  if (mine.error?.status === 401 || mine.error?.status === 403)
    return (
      <Notice>
        <p>Muốn cùng phản ánh và nhận trả lời, xin mở ứng dụng này trong Zalo.</p>
      </Notice>
    );
  return (
    <section className="card" aria-labelledby="join-title">
      <h2 id="join-title" className="section-title">
        Ông/bà cũng gặp việc này?
      </h2>
      <p>Bấm nút dưới đây thì khỏi viết lại, xã trả lời chung cho mọi người. Cán bộ biết tên ông/bà; người khác không thấy.</p>
      {failure !== null && (
        <Notice tone="attention" urgent>
          <p>{failure.code === 'offline' ? 'Mạng yếu nên chưa ghi nhận được. Xin bấm lại.' : sayFailure(failure)}</p>
        </Notice>
      )}
      <Button icon={<Users aria-hidden="true" size={22} />} busy={joining} onPress={join}>
        Cùng phản ánh
      </Button>
    </section>
  );
}

function Follow({ id }: { id: string }) {
  return (
    <Link to={`/reports/${id}`} className="more-link">
      Theo dõi việc này
    </Link>
  );
}
