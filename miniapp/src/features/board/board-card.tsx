import type { BoardRow } from 'backend/contracts/board';
import { Link } from 'react-router-dom';
import { plainDate } from '../../days.js';
import { peopleWords } from './board-words.js';
import { StateLine } from './state-line.js';

/** A report in the list. Its picture keeps its room before it is there. */
export function BoardCard({ report }: { report: BoardRow }) {
  const { id, excerpt, categoryName, hamletName, state, filedOn, answeredOn, people, thumbnailUrl } = report;
  const together = peopleWords(people);
  return (
    <Link to={`/board/${id}`} className="row board-row">
      <span className="row-words">
        <span className="board-excerpt">{excerpt}</span>
        <StateLine state={state} />
        <span className="quiet">
          {categoryName} · {hamletName}
        </span>
        <span className="quiet">
          {answeredOn === null ? `Gửi ${plainDate(filedOn)}` : `Gửi ${plainDate(filedOn)}, trả lời ${plainDate(answeredOn)}`}
        </span>
        {together !== null && <span className="board-people">{together}</span>}
      </span>
      {thumbnailUrl !== null && (
        <span className="board-picture">
          <img src={thumbnailUrl} alt="" width={84} height={84} loading="lazy" decoding="async" />
        </span>
      )}
    </Link>
  );
}
