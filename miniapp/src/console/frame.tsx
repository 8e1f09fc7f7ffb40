import { CalendarClock, CalendarX, ChevronLeft, House, ListChecks, UserPlus, Users } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Link, NavLink } from 'react-router-dom';
import { useMe } from '../features/residents/use-me.js';

const sections = [
  { to: '/console', name: 'Hôm nay', short: 'Hôm nay', Icon: ListChecks, administratorOnly: false },
  { to: '/console/book', name: 'Đặt lịch hộ', short: 'Đặt hộ', Icon: UserPlus, administratorOnly: false },
  { to: '/console/revoke-day', name: 'Hủy cả ngày', short: 'Hủy ngày', Icon: CalendarX, administratorOnly: false },
  { to: '/console/calendar', name: 'Lịch làm việc', short: 'Lịch', Icon: CalendarClock, administratorOnly: true },
  { to: '/console/officers', name: 'Cán bộ', short: 'Cán bộ', Icon: Users, administratorOnly: true },
] as const;

type FrameProps = {
  title: string;
  children: ReactNode;
  /** On a phone one item takes the whole screen: this leads back to the list, and the sections step aside. */
  onBackToList?: () => void;
  /** The page uses the full width (lists); forms keep a width that reads well. */
  wide?: boolean;
};

/** The desk around every page: sections at the left on a PC, at the bottom on a phone. */
export function Frame({ title, children, onBackToList, wide = false }: FrameProps) {
  const me = useMe();
  const administrates = me.data?.roles.includes('administrator') === true;
  const shown = sections.filter(({ administratorOnly }) => administrates || !administratorOnly);

  useEffect(() => {
    document.title = `${title} · Bàn làm việc một cửa`;
  }, [title]);

  return (
    <div className={onBackToList === undefined ? 'desk' : 'desk desk-on-item'}>
      <header className="desk-header">
        {onBackToList === undefined ? (
          <Link to="/me" className="header-back desk-header-back" aria-label="Về trang cá nhân">
            <ChevronLeft aria-hidden="true" size={28} />
          </Link>
        ) : (
          <button type="button" className="header-back desk-header-back" onClick={onBackToList} aria-label="Quay lại danh sách">
            <ChevronLeft aria-hidden="true" size={28} />
          </button>
        )}
        <h1 className="desk-title">{title}</h1>
        <p className="desk-name">Bàn làm việc một cửa</p>
      </header>
      <nav className="desk-nav" aria-label="Các mục của bàn làm việc">
        {shown.map(({ to, name, short, Icon }) => (
          <NavLink key={to} to={to} end className="desk-nav-link">
            <Icon aria-hidden="true" size={22} />
            <span className="desk-nav-name">{name}</span>
            <span className="desk-nav-short" aria-hidden="true">
              {short}
            </span>
          </NavLink>
        ))}
        <Link to="/" className="desk-nav-link desk-nav-out">
          <House aria-hidden="true" size={22} />
          <span className="desk-nav-name">Trang người dân</span>
        </Link>
      </nav>
      <main className={wide ? 'desk-main desk-main-wide' : 'desk-main'}>{children}</main>
    </div>
  );
}
