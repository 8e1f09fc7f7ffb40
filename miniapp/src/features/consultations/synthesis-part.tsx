import './consultations.css';
import { countsWords, decisionWords } from 'backend/contracts/consultation-words';
import type { PublicSynthesis, StanceCounts } from 'backend/contracts/consultations';
import { Link } from 'react-router-dom';
import { Notice } from '../../components/states.js';
import { plainDate } from '../../days.js';

type Shown = Omit<PublicSynthesis, 'disclosureSlug' | 'publishedOn'> & { disclosureSlug?: string | null; publishedOn: string };

/** "Chúng tôi đã nghe gì và làm gì": what people said, what is done with it, and why. */
export function SynthesisPart({ synthesis, level = 2 }: { synthesis: Shown; level?: 2 | 3 }) {
  const Title = level === 2 ? 'h2' : 'h3';
  const Point = level === 2 ? 'h3' : 'h4';
  const { text, points, outside, counts, publishedOn, sentAbove, disclosureSlug } = synthesis;
  return (
    <section className="card" aria-labelledby="synthesis-title">
      <div>
        <Title id="synthesis-title" className="section-title">
          Chúng tôi đã nghe gì và làm gì
        </Title>
        <p className="quiet">Công bố ngày {plainDate(publishedOn)}</p>
      </div>
      {sentAbove !== null && (
        <Notice tone="done">
          <p>
            Đã tổng hợp gửi {sentAbove.to} ngày {plainDate(sentAbove.on)}, văn bản số {sentAbove.documentNumber}.
          </p>
        </Notice>
      )}
      <p className="consultation-words">{text}</p>
      <p className="quiet">{counts.length === 0 ? 'Không nhận được ý kiến nào.' : countsWords(counts)}</p>
      {points.length > 0 && (
        <ol className="consultation-points">
          {points.map(({ title, decision, reason, counts: heard }, place) => (
            <li key={title} className="consultation-point">
              <Point className="consultation-point-title">
                {place + 1}. {title}
              </Point>
              {heard.length > 0 && <p className="quiet">{countsWords(heard)}</p>}
              <p className="consultation-decision" data-decision={decision}>
                {decisionWords[decision]}
              </p>
              {reason !== '' && <p className="consultation-words">{reason}</p>}
            </li>
          ))}
        </ol>
      )}
      {outside > 0 && <p className="quiet">{outside} ý kiến không thuộc nội dung lấy ý kiến.</p>}
      {disclosureSlug != null && (
        <Link to={`/disclosures/${disclosureSlug}`} className="more-link">
          Xem bản công khai
        </Link>
      )}
    </section>
  );
}

const rows = [
  { key: 'app', name: 'Trong Mini App' },
  { key: 'otherwise', name: 'Hình thức khác' },
] as const;

/** What was thought on the whole, those of the app and the others beside each other and never added up. */
export function StanceTable({ stances }: { stances: { app: StanceCounts; otherwise: StanceCounts } }) {
  return (
    <section className="card" aria-labelledby="stances-title">
      <h2 id="stances-title" className="section-title">
        Bày tỏ chung
      </h2>
      <table className="consultation-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Nhận qua</span>
            </th>
            <th scope="col">Đồng ý</th>
            <th scope="col">Không</th>
            <th scope="col">Khác</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{stances[key].agree}</td>
              <td>{stances[key].disagree}</td>
              <td>{stances[key].other}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">Đây là ý kiến tham khảo trước khi quyết định, không phải biểu quyết của hộ.</p>
    </section>
  );
}
