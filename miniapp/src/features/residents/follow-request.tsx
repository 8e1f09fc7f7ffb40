import { BellRing } from 'lucide-react';
import { useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { askToFollow } from '../../zalo.js';

type FollowRequestProps = { officialAccountId: string; onFollowed: () => void; children: string };

/** Asks, at a press, to follow the commune's Official Account; saying no changes nothing else. */
export function FollowRequest({ officialAccountId, onFollowed, children }: FollowRequestProps) {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);

  const ask = async () => {
    setBusy(true);
    const answer = await askToFollow(officialAccountId);
    setBusy(false);
    if (answer.kind === 'given') {
      announce('Đã quan tâm trang Zalo của xã. Giấy hẹn và lời nhắc sẽ gửi về Zalo.');
      onFollowed();
    } else if (answer.kind === 'refused') {
      announce('Không sao. Lịch hẹn vẫn giữ nguyên, xem lại ở mục Lịch hẹn.');
    } else {
      announce('Chưa mở được hộp thoại của Zalo. Lịch hẹn vẫn giữ nguyên.');
    }
  };

  return (
    <Button look="plain" busy={busy} icon={<BellRing aria-hidden="true" size={22} />} onPress={() => void ask()}>
      {children}
    </Button>
  );
}
