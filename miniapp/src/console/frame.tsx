import { permissions } from 'backend/contracts/permissions';
import type { Me, Role } from 'backend/contracts/residents';
import {
  BellOff,
  BookUser,
  CalendarClock,
  CalendarHeart,
  CalendarX,
  ChevronLeft,
  CircleDollarSign,
  ClipboardList,
  Ellipsis,
  Gauge,
  Handshake,
  House,
  Landmark,
  Lightbulb,
  ListChecks,
  ListTree,
  LockKeyhole,
  type LucideIcon,
  MailOpen,
  Megaphone,
  MessageCircle,
  MessageSquareWarning,
  MessagesSquare,
  ScrollText,
  Settings,
  Smile,
  Speech,
  SquarePen,
  Star,
  ThumbsUp,
  UserPlus,
  UserRoundCheck,
  Users,
  UsersRound,
  UserX,
  Vote,
} from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useState } from 'react';
import { Link, NavLink, useLocation } from 'react-router-dom';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { Skeleton } from '../components/states.js';
import { useMe } from '../features/residents/use-me.js';
import { inZalo } from '../zalo.js';
import { roleWords } from './console-words.js';
import { isOneOf, termsKeepers } from './may.js';
import { SignOutButton } from './web/sign-out-button.js';

type Section = { to: string; name: string; short: string; Icon: LucideIcon; roles: readonly Role[]; group: string };

