import { CalendarDays, ChevronLeft, House, UserRound } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { NavLink, useLocation, useNavigate } from 'react-router-dom';
import { Skeleton } from './states.js';

type ScreenProps = {
  title: string;
  children: ReactNode;
  /** Where the back button leads when this screen was opened from outside; a screen without it has no back button. */
  backTo?: string;
  /** Replaces going back, for screens with steps of their own. */
  onBack?: () => void;
  /** The one main button, kept where the thumb is. */
  action?: ReactNode;
  /** The tabs at the bottom; only the screens they lead to show them. */
  tabs?: boolean;
};

/** A screen: title and back button at the left (the top right is Zalo's), content, then the main button or the tabs. */
export function Screen({ title, children, backTo, onBack, action, tabs = false }: ScreenProps) {
  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <div className="screen">
      <Header title={title} {...(backTo === undefined ? {} : { backTo })} {...(onBack === undefined ? {} : { onBack })} />
      <main className="screen-body">{children}</main>
      {action !== undefined && <div className="screen-action">{action}</div>}
      {tabs && <Tabs />}
    </div>
  );
}

function Header({ title, backTo, onBack }: { title: string; backTo?: string; onBack?: () => void }) {
  const navigate = useNavigate();
  const { key } = useLocation();

  const goBack = () => {
    if (onBack !== undefined) onBack();
    // A screen opened from a message has nothing behind it: its parent takes that place.
    else if (key === 'default') navigate(backTo ?? '/', { replace: true });
    else navigate(-1);
  };

  return (
    <header className="header">
      {(backTo !== undefined || onBack !== undefined) && (
        <button type="button" className="header-back" onClick={goBack} aria-label="Quay lại">
          <ChevronLeft aria-hidden="true" size={28} />
        </button>
      )}
      <h1 className="header-title">{title}</h1>
    </header>
  );
}

const tabs = [
  { to: '/', name: 'Trang chủ', Icon: House },
  { to: '/appointments', name: 'Lịch hẹn', Icon: CalendarDays },
  { to: '/me', name: 'Cá nhân', Icon: UserRound },
] as const;

function Tabs() {
  return (
    <nav className="tabs" aria-label="Các mục chính">
      {tabs.map(({ to, name, Icon }) => (
        <NavLink key={to} to={to} end className="tab">
          <Icon aria-hidden="true" size={24} />
          <span>{name}</span>
        </NavLink>
      ))}
    </nav>
  );
}

/** What stands on the screen while its code is being loaded. */
export function BusyScreen() {
  return (
    <div className="screen">
      <header className="header" />
      <main className="screen-body">
        <Skeleton rows={4} />
      </main>
    </div>
  );
}
