import './consultations.css';
import { decisionWords } from 'backend/contracts/consultation-words';
import type { Consultation } from 'backend/contracts/consultations';
import { plainDate } from '../../days.js';
import { aboutWords, ownStateWords } from './consultation-words.js';

/** What the person said themselves, and what became of it. */
export function OwnOpinions({ found }: { found: Consultation }) {
  if (found.mine.opinions.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="own-title">
      <h2 id="own-title" className="section-title">
        Ý kiến của tôi
      </h2>
      <ul className="rows">
        {found.mine.opinions.map((opinion) => (
          <li key={opinion.id}>
            <article className="consultation-opinion">
              <p className="consultation-words">{opinion.text}</p>
              <p className="quiet">
                {plainDate(opinion.on)} · {aboutWords(opinion, found)} · {opinion.name === null ? 'không nêu tên' : 'có nêu tên'}
              </p>
              <p className={opinion.state === 'shown' ? 'consultation-answer' : 'quiet'}>
                {ownStateWords[opinion.state]}
                {opinion.reason !== null && `. Lý do: ${opinion.reason}`}
              </p>
              {opinion.answer !== null && (
                <p className="consultation-answer">
                  {decisionWords[opinion.answer.decision]}: {opinion.answer.title}
                </p>
              )}
              {opinion.outside && <p className="quiet">Xã thấy ý kiến này không thuộc nội dung lấy ý kiến.</p>}
            </article>
          </li>
        ))}
      </ul>
    </section>
  );
}
