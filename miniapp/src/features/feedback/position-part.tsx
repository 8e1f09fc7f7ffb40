import type { Location } from 'backend/contracts/feedback';
import { MapPin } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/states.js';
import { askPosition } from '../../zalo.js';

/** Further off than this, a position helps nobody to find the place. */
const tooVague = 1_000;

type PositionPartProps = { location: Location | null; fault: string | undefined; onChange: (location: Location | null) => void };

/** Offers the phone's position: first our own reason, then the phone's question. A no, or a position that helps nobody, leads on. */
export function PositionPart({ location, fault, onChange }: PositionPartProps) {
  const [explaining, setExplaining] = useState(false);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<string | null>(null);

  const ask = async () => {
    setBusy(true);
    const position = await askPosition();
    setBusy(false);
    setExplaining(false);
    if (position.kind === 'given') {
      const { accuracy } = position.value;
      if (accuracy !== null && accuracy > tooVague) {
        setAnswer('Máy chỉ biết vị trí áng chừng nên chưa dùng được. Ghi xóm và chỗ dễ tìm là đủ.');
        return;
      }
      setAnswer(null);
      onChange(position.value);
    } else {
      setAnswer(
        position.kind === 'refused' ? 'Không sao. Ghi xóm và chỗ dễ tìm là đủ.' : 'Máy chưa lấy được vị trí. Ghi xóm và chỗ dễ tìm là đủ.',
      );
    }
  };

  if (location !== null)
    return (
      <Notice
        tone={fault === undefined ? 'done' : 'attention'}
        title={fault === undefined ? 'Đã có vị trí của máy' : 'Vị trí chưa dùng được'}
      >
        {fault !== undefined && <p>{fault}</p>}
        {fault === undefined && location.accuracy !== null && <p>Lệch không quá {Math.max(5, Math.ceil(location.accuracy / 5) * 5)} m.</p>}
        <button type="button" className="text-button" onClick={() => onChange(null)}>
          Bỏ vị trí
        </button>
      </Notice>
    );
  return (
    <>
      {answer !== null && (
        <div role="status">
          <Notice>{answer}</Notice>
        </div>
      )}
      <Button look="plain" icon={<MapPin aria-hidden="true" size={22} />} onPress={() => setExplaining(true)}>
        Dùng vị trí của máy
      </Button>
      {explaining && (
        <Dialog
          title="Vì sao cần vị trí?"
          onClose={() => setExplaining(false)}
          actions={
            <>
              <Button busy={busy} onPress={() => void ask()}>
                Tiếp tục, để máy hỏi tôi
              </Button>
              <Button look="quiet" onPress={() => setExplaining(false)}>
                Không dùng vị trí
              </Button>
            </>
          }
        >
          <p>
            Để cán bộ tìm đúng chỗ. Chỉ lấy một lần, lúc này. Cán bộ giải quyết thấy vị trí; bảng công khai chỉ ghi áng chừng, không chỉ ra
            nhà ai.
          </p>
          <p>Đang ở nhà, không ở chỗ xảy ra việc? Xin đừng dùng. Ghi xóm và chỗ dễ tìm là đủ.</p>
        </Dialog>
      )}
    </>
  );
}
