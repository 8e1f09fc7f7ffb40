import { consentToOnline, type ResidentDecision } from 'backend/contracts/decisions';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Choices } from '../../components/choices.js';
import { Notice } from '../../components/states.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

type Props = { decision: ResidentDecision; consent: 'agree' | 'disagree' | null; onSaid: (decision: ResidentDecision) => void };

/** The first question of an online vote: whether the household wants to vote in this way at all (NĐ 59/2023/NĐ-CP Art. 5). */
export function ConsentPart({ decision, consent, onSaid }: Props) {
  const announce = useAnnounce();
  const [wanted, setWanted] = useState<'agree' | 'disagree' | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);

  const say = async (choice: 'agree' | 'disagree') => {
    setWanted(choice);
    setFailure(null);
    try {
      onSaid(await call(consentToOnline, { params: { id: decision.id }, body: { choice } }));
      announce('Đã ghi nhận. Ông/bà đổi được cho đến khi bắt đầu biểu quyết.');
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setWanted(null);
  };

  return (
    <section className="card">
      <Choices
        legend="Hộ có đồng ý biểu quyết việc này trên ứng dụng không?"
        choices={[
          { value: 'agree', name: 'Đồng ý biểu quyết trên ứng dụng' },
          { value: 'disagree', name: 'Không, nên họp hoặc phát phiếu giấy' },
        ]}
        value={wanted ?? consent}
        onChoose={(choice) => void say(choice)}
      />
      {failure !== null && (
        <Notice tone="danger" urgent>
          <p>{failure.code === 'offline' ? 'Mạng yếu nên chưa ghi nhận được. Xin bấm lại.' : sayFailure(failure)}</p>
        </Notice>
      )}
      {decision.consents !== null && (
        <p className="quiet">
          Đã có {decision.consents.agreed} hộ đồng ý; cần ít nhất {decision.consents.needed} trong {decision.consents.households} hộ thì mới
          được biểu quyết trên ứng dụng. Đây chưa phải là biểu quyết.
        </p>
      )}
    </section>
  );
}
