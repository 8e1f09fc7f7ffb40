import { type MyHousehold, readMyHousehold } from 'backend/contracts/households';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';
import { useApi } from '../../use-api.js';

const linkedWords = ({ code, isRepresentative }: MyHousehold): string =>
  `Hộ ${code}${isRepresentative ? ', ông/bà là người đại diện' : ''}`;

/** The way to the person's household, with what happened to it meanwhile. */
export function HouseholdPart() {
  const { data } = useApi(readMyHousehold, {});
  const words =
    data === undefined || (data.household === null && data.request === null)
      ? 'Liên kết hộ, xem người đại diện'
      : data.household !== null
        ? linkedWords(data.household)
        : data.request?.state === 'refused'
          ? 'Yêu cầu chưa được xác nhận'
          : 'Đang chờ trưởng xóm xác nhận';
  return (
    <ul className="rows">
      <li>
        <Link to="/household" className="row">
          <span className="row-words">
            <span className="row-name">Hộ của tôi</span>
            <span className="quiet">{words}</span>
            {data !== undefined && data.notices.length > 0 && <strong className="me-news">Có báo tin mới</strong>}
          </span>
          <ChevronRight aria-hidden="true" size={22} />
        </Link>
      </li>
    </ul>
  );
}
