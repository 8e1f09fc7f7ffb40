import type { InformationWish } from 'backend/contracts/feedback';
import type { DeskReport } from 'backend/contracts/feedback-desk';
import { MapPin, Phone } from 'lucide-react';
import { wishFormWords } from '../../features/feedback/report-words.js';
import { openInBrowser } from '../../zalo.js';
import { phoneWords } from '../console-words.js';
import { clockLines, contactWords, momentWords, privacyWords } from './feedback-words.js';

const degrees = (value: number) => value.toLocaleString('vi-VN', { minimumFractionDigits: 5, maximumFractionDigits: 5 });

/** Where it is: in words first, then on a map of whoever opens it. */
export function PlacePart({ report: { hamletName, landmark, location } }: { report: DeskReport }) {
  return (
    <section className="desk-step" aria-labelledby="place-title">
      <h3 id="place-title" className="section-title">
        Ở đâu
      </h3>
      <p>{[hamletName, landmark].filter((part) => part !== '').join(', ')}</p>
      {location === null ? (
        <p className="quiet">Người gửi không gửi vị trí.</p>
      ) : (
        <>
          <button
            type="button"
            className="desk-tool"
            onClick={() => void openInBrowser(`https://www.google.com/maps?q=${location.latitude},${location.longitude}`)}
          >
            <MapPin aria-hidden="true" size={20} />
            Mở chỗ này trên bản đồ
          </button>
          <p className="quiet">
            Vĩ độ {degrees(location.latitude)}, kinh độ {degrees(location.longitude)}
            {location.accuracy !== null && `, lệch tới ${Math.round(location.accuracy).toLocaleString('vi-VN')} m`}
          </p>
        </>
      )}
    </section>
  );
}

/** Who sent it, and who may know that. */
export function ReporterPart({ report: { reporter, privacy } }: { report: DeskReport }) {
  return (
    <section className="desk-step" aria-labelledby="reporter-title">
      <h3 id="reporter-title" className="section-title">
        Người gửi
      </h3>
      {reporter !== null && (
        <p>
          <strong>{reporter.name}</strong>
          {reporter.phone !== null && (
            <a className="report-phone" href={`tel:${reporter.phone}`}>
              <Phone aria-hidden="true" size={18} />
              {phoneWords(reporter.phone)}
            </a>
          )}
        </p>
      )}
      <p>
        <strong>{privacyWords[privacy].name}.</strong> {privacyWords[privacy].detail}
      </p>
      {reporter !== null && <p className="quiet">{contactWords[reporter.contact]}.</p>}
    </section>
  );
}

/** What somebody who asks for information has to say by law (Luật 104/2016 Art. 24). */
export function InformationPart({ wish, complex }: { wish: InformationWish; complex: boolean }) {
  return (
    <section className="desk-step" aria-labelledby="wish-title">
      <h3 id="wish-title" className="section-title">
        Yêu cầu cung cấp thông tin
      </h3>
      <dl className="desk-facts">
        <dt>Người yêu cầu</dt>
        <dd>{wish.name}</dd>
        <dt>Địa chỉ</dt>
        <dd>{wish.address}</dd>
        <dt>Nhận bằng</dt>
        <dd>{wishFormWords[wish.form]}</dd>
        {wish.purpose !== '' && (
          <>
            <dt>Để làm gì</dt>
            <dd>{wish.purpose}</dd>
          </>
        )}
        <dt>Mức</dt>
        <dd>{complex ? 'Phức tạp, cần tập hợp từ nhiều nơi' : 'Đơn giản, có sẵn'}</dd>
      </dl>
    </section>
  );
}

/** Until when, and why until then. */
export function ClockPart({ report }: { report: DeskReport }) {
  return (
    <section className="desk-step" aria-labelledby="clock-title">
      <h3 id="clock-title" className="section-title">
        Thời hạn
      </h3>
      <ul className="report-lines">
        {clockLines(report).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

/** Everything that happened, the newest first; what the reporter reads too says so. */
export function HistoryPart({ events }: { events: DeskReport['events'] }) {
  return (
    <section className="desk-step" aria-labelledby="history-title">
      <h3 id="history-title" className="section-title">
        Đã làm những gì
      </h3>
      <ol className="report-lines">
        {[...events].reverse().map(({ at, by, text, shown }) => (
          <li key={`${at} ${text}`}>
            <span className="report-event">{text}</span>
            <span className="desk-under desk-block">
              {momentWords(at)} · {by}
              {shown && ' · người gửi cũng thấy'}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
