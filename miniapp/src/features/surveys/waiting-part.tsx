import { useEffect } from 'react';
import { useNavigate } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { countdown } from '../../days.js';
import { useNow } from '../../use-now.js';
import type { Sending } from './survey-sender.js';
import { useSurveyWriting } from './survey-writing.js';

/** Answers that are on their way, or could not go, with the next thing to press. */
export function WaitingPart({ id, onSent }: { id: string; onSent: () => void }) {
  const { current, sending, sender } = useSurveyWriting(id);
  const navigate = useNavigate();
  const announce = useAnnounce();

  useEffect(() => {
    if (sending.kind !== 'sent' && sending.kind !== 'already') return;
    announce('Đã gửi câu trả lời khảo sát.');
    sender.finish();
    onSent();
  }, [sending.kind, sender, announce, onSent]);

  if (current === null) return null;
  return (
    <section className="card" aria-label="Câu trả lời chưa gửi xong">
      <p className="row-name">{current.title}</p>
      <p>
        <WaitingWords sending={sending} />
      </p>
      <Button look="plain" onPress={() => navigate(`/surveys/${id}?step=check`)}>
        Xem lại
      </Button>
    </section>
  );
}

function WaitingWords({ sending }: { sending: Sending }) {
  const now = useNow();
  if (sending.kind === 'waiting') return `Câu trả lời chờ ${countdown((sending.until - now) / 1000 + 0.999)} rồi tự gửi.`;
  if (sending.kind === 'sending') return 'Câu trả lời đang được gửi.';
  if (sending.kind === 'offline') return 'Mạng yếu nên câu trả lời chưa gửi được. Có mạng là máy tự gửi.';
  return 'Câu trả lời chưa gửi được. Xin mở ra xem lại.';
}
