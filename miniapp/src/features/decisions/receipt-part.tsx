import { checkReceipt } from 'backend/contracts/decisions';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/states.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';
import { copyText } from '../feedback/copy-text.js';
import type { KeptReceipt } from './kept-vote.js';

/** The receipt on this phone, and after closing the way to see that the vote lies in the box. */
export function ReceiptPart({ id, kept, closed }: { id: string; kept: KeptReceipt; closed: boolean }) {
  const announce = useAnnounce();
  const [answer, setAnswer] = useState<{ included: boolean; total: number } | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);

  const copy = async () => announce((await copyText(kept.receipt)) ? 'Đã chép mã biên nhận.' : 'Chưa chép được. Xin ghi mã ra giấy.');
  const check = async () => {
    setBusy(true);
    setFailure(null);
    try {
      setAnswer(await call(checkReceipt, { params: { id, receipt: kept.receipt } }));
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };

  return (
    <section className="card" aria-labelledby="receipt-title">
      <h2 id="receipt-title" className="section-title">
        Biên nhận của hộ {kept.householdCode}
      </h2>
      <p className="decision-receipt">{kept.receipt}</p>
      <p className="quiet">Mã này cho biết phiếu của hộ có trong hòm phiếu, không cho biết hộ đã chọn gì.</p>
      {answer !== null && (
        <Notice tone={answer.included ? 'done' : 'danger'} urgent>
          <p>
            {answer.included
              ? `Có trong hòm phiếu, cùng ${answer.total} phiếu đã kiểm.`
              : 'Không thấy mã này trong hòm phiếu. Xin báo trưởng xóm hoặc Mặt trận.'}
          </p>
        </Notice>
      )}
      {failure !== null && (
        <Notice tone="danger" urgent>
          <p>{sayFailure(failure)}</p>
        </Notice>
      )}
      {closed ? (
        <Button look="plain" busy={busy} onPress={() => void check()}>
          Kiểm tra phiếu có trong hòm không
        </Button>
      ) : (
        <p className="quiet">Kiểm phiếu xong, ông/bà mở lại trang này để kiểm tra.</p>
      )}
      <Button look="quiet" onPress={() => void copy()}>
        Chép mã biên nhận
      </Button>
    </section>
  );
}
