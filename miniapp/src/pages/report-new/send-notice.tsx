import { Notice } from '../../components/states.js';
import { countdown } from '../../days.js';
import { wordsOf } from '../../features/feedback/draft.js';
import { LegalNotice } from '../../features/feedback/legal-guard.js';
import type { Sending } from '../../features/feedback/sender.js';
import type { useWriting } from '../../features/feedback/writing.js';
import { useNow } from '../../use-now.js';
import { sayFailure } from '../../words.js';
import { faultsFromServer } from './server-faults.js';

type SendNoticeProps = { writing: ReturnType<typeof useWriting>; onEdit: () => void };

/** What keeps a report from arriving, what is safe, and what to do. */
export function SendNotice({ writing, onEdit }: SendNoticeProps) {
  const { sending, current: draft, change, sender } = writing;
  switch (sending.kind) {
    case 'offline':
      return (
        <Notice tone="attention" urgent title="Chưa gửi được">
          <p>
            Mạng yếu nên chưa gửi được. Bản nháp vẫn còn trên máy. Bấm Gửi lại, hoặc cứ để đó: có mạng là máy tự gửi, không sợ gửi hai lần.
          </p>
        </Notice>
      );
    case 'waiting':
      return <WaitingNotice until={sending.until} />;
    case 'confirm':
    case 'stopped': {
      const kind = sending.kind === 'confirm' ? sending.sign : 'denunciation';
      return (
        <LegalNotice
          sign={{ kind, certainty: sending.kind === 'confirm' ? 'possible' : 'clear', words: '' }}
          text={wordsOf(draft)}
          onEdit={onEdit}
          onContinue={(sign) => {
            change({ confirmed: [...draft.confirmed.filter((one) => one !== sign), sign] });
            void sender.start();
          }}
        />
      );
    }
    case 'faults':
    case 'failed': {
      const said = Object.values(faultsFromServer(sending));
      return (
        <Notice tone="attention" urgent title="Chưa gửi được">
          {said.length > 0 ? said.map((fault) => <p key={fault}>{fault}</p>) : <p>{sayFailure(sending.failure)}</p>}
        </Notice>
      );
    }
    case 'incomplete':
      return (
        <Notice tone="attention" urgent title="Còn thiếu">
          <p>Có chỗ chưa điền. Xin xem lại từng bước.</p>
        </Notice>
      );
    default:
      return null;
  }
}

function WaitingNotice({ until }: { until: number }) {
  const now = useNow();
  return (
    <Notice tone="attention" title="Xin chờ một chút">
      <p>
        Lúc này có nhiều phản ánh quá. Máy sẽ tự gửi sau <strong>{countdown((until - now) / 1000 + 0.999)}</strong>. Bản nháp vẫn còn trên
        máy.
      </p>
    </Notice>
  );
}

/** The words on the one button of the last step. */
export function sendWords(sending: Sending, first: string): string {
  if (sending.kind === 'sending') return sending.done < sending.of ? `Đang gửi tệp ${sending.done + 1} trong ${sending.of}…` : 'Đang gửi…';
  return sending.kind === 'offline' || sending.kind === 'failed' ? 'Gửi lại' : first;
}
