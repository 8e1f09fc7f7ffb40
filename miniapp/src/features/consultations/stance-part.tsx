import { stanceWords } from 'backend/contracts/consultation-words';
import { type Consultation, type Stance, stances, takeStance } from 'backend/contracts/consultations';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Choices } from '../../components/choices.js';
import { Notice } from '../../components/states.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

type StanceProps = { found: Pick<Consultation, 'id' | 'version' | 'mine'>; onSaid: (stance: Stance) => void };

/** What one thinks of the draft on the whole; pressed once it is said, and it may be changed until the last day. */
export function StancePart({ found, onSaid }: StanceProps) {
  const announce = useAnnounce();
  const [wanted, setWanted] = useState<Stance | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);

  const say = async (stance: Stance) => {
    setWanted(stance);
    setFailure(null);
    try {
      await call(takeStance, { params: { id: found.id }, body: { version: found.version, stance } });
      onSaid(stance);
      announce('Đã ghi nhận. Ông/bà đổi được đến hết hạn góp ý.');
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setWanted(null);
  };

  return (
    <section className="card">
      <Choices
        legend="Nhìn chung, ông/bà thấy dự thảo này thế nào?"
        choices={stances.map((value) => ({ value, name: stanceWords[value] }))}
        value={wanted ?? found.mine.stance}
        onChoose={(stance) => void say(stance)}
      />
      {failure !== null && (
        <Notice tone="danger" urgent>
          <p>{failure.code === 'offline' ? 'Mạng yếu nên chưa ghi nhận được. Xin bấm lại.' : sayFailure(failure)}</p>
        </Notice>
      )}
      <p className="quiet">Đây là ý kiến tham khảo trước khi quyết định, không phải biểu quyết của hộ.</p>
      <p className="quiet">Không ai biết ông/bà chọn gì. Số người chọn được đăng sau khi hết hạn.</p>
    </section>
  );
}
