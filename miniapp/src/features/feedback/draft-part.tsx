import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { countdown } from '../../days.js';
import { useNow } from '../../use-now.js';
import type { DraftName } from './draft.js';
import { excerptOf, whenWords } from './report-words.js';
import type { Sending } from './sender.js';
import { useWriting } from './writing.js';

const addressOf = (name: DraftName, step: number) =>
  name === 'information' ? `/reports/new?kind=information_request&step=${step}` : `/reports/new?step=${step}`;

/** What was begun and not sent, or is on its way, with the next thing to press. */
export function DraftPart({ name, onSent }: { name: DraftName; onSent: () => void }) {
  const { current: draft, isBegun, drop, sending, sender } = useWriting(name);
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [asking, setAsking] = useState(false);
  const what = name === 'information' ? 'yêu cầu thông tin' : 'phản ánh';

  useEffect(() => {
    if (sending.kind !== 'sent') return;
    // It is in the list below by now.
    announce(name === 'information' ? 'Đã gửi yêu cầu thông tin.' : 'Đã gửi phản ánh.');
    sender.finish();
    onSent();
  }, [sending.kind, sender, name, announce, onSent]);

  if (sending.kind === 'sent_anonymously')
    return (
      <section className="card draft" aria-label="Phản ánh vừa gửi">
        <p className="row-name">Đã gửi phản ánh không nêu tên</p>
        <p>Mã tra cứu đang chờ ông/bà ghi lại.</p>
        <Button look="plain" onPress={() => navigate(addressOf(name, 4))}>
          Xem mã tra cứu
        </Button>
      </section>
    );
  if (!isBegun()) return null;

  const goesOn = sending.kind === 'sending' || sending.kind === 'offline' || sending.kind === 'waiting';
  const last = name === 'information' ? 3 : 4;
  return (
    <section className="card draft" aria-label={`Bản nháp ${what}`}>
      <p className="row-name">
        {goesOn ? <SendingWords sending={sending} /> : `Bản nháp ${what} ${whenWords(new Date(draft.savedAt), new Date())}`}
      </p>
      {draft.text.trim() !== '' && <p className="draft-text">{excerptOf(draft.text, 120)}</p>}
      <div className="draft-actions">
        <Button look="plain" onPress={() => navigate(addressOf(name, goesOn || draft.text !== '' ? last : 1))}>
          {goesOn ? 'Xem' : 'Viết tiếp'}
        </Button>
        {sending.kind === 'offline' && (
          <Button look="plain" onPress={() => void sender.start()}>
            Gửi lại
          </Button>
        )}
        {!goesOn && (
          <Button look="quiet" label={`Xóa bản nháp ${what}`} onPress={() => setAsking(true)}>
            Xóa
          </Button>
        )}
      </div>
      {asking && (
        <Dialog
          title="Xóa bản nháp?"
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button
                look="danger"
                onPress={() => {
                  setAsking(false);
                  drop();
                  announce('Đã xóa bản nháp.');
                }}
              >
                Xóa bản nháp
              </Button>
              <Button look="plain" onPress={() => setAsking(false)}>
                Giữ lại
              </Button>
            </>
          }
        >
          <p>Chữ, ảnh, ghi âm trong bản nháp này sẽ mất khỏi máy. Không lấy lại được.</p>
        </Dialog>
      )}
    </section>
  );
}

function SendingWords({ sending }: { sending: Sending }) {
  const now = useNow();
  if (sending.kind === 'waiting') return `Chờ ${countdown((sending.until - now) / 1000 + 0.999)} rồi tự gửi`;
  return sending.kind === 'offline' ? 'Mạng yếu nên chưa gửi được. Có mạng là tự gửi.' : 'Đang gửi…';
}