/** In the order of the list at the left; on a phone the first four that somebody has stand below, the others behind "Thêm". */
const sections: readonly Section[] = [
  { to: '/console', name: 'Hôm nay', short: 'Hôm nay', Icon: ListChecks, roles: permissions['desk.read'], group: 'Một cửa' },
  { to: '/console/book', name: 'Đặt lịch hộ', short: 'Đặt hộ', Icon: UserPlus, roles: permissions['desk.act'], group: 'Một cửa' },
  { to: '/console/revoke-day', name: 'Hủy cả ngày', short: 'Hủy ngày', Icon: CalendarX, roles: permissions['desk.act'], group: 'Một cửa' },
  {
    to: '/console/feedback',
    name: 'Phản ánh, góp ý',
    short: 'Phản ánh',
    Icon: MessageSquareWarning,
    roles: permissions['feedback.read'],
    group: 'Ý kiến người dân',
  },
  {
    to: '/console/reception',
    name: 'Tiếp công dân',
    short: 'Tiếp dân',
    Icon: Handshake,
    roles: permissions['reception.read'],
    group: 'Ý kiến người dân',
  },
  {
    to: '/console/surveys',
    name: 'Khảo sát',
    short: 'Khảo sát',
    Icon: ClipboardList,
    roles: permissions['surveys.read'],
    group: 'Ý kiến người dân',
  },
  {
    to: '/console/conduct',
    name: 'Thái độ phục vụ',
    short: 'Thái độ',
    Icon: Smile,
    roles: permissions['conduct.read'],
    group: 'Ý kiến người dân',
  },
  {
    to: '/console/satisfaction',
    name: 'Mức độ hài lòng',
    short: 'Hài lòng',
    Icon: ThumbsUp,
    roles: permissions['satisfaction.read'],
    group: 'Ý kiến người dân',
  },
  {
    to: '/console/scorecard',
    name: 'Bộ tiêu chí 9 chỉ số',
    short: '9 chỉ số',
    Icon: Gauge,
    roles: permissions['satisfaction.read'],
    group: 'Ý kiến người dân',
  },
  {
    to: '/console/sealed',
    name: 'Đơn thư niêm phong',
    short: 'Đơn thư',
    Icon: LockKeyhole,
    roles: permissions['petitions.handle'],
    group: 'Ý kiến người dân',
  },
  {
    to: '/console/feedback/ratings',
    name: 'Đánh giá trả lời',
    short: 'Đánh giá',
    Icon: Star,
    roles: permissions['feedback.dispatch'],
    group: 'Ý kiến người dân',
  },
  {
    to: '/console/feedback/blocks',
    name: 'Người gửi để riêng',
    short: 'Để riêng',
    Icon: UserX,
    roles: permissions['feedback.moderate'],
    group: 'Ý kiến người dân',
  },
  {
    to: '/console/feedback/settings',
    name: 'Cài đặt phản ánh',
    short: 'Cài đặt PA',
    Icon: ListTree,
    roles: permissions['feedback.configure'],
    group: 'Ý kiến người dân',
  },
  {
    to: '/console/households',
    name: 'Sổ hộ',
    short: 'Sổ hộ',
    Icon: BookUser,
    roles: permissions['households.read'],
    group: 'Nhân dân bàn, quyết định',
  },
  {
    to: '/console/decisions',
    name: 'Hộ biểu quyết',
    short: 'Biểu quyết',
    Icon: Vote,
    roles: permissions['decisions.read'],
    group: 'Nhân dân bàn, quyết định',
  },
  {
    to: '/console/elections',
    name: 'Bầu cử ở xóm',
    short: 'Bầu cử',
    Icon: UserRoundCheck,
    roles: permissions['decisions.read'],
    group: 'Nhân dân bàn, quyết định',
  },
  {
    to: '/console/initiatives',
    name: 'Sáng kiến',
    short: 'Sáng kiến',
    Icon: Lightbulb,
    roles: permissions['initiatives.read'],
    group: 'Nhân dân bàn, quyết định',
  },
  {
    to: '/console/consultations',
    name: 'Lấy ý kiến Nhân dân',
    short: 'Lấy ý kiến',
    Icon: Speech,
    roles: permissions['consultations.read'],
    group: 'Nhân dân bàn, quyết định',
  },
  {
    to: '/console/conversations',
    name: 'Hộp thư',
    short: 'Hộp thư',
    Icon: MessagesSquare,
    roles: permissions['conversations.read'],
    group: 'Tin tới dân',
  },
  {
    to: '/console/broadcasts',
    name: 'Tin gửi dân',
    short: 'Tin gửi',
    Icon: Megaphone,
    roles: permissions['broadcasts.read'],
    group: 'Tin tới dân',
  },
  {
    to: '/console/disclosures',
    name: 'Công khai',
    short: 'Công khai',
    Icon: Landmark,
    roles: permissions['disclosures.read'],
    group: 'Tin tới dân',
  },
  {
    to: '/console/letters',
    name: 'Thư gửi gia đình',
    short: 'Thư',
    Icon: MailOpen,
    roles: permissions['letters.read'],
    group: 'Tin tới dân',
  },
  {
    to: '/console/unreached',
    name: 'Chưa nhận được tin',
    short: 'Chưa nhận',
    Icon: BellOff,
    roles: permissions['broadcasts.unreached'],
    group: 'Tin tới dân',
  },
  {
    to: '/console/audience',
    name: 'Người nhận tin',
    short: 'Người nhận',
    Icon: UsersRound,
    roles: permissions['audience.read'],
    group: 'Tin tới dân',
  },
  {
    to: '/console/occasions',
    name: 'Lịch lễ, tết',
    short: 'Lễ, tết',
    Icon: CalendarHeart,
    roles: permissions['broadcasts.read'],
    group: 'Tin tới dân',
  },
  {
    to: '/console/templates',
    name: 'Mẫu tin',
    short: 'Mẫu tin',
    Icon: SquarePen,
    roles: permissions['broadcasts.write'],
    group: 'Tin tới dân',
  },
  {
    to: '/console/calendar',
    name: 'Lịch làm việc',
    short: 'Lịch',
    Icon: CalendarClock,
    roles: permissions['commune.configure'],
    group: 'Cài đặt',
  },
  { to: '/console/officers', name: 'Cán bộ', short: 'Cán bộ', Icon: Users, roles: permissions['officers.manage'], group: 'Cài đặt' },
  { to: '/console/settings', name: 'Cài đặt', short: 'Cài đặt', Icon: Settings, roles: permissions['commune.configure'], group: 'Cài đặt' },
  {
    to: '/console/zalo',
    name: 'Kết nối Zalo',
    short: 'Zalo',
    Icon: MessageCircle,
    roles: permissions['commune.configure'],
    group: 'Cài đặt',
  },
  { to: '/console/audit', name: 'Nhật ký', short: 'Nhật ký', Icon: ScrollText, roles: permissions['audit.read'], group: 'Cài đặt' },
  {
    to: '/console/messaging-terms',
    name: 'Giá, hạn mức tin',
    short: 'Giá tin',
    Icon: CircleDollarSign,
    roles: termsKeepers,
    group: 'Cài đặt',
  },
];

