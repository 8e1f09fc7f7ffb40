import { CalendarClock, CalendarX, ChevronLeft, House, ListChecks, MessageCircle, Settings, UserPlus, Users } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Link, NavLink } from 'react-router-dom';
import { useMe } from '../features/residents/use-me.js';
import { roleWords } from './console-words.js';
import { administrators, doers, isOneOf, readers } from './may.js';

const sections = [
  { to: '/console', name: 'Hôm nay', short: 'Hôm nay', Icon: ListChecks, roles: readers },
  { to: '/console/book', name: 'Đặt lịch hộ', short: 'Đặt hộ', Icon: UserPlus, roles: doers },
  { to: '/console/revoke-day', name: 'Hủy cả ngày', short: 'Hủy ngày', Icon: CalendarX, roles: doers },
  { to: '/console/calendar', name: 'Lịch làm việc', short: 'Lịch', Icon: CalendarClock, roles: administrators },
  { to: '/console/officers', name: 'Cán bộ', short: 'Cán bộ', Icon: Users, roles: administrators },
  { to: '/console/settings', name: 'Cài đặt', short: 'Cài đặt', Icon: Settings, roles: administrators },
  { to: '/console/zalo', name: 'Kết nối Zalo', short: 'Zalo', Icon: MessageCircle, roles: administrators },
] as const;

type FrameProps = {
  title: string;
  children: ReactNode;
  /** On a phone one item takes the whole screen: this leads back to the list, and the sections step aside. */
  onBackToList?: () => void;
  /** The whole width without edges (the list), parts side by side, or one column that reads well. */
  width?: 'whole' | 'sides' | 'column';
  /** Said beside the title. */
  beside?: string;
};

/** The desk around every page: sections at the left on a PC, at the bottom on a phone. */
export function Frame({ title, children, onBackToList, width = 'column', beside }: FrameProps) {
  const me = useMe();
  const shown = sections.filter(({ roles }) => isOneOf(me.data, roles));
  const [role] = me.data?.roles ?? [];

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
        <div className="desk-titles">
          <h1 className="desk-title">{title}</h1>
          {beside !== undefined && <p className="desk-beside">{beside}</p>}
        </div>
        {me.data !== undefined && (
          <p className="desk-name">
            {me.data.name}
            {role !== undefined && <span className="desk-block">{roleWords[role]}</span>}
          </p>
        )}
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
      <main className={`desk-main desk-main-${width}`}>{children}</main>
    </div>
  );
}
