import { type MyHouseholdRequest, withdrawHouseholdRequest } from 'backend/contracts/households';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Notice } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

/** What became of a request: it waits, or was refused with a reason. */
export function RequestPart({ request, onWithdrawn }: { request: MyHouseholdRequest; onWithdrawn: () => void }) {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const { id, hamletName, householdTyped, at, state, reason } = request;
  const withdraw = async () => {
    setBusy(true);
    try {
      await call(withdrawHouseholdRequest, { params: { id } });
      announce('Đã rút yêu cầu.');
    } catch (error) {
      announce(error instanceof CallFailure ? sayFailure(error) : 'Chưa rút được. Xin thử lại.');
    }
    setBusy(false);
    onWithdrawn();
  };
  if (state === 'refused')
    return (
      <Notice tone="attention" title="Trưởng xóm chưa xác nhận được">
        <p>Lý do: {reason}</p>
        <p>Xin gặp trưởng xóm, hoặc gửi lại cho đúng.</p>
      </Notice>
    );
  return (
    <Notice title="Đang chờ trưởng xóm xác nhận">
      <p>
        Đã gửi {spokenInstant(at)}, {hamletName}, hộ “{householdTyped}”. Có mã mời thì gõ luôn bên dưới.
      </p>
      <button type="button" className="text-button" disabled={busy} onClick={() => void withdraw()}>
        Rút yêu cầu
      </button>
    </Notice>
  );
}
