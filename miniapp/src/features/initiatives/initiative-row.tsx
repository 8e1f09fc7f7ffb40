import './initiatives.css';
import type { InitiativeRow } from 'backend/contracts/initiatives';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';
import { plainDate } from '../../days.js';
import { initiativeStateWords, placeWords } from './initiative-words.js';
import { ProgressLine } from './progress.js';

/** One initiative in a list. */
export function InitiativeLink({ initiative }: { initiative: InitiativeRow }) {
  const { id, title, hamletName, state, progress, until, signed } = initiative;
  const isOpen = state === 'collecting' || state === 'reached';
  return (
    <Link to={`/initiatives/${id}`} className="row">
      <span className="row-words">
        <span className="row-name">{title}</span>
        <span className="quiet">
          {placeWords(hamletName)} · {initiativeStateWords[state]}
        </span>
        {isOpen && progress !== null && <ProgressLine progress={progress} />}
        {state === 'collecting' && until !== null && <span className="quiet">Đến hết ngày {plainDate(until)}</span>}
        {signed && isOpen && <span className="initiative-signed">Hộ của ông/bà đã đồng thuận</span>}
      </span>
      <ChevronRight aria-hidden="true" size={22} />
    </Link>
  );
}