const onPhone = 5;

/** Another section lies below this one and is open: then only that one is here. */
const isDeeper = (to: string, pathname: string): boolean =>
  sections.some((other) => other.to.startsWith(`${to}/`) && pathname.startsWith(other.to));

/** The first section somebody has; null when the desk has nothing for them. */
export function firstSectionFor(me: Pick<Me, 'roles'>): string | null {
  return sections.find(({ roles }) => isOneOf(me, roles))?.to ?? null;
}

/** The desk while a page of it is on its way. */
export function Coming() {
  const { pathname } = useLocation();
  const here = sections.filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`)).at(-1);
  return (
    <Frame title={here?.name ?? 'Bàn làm việc'} width="whole">
      <Skeleton rows={6} />
    </Frame>
  );
}

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
  const hasMore = shown.length > onPhone;
  const [showsMore, setShowsMore] = useState(false);
  const { pathname } = useLocation();
  const restIsHere = shown.slice(onPhone - 1).some(({ to }) => pathname.startsWith(to));
  const [role] = me.data?.roles ?? [];

  useEffect(() => {
    document.title = `${title} · Bàn làm việc một cửa`;
  }, [title]);

  return (
    <div className={onBackToList === undefined ? 'desk' : 'desk desk-on-item'}>
      <header className="desk-header">
        {onBackToList === undefined ? (
          inZalo && (
            <Link to="/me" className="header-back desk-header-back" aria-label="Về trang cá nhân">
              <ChevronLeft aria-hidden="true" size={28} />
            </Link>
          )
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
        {!inZalo && <SignOutButton />}
      </header>
      <nav className="desk-nav" aria-label="Các mục của bàn làm việc">
        {shown.map(({ to, name, short, Icon, group }, place) => (
          <Fragment key={to}>
            {group !== shown[place - 1]?.group && shown.some((one) => one.group !== group) && <p className="desk-nav-group">{group}</p>}
            <NavLink
              to={to}
              end={to === '/console' || isDeeper(to, pathname)}
              className={hasMore && place >= onPhone - 1 ? 'desk-nav-link desk-nav-rest' : 'desk-nav-link'}
            >
              <Icon aria-hidden="true" size={22} />
              <span className="desk-nav-name">{name}</span>
              <span className="desk-nav-short" aria-hidden="true">
                {short}
              </span>
            </NavLink>
          </Fragment>
        ))}
        {hasMore && (
          <button type="button" className="desk-nav-link desk-nav-more" data-here={restIsHere} onClick={() => setShowsMore(true)}>
            <Ellipsis aria-hidden="true" size={22} />
            Thêm
          </button>
        )}
        {inZalo && (
          <Link to="/" className="desk-nav-link desk-nav-out">
            <House aria-hidden="true" size={22} />
            <span className="desk-nav-name">Trang người dân</span>
          </Link>
        )}
      </nav>
      <main className={`desk-main desk-main-${width}`}>{children}</main>
      {showsMore && (
        <Dialog
          title="Các mục khác"
          onClose={() => setShowsMore(false)}
          actions={
            <Button look="quiet" onPress={() => setShowsMore(false)}>
              Đóng lại
            </Button>
          }
        >
          <ul className="rows">
            {shown.slice(onPhone - 1).map(({ to, name, Icon }) => (
              <li key={to}>
                <Link to={to} className="row" onClick={() => setShowsMore(false)}>
                  <Icon aria-hidden="true" size={22} />
                  <span className="row-words">{name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </div>
  );
}
