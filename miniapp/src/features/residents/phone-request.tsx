import { type Me, savePhone } from 'backend/contracts/residents';
import { Smartphone } from 'lucide-react';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';
import { askPhoneNumber } from '../../zalo.js';

type PhoneRequestProps = {
  onSaved: (me: Me) => void;
  /** The person said no, or Zalo could not tell: the way on is typing the number or going without. */
  onRefused: (sentence: string) => void;
};

/** Offers to take the phone number from Zalo: first our own reason, and only then Zalo's question (review rule 6.1). */
export function PhoneRequest({ onSaved, onRefused }: PhoneRequestProps) {
  const [explaining, setExplaining] = useState(false);
  const [busy, setBusy] = useState(false);

  const ask = async () => {
    setBusy(true);
    const answer = await askPhoneNumber();
    if (answer.kind === 'given') {
      try {
        onSaved(await call(savePhone, { body: answer.value }));
      } catch (error) {
        onRefused(error instanceof CallFailure ? sayFailure(error) : 'Chưa lấy được số từ Zalo. Có thể gõ số bằng tay.');
      }
    } else {
      onRefused(
        answer.kind === 'refused'
          ? 'Không sao. Có thể gõ số vào ô bên dưới, hoặc để trống.'
          : 'Chưa lấy được số từ Zalo. Có thể gõ số vào ô bên dưới, hoặc để trống.',
      );
    }
    setBusy(false);
    setExplaining(false);
  };

  return (
    <>
      <Button look="plain" icon={<Smartphone aria-hidden="true" size={22} />} onPress={() => setExplaining(true)}>
        Lấy số từ Zalo
      </Button>
      {explaining && (
        <Dialog
          title="Vì sao cần số điện thoại?"
          onClose={() => setExplaining(false)}
          actions={
            <>
              <Button busy={busy} onPress={() => void ask()}>
                Tiếp tục, để Zalo hỏi tôi
              </Button>
              <Button
                look="quiet"
                onPress={() => {
                  setExplaining(false);
                  onRefused('Không sao. Có thể gõ số vào ô bên dưới, hoặc để trống.');
                }}
              >
                Không dùng số từ Zalo
              </Button>
            </>
          }
        >
          <p>
            Cán bộ chỉ gọi khi lịch hẹn có thay đổi hoặc giấy tờ còn thiếu. Số được cất giữ kín, có thể xóa bất cứ lúc nào ở mục Cá nhân.
          </p>
          <p>Không cho số thì vẫn đặt lịch bình thường.</p>
        </Dialog>
      )}
    </>
  );
}
