import { ChartNoAxesColumn, List, Map as MapSign } from 'lucide-react';
import { Link, useLocation } from 'react-router-dom';
import type { BoardFilters } from './board-filters.js';
import { addressPart } from './board-filters.js';

const views = [
  { to: '/board', name: 'Danh sách', Sign: List },
  { to: '/board/map', name: 'Bản đồ', Sign: MapSign },
  { to: '/board/statistics', name: 'Thống kê', Sign: ChartNoAxesColumn },
] as const;

/** Three ways to look at the board; one takes the other's place, so that Back leaves the board, and the filters go along. */
export function BoardViews({ filters }: { filters: BoardFilters }) {
  const { pathname } = useLocation();
  return (
    <nav className="board-views" aria-label="Cách xem bảng công khai">
      {views.map(({ to, name, Sign }) => (
        <Link
          key={to}
          to={`${to}${addressPart(filters)}`}
          replace
          className="board-view"
          aria-current={to === pathname ? 'page' : undefined}
        >
          <Sign aria-hidden="true" size={18} />
          <span>{name}</span>
        </Link>
      ))}
    </nav>
  );
}
