import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';

/** The way to the person's household. */
export function HouseholdPart() {
  return (
    <ul className="rows">
      <li>
        <Link to="/household" className="row">
          <span className="row-words">
            <span className="row-name">Hộ của tôi</span>
            <span className="quiet">Liên kết hộ, xem người đại diện</span>
          </span>
          <ChevronRight aria-hidden="true" size={22} />
        </Link>
      </li>
    </ul>
  );
}
