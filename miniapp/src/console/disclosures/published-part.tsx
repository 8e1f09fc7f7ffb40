import { type Disclosure, readLoudspeakerText } from 'backend/contracts/disclosures';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { plainDate, spokenInstant } from '../../days.js';
import { useApi } from '../../use-api.js';
import { useMay } from '../may.js';

/** What came of publishing: the page, the sheet to hang up, what is read out, the message to residents. */
export function PublishedPart({ one }: { one: Disclosure }) {
  const [reads, setReads] = useState(false);
  const mayRead = useMay('broadcasts.read');
  return (
    <section className="desk-step" aria-labelledby="published-title">
      <h2 id="published-title" className="section-title">
        {one.withdrawn === null ? 'Đã công khai' : 'Đã rút'}
      </h2>
      {one.published !== null && (
        <p className="quiet">
          {one.published.name} công khai lúc {spokenInstant(one.published.at)}.
        </p>
      )}
      {one.withdrawn !== null && (
        <Notice tone="attention" title={`${one.withdrawn.by} rút ngày ${plainDate(one.withdrawn.on)}`}>
          <p>{one.withdrawn.reason}</p>
        </Notice>
      )}
      {one.corrections.map(({ at, on, by, reason, before }) => (
        <details key={at} className="desk-fold">
          <summary>
            {by} sửa ngày {plainDate(on)}: {reason}
          </summary>
          <p className="row-name">{before.title}</p>
          <p className="desk-spoken">{before.text}</p>
        </details>
      ))}
      <div className="desk-disclosure-links">
        {one.pageUrl !== null && (
          <a className="more-link" href={one.pageUrl} target="_blank" rel="noreferrer">
            Mở trang web
          </a>
        )}
        {one.posterUrl !== null && one.status === 'published' && (
          <a className="more-link" href={one.posterUrl} target="_blank" rel="noreferrer">
            Tờ niêm yết (PDF)
          </a>
        )}
        {one.status === 'published' && (
          <button type="button" className="text-button" onClick={() => setReads(true)}>
            Bài đọc loa
          </button>
        )}
        {one.broadcastId !== null && mayRead && (
          <Link className="more-link" to={`/console/broadcasts/${one.broadcastId}`}>
            Bản nháp tin Zalo
          </Link>
        )}
      </div>
      {one.loudspeakerDays !== null && one.status === 'published' && (
        <p className="quiet">Nhóm này cần đọc loa ít nhất {one.loudspeakerDays} ngày liền và gửi trưởng xóm (Điều 13).</p>
      )}
      {reads && <Loudspeaker id={one.id} onClose={() => setReads(false)} />}
    </section>
  );
}

function Loudspeaker({ id, onClose }: { id: string; onClose: () => void }) {
  const announce = useAnnounce();
  const spoken = useApi(readLoudspeakerText, { params: { id } }, { revalidateOnFocus: false });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(spoken.data?.text ?? '');
      announce('Đã chép bài đọc.');
    } catch {
      announce('Máy chưa cho chép. Xin bôi đen chữ rồi chép.');
    }
  };
  return (
    <Dialog
      title="Bài đọc loa"
      onClose={onClose}
      actions={
        <>
          <Button disabled={spoken.data === undefined} onPress={() => void copy()}>
            Chép bài đọc
          </Button>
          <Button look="plain" disabled={spoken.data === undefined} onPress={() => window.print()}>
            In bài đọc
          </Button>
          <Button look="quiet" onPress={onClose}>
            Đóng
          </Button>
        </>
      }
    >
      {spoken.data !== undefined ? (
        <>
          <p className="quiet">
            Đọc hết khoảng {spoken.data.estimatedSeconds} giây
            {spoken.data.days !== null && `, ít nhất ${spoken.data.days} ngày liền`}.
          </p>
          {spoken.data.warnings.map((warning) => (
            <Notice key={warning} tone="attention">
              {warning}
            </Notice>
          ))}
          <p className="desk-spoken">{spoken.data.text}</p>
        </>
      ) : spoken.error !== undefined ? (
        <Failure failure={spoken.error} onRetry={() => void spoken.mutate()} />
      ) : (
        <Skeleton rows={3} />
      )}
    </Dialog>
  );
}
