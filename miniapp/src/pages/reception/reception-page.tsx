import '../../features/reception/reception.css';
import { listReception, type ReceptionSession } from 'backend/contracts/reception';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { longDate } from '../../days.js';
import { Hotline } from '../../features/commune/hotline.js';
import { hoursWords, placesWords, SessionFacts, SessionNotice } from '../../features/reception/session-facts.js';
import { useApi } from '../../use-api.js';

/** A month of weeks; who looks for a later one asks for it. */
const shownFirst = 4;

/** When the commune's leaders receive people, and the way to a place. */
export default function ReceptionPage() {
  const read = useApi(listReception, {});
  const [showsAll, setShowsAll] = useState(false);
  const sessions = read.data?.sessions ?? [];
  return (
    <Screen title="Tiếp công dân" backTo="/">
      <p>
        Lãnh đạo xã trực tiếp nghe ông/bà khiếu nại, tố cáo, kiến nghị, phản ánh. Giữ chỗ trước thì khỏi chờ; không giữ chỗ vẫn đến được.
      </p>
      <ul className="rows">
        <li>
          <Link to="/reception/mine" className="row">
            <span className="row-words">
              <span className="row-name">Những lần tôi đã đăng ký</span>
              <span className="quiet">Phiếu giữ chỗ, biên bản, trả lời của xã</span>
            </span>
            <ChevronRight aria-hidden="true" size={22} />
          </Link>
        </li>
      </ul>
      {sessions.length > 0 && (
        <ul className="stack reception-list" aria-label="Các buổi tiếp sắp tới">
          {sessions.slice(0, showsAll ? undefined : shownFirst).map((session) => (
            <li key={session.id}>
              <SessionCard session={session} />
            </li>
          ))}
        </ul>
      )}
      {sessions.length > shownFirst && !showsAll && (
        <Button look="plain" onPress={() => setShowsAll(true)}>
          Xem {sessions.length - shownFirst} buổi sau
        </Button>
      )}
      {read.data !== undefined && sessions.length === 0 && (
        <Empty action={<Hotline hotline={read.data.hotline} />}>
          <p>Chưa có buổi tiếp nào được công bố.</p>
          <p className="quiet">Cần gặp sớm, xin gọi số trực hoặc đến trụ sở trong giờ làm việc.</p>
        </Empty>
      )}
      {read.data === undefined && read.error !== undefined && <Failure failure={read.error} onRetry={() => void read.mutate()} />}
      {read.data === undefined && read.error === undefined && <Skeleton rows={3} tall />}
      <section className="card" aria-labelledby="reception-know">
        <h2 id="reception-know" className="section-title">
          Ông/bà nên biết
        </h2>
        <ul className="plain-list">
          <li>Mang theo giấy tờ tùy thân và tài liệu liên quan. Chưa có đơn cũng đến được.</li>
          <li>Không viết được thì cán bộ ghi giúp, đọc lại cho nghe rồi ký hoặc điểm chỉ.</li>
          <li>
            {read.data === undefined ? 'Sau buổi tiếp' : `Trong ${read.data.answerWithin} ngày làm việc`}, xã trả lời có thụ lý hay không,
            hoặc chuyển cho ai.
          </li>
          <li>Xã không tiếp qua video: luật chỉ cho tiếp trực tuyến trên nền tảng của Nhà nước, tại nơi tiếp công dân.</li>
        </ul>
      </section>
    </Screen>
  );
}

function SessionCard({ session }: { session: ReceptionSession }) {
  const isOpen = session.state === 'open';
  return (
    <article className="card reception-card" aria-labelledby={`session-${session.id}`}>
      <h2 id={`session-${session.id}`} className="reception-day">
        {longDate(session.day)}
      </h2>
      <p className="reception-hours">{hoursWords(session)}</p>
      <SessionNotice session={session} />
      <SessionFacts session={session} />
      {session.state !== 'cancelled' && (
        <p className="reception-places" data-open={isOpen}>
          {placesWords(session)}
        </p>
      )}
      {isOpen && (
        <Link to={`/reception/sessions/${session.id}/book`} className="reception-go" aria-label={`Giữ chỗ ${longDate(session.day)}`}>
          Giữ chỗ
          <ChevronRight aria-hidden="true" size={20} />
        </Link>
      )}
      {session.state === 'full' && <p className="quiet">Vẫn đến được, xã tiếp sau những người đã giữ chỗ.</p>}
    </article>
  );
}
