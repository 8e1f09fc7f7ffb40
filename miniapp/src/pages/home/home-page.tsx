import './home.css';
import { type Home, readHome } from 'backend/contracts/appointments';
import { ChevronRight, FileText, Landmark, MessageSquareText, Search, Vote } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { dayAndMonth, longDate, weekday } from '../../days.js';
import { AppointmentCard } from '../../features/appointments/appointment-row.js';
import { OfferCard } from '../../features/appointments/offer-card.js';
import { SavedSlips } from '../../features/appointments/saved-slips.js';
import { Hotline } from '../../features/commune/hotline.js';
import { RateCard } from '../../features/conduct/rate-card.js';
import { ReportNews } from '../../features/feedback/report-news.js';
import { GreetingOnTop, HomeNews } from '../../features/news/home-news.js';
import { somethingWaits } from '../../features/outgoing/outgoing.js';
import { UrgentCards } from '../../features/participation/urgent-cards.js';
import { SatisfactionCard } from '../../features/satisfaction/satisfaction-card.js';
import { phoneIsTheirs, whoSignedIn } from '../../session.js';
import { useApi } from '../../use-api.js';
import { greeting, sentence } from '../../words.js';

const WaitingToLeave = lazy(() => import('../../features/outgoing/waiting-to-leave.js'));

/** What waits for this person, the way to every service, the notices of the commune. */
export function HomePage() {
  const home = useApi(readHome, {});
  const me = home.data?.me ?? whoSignedIn();
  const [waits, setWaits] = useState(false);
  useEffect(() => void phoneIsTheirs().then(() => setWaits(somethingWaits())), []);

  return (
    <Screen title={me === null ? 'Chào ông/bà' : greeting(me)} tabs>
      {waits && (
        <Suspense fallback={null}>
          <WaitingToLeave />
        </Suspense>
      )}
      {home.data !== undefined ? (
        <HomeContent home={home.data} onChange={() => void home.mutate()} />
      ) : home.error !== undefined ? (
        <>
          <Failure failure={home.error} onRetry={() => void home.mutate()} />
          <SavedSlips />
        </>
      ) : (
        <Skeleton rows={4} tall />
      )}
    </Screen>
  );
}

function HomeContent({ home, onChange }: { home: Home; onChange: () => void }) {
  const [next, ...later] = home.upcoming;
  return (
    <>
      <div className="home-place">
        <p className="home-commune">{sentence(home.communeName)}</p>
        {home.formerText !== null && <p className="quiet">{sentence(home.formerText)}</p>}
        <p className="quiet">
          {longDate(home.today.date)} · {home.today.lunar} âm lịch
        </p>
        {home.today.reason !== null && <p className="quiet">{sentence(home.today.reason)}.</p>}
      </div>

      <GreetingOnTop news={home.news} />

      {home.offers.map((entry) => (
        <OfferCard key={entry.id} entry={entry} onChange={onChange} />
      ))}

      <UrgentCards urgent={home.participation.urgent} />

      <ReportNews reports={home.reports} />

      {next !== undefined && (
        <section className="stack" aria-labelledby="home-next">
          <h2 id="home-next" className="section-title">
            Lịch hẹn sắp tới
          </h2>
          <AppointmentCard appointment={next} />
          {later.length > 0 && (
            <Link to="/appointments" className="more-link">
              Xem {later.length} lịch hẹn khác
            </Link>
          )}
        </section>
      )}

      {home.satisfaction !== null && <SatisfactionCard invitation={home.satisfaction} />}
      {home.rate !== null && <RateCard rate={home.rate} />}

      <Link to="/procedures?find=1" className="home-search">
        <Search aria-hidden="true" size={24} />
        <span>Tìm: khai sinh, sao y…</span>
      </Link>

      <nav className="doors" aria-label="Các việc có thể làm">
        <Link to="/procedures" className="door">
          <FileText aria-hidden="true" size={32} />
          <span>Làm thủ tục</span>
        </Link>
        <Link to="/reports" className="door">
          <MessageSquareText aria-hidden="true" size={32} />
          <span>Phản ánh, góp ý</span>
        </Link>
        <Link to="/participation" className="door">
          <Vote aria-hidden="true" size={32} />
          <span>Lấy ý kiến{home.participation.open > 0 && ` (${home.participation.open})`}</span>
        </Link>
        <Link to="/disclosures" className="door">
          <Landmark aria-hidden="true" size={32} />
          <span>Công khai</span>
        </Link>
      </nav>

      {home.popular.length > 0 && (
        <section className="stack" aria-labelledby="home-popular">
          <h2 id="home-popular" className="section-title">
            Việc nhiều người làm
          </h2>
          <ul className="rows">
            {home.popular.map(({ code, plainName }) => (
              <li key={code}>
                <Link to={`/procedures/${code}`} className="row">
                  <span className="row-words">{plainName}</span>
                  <ChevronRight aria-hidden="true" size={22} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}

      <HomeNews news={home.news} />

      {home.daysOff.length > 0 && (
        <Notice title="Ngày nghỉ sắp tới">
          <ul className="plain-list">
            {home.daysOff.map(({ date, name, confirmed }) => (
              <li key={date}>
                {weekday(date)} {dayAndMonth(date)}: {name}
                {!confirmed && ' (dự kiến, chờ quyết định chính thức)'}
              </li>
            ))}
          </ul>
        </Notice>
      )}

      <section className="card" aria-labelledby="home-office">
        <h2 id="home-office" className="section-title">
          Cần hỏi thêm?
        </h2>
        <p>{home.hoursText}</p>
        <Hotline hotline={home.hotline} />
      </section>
    </>
  );
}
