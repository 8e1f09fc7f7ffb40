import { CalendarDays, ChevronLeft, House, MessageSquareText, UserRound } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation, useNavigate } from 'react-router-dom';
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

/**
 * A screen: title and back button at the left (the top right is Zalo's), content, then the main button or the tabs.
 * Coming from another screen or step, reading begins at the title again.
 */
export function Screen({ title, children, backTo, onBack, action, tabs = false }: ScreenProps) {
  const { key, pathname, search } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  const place = `${pathname} ${new URLSearchParams(search).get('step') ?? ''}`;
  const isFirst = key === 'default';

  useEffect(() => {
    document.title = title;
  }, [title]);

  useEffect(() => {
    // When the app opens, the page is read from its beginning anyway.
    if (place !== '' && !isFirst) heading.current?.focus({ preventScroll: true });
  }, [place, isFirst]);

  return (
    <div className="screen">
      <header className="header">
        {(backTo !== undefined || onBack !== undefined) && (
          <BackButton backTo={backTo ?? '/'} {...(onBack === undefined ? {} : { onBack })} />
        )}
        <h1 ref={heading} tabIndex={-1} className="header-title">
          {title}
        </h1>
      </header>
      <main className="screen-body">{children}</main>
      {action !== undefined && <div className="screen-action">{action}</div>}
      {tabs && <Tabs />}
    </div>
  );
}

function BackButton({ backTo, onBack }: { backTo: string; onBack?: () => void }) {
  const navigate = useNavigate();
  const { key } = useLocation();

  const goBack = () => {
    if (onBack !== undefined) onBack();
    // A screen opened from a message has nothing behind it, whatever its address became meanwhile: its parent takes that place.
    else if (key === 'default' || window.history.state?.idx === 0) navigate(backTo, { replace: true });
    else navigate(-1);
  };

  return (
    <button type="button" className="header-back" onClick={goBack} aria-label="Quay lại">
      <ChevronLeft aria-hidden="true" size={28} />
    </button>
  );
}

const tabs = [
  { to: '/', name: 'Trang chủ', Icon: House },
  { to: '/appointments', name: 'Lịch hẹn', Icon: CalendarDays },
  { to: '/reports', name: 'Phản ánh', Icon: MessageSquareText },
  { to: '/me', name: 'Cá nhân', Icon: UserRound },
] as const;

/** Addresses that show the screen of a tab. */
const tabOf: Readonly<Record<string, string>> = { '/waiting': '/appointments' };

function Tabs() {
  const { pathname } = useLocation();
  const here = tabOf[pathname] ?? pathname;
  return (
    <nav className="tabs" aria-label="Các mục chính">
      {tabs.map(({ to, name, Icon }) => (
        <Link key={to} to={to} className="tab" aria-current={to === here ? 'page' : undefined}>
          <Icon aria-hidden="true" size={24} />
          <span>{name}</span>
        </Link>
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
