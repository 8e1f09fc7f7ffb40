import { type HouseholdNotice, seeHouseholdNotices } from 'backend/contracts/households';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { call } from '../../session.js';

function titleOf({ kind, householdCode }: HouseholdNotice): string {
  return {
    representative: `Ông/bà là đại diện của hộ ${householdCode}`,
    not_representative: `Ông/bà không còn là đại diện của hộ ${householdCode}`,
    unlinked: `Tài khoản này đã được gỡ khỏi hộ ${householdCode}`,
    ended: `Hộ ${householdCode} không còn trong sổ của xóm`,
    linked: `Đã liên kết với hộ ${householdCode}`,
  }[kind];
}

/** What was done to the link while the person was away; gone once read. */
export function NoticesPart({ notices, onSeen }: { notices: readonly HouseholdNotice[]; onSeen: () => void }) {
  if (notices.length === 0) return null;
  const seen = async () => {
    // Not read as read, it stands here again next time.
    await call(seeHouseholdNotices, { body: { ids: notices.map(({ id }) => id) } }).catch(() => undefined);
    onSeen();
  };
  return (
    <section className="stack" aria-label="Báo tin về hộ">
      {notices.map((notice) => (
        <Notice
          key={notice.id}
          tone={notice.kind === 'linked' || notice.kind === 'representative' ? 'done' : 'attention'}
          title={titleOf(notice)}
        >
          {notice.reason !== null && <p>Lý do: {notice.reason}</p>}
          {notice.kind === 'not_representative' && notice.representativeName !== null && (
            <p>Nay đại diện hộ là {notice.representativeName}.</p>
          )}
          <p className="quiet">{spokenInstant(notice.at)}. Có gì chưa đúng, xin hỏi trưởng xóm.</p>
        </Notice>
      ))}
      <Button look="plain" onPress={() => void seen()}>
        Đã đọc
      </Button>
    </section>
  );
}
