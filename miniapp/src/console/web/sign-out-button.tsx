import { endCurrentConsoleSession } from 'backend/contracts/console-session';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

/** Ends the session on this computer. The page is loaded anew, so that nothing of the last person stays in it. */
export function SignOutButton() {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    try {
      await call(endCurrentConsoleSession, {});
    } catch (error) {
      if (!(error instanceof CallFailure) || error.status !== 401) {
        announce(error instanceof CallFailure ? sayFailure(error) : 'Chưa đăng xuất được. Xin thử lại.');
        return setBusy(false);
      }
    }
    window.location.assign('/console/');
  };
  return (
    <button type="button" className="desk-tool desk-sign-out" disabled={busy} onClick={() => void leave()}>
      <LogOut aria-hidden="true" size={20} />
      Đăng xuất
    </button>
  );
}
