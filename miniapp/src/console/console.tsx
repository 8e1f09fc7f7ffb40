import './console.css';
import './forms.css';
import { permissions } from 'backend/contracts/permissions';
import type { Role } from 'backend/contracts/residents';
import type { ReactNode } from 'react';
import { Link, Route, Routes } from 'react-router-dom';
import { Screen } from '../components/screen.js';
import { Failure, Skeleton } from '../components/states.js';
import { useMe } from '../features/residents/use-me.js';
import { BookPage } from './book/book-page.js';
import { CalendarPage } from './calendar/calendar-page.js';
import { isOneOf } from './may.js';
import { OfficersPage } from './officers/officers-page.js';
import { RevokeDayPage } from './revoke/revoke-day-page.js';
import { SettingsPage } from './settings/settings-page.js';
import { TodayPage } from './today/today-page.js';
import { ZaloPage } from './zalo/zalo-page.js';

/** The officers' desk: everything below `/console`. Which of it works is decided by the API; here only doors that would stay shut are not shown. */
export default function Console() {
  return (
    <Routes>
      <Route index element={<ForRoles roles={permissions['desk.read']} page={<TodayPage />} />} />
      <Route path="book" element={<ForRoles roles={permissions['desk.act']} page={<BookPage />} />} />
      <Route path="revoke-day" element={<ForRoles roles={permissions['desk.act']} page={<RevokeDayPage />} />} />
      <Route path="calendar" element={<ForRoles roles={permissions['commune.configure']} page={<CalendarPage />} />} />
      <Route path="officers" element={<ForRoles roles={permissions['officers.manage']} page={<OfficersPage />} />} />
      <Route path="settings" element={<ForRoles roles={permissions['commune.configure']} page={<SettingsPage />} />} />
      <Route path="zalo" element={<ForRoles roles={permissions['commune.configure']} page={<ZaloPage />} />} />
      <Route path="*" element={<ForRoles roles={permissions['desk.read']} page={<TodayPage />} />} />
    </Routes>
  );
}

function ForRoles({ roles, page }: { roles: readonly Role[]; page: ReactNode }) {
  const me = useMe();
  if (isOneOf(me.data, roles)) return page;
  return (
    <Screen title="Bàn làm việc" backTo="/me">
      {me.data !== undefined ? (
        <NotForYou isOfficer={me.data.roles.length > 0} hasDesk={isOneOf(me.data, permissions['desk.read'])} />
      ) : me.error !== undefined ? (
        <Failure failure={me.error} onRetry={() => void me.mutate()} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Screen>
  );
}

function NotForYou({ isOfficer, hasDesk }: { isOfficer: boolean; hasDesk: boolean }) {
  return (
    <div className="state">
      <div className="state-words">
        <p className="section-title">{isOfficer ? 'Mục này chưa được giao cho tài khoản này' : 'Mục này dành cho cán bộ của xã'}</p>
        <p>
          {isOfficer
            ? 'Nếu cần dùng, xin báo quản trị của xã giao thêm việc.'
            : 'Nếu là cán bộ, xin vào mục Cá nhân, bấm “Tôi là cán bộ” rồi nhập mã mời.'}
        </p>
      </div>
      {hasDesk && (
        <Link to="/console" className="more-link">
          Về danh sách hôm nay
        </Link>
      )}
      <Link to="/me" className="more-link">
        Về trang cá nhân
      </Link>
    </div>
  );
}
