import type { ReplyOf } from 'backend/contracts/endpoint';
import { type assignReports, undoReportAction } from 'backend/contracts/feedback-desk';
import { useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { call } from '../../session.js';
import { useNow } from '../../use-now.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { count, undoWords } from './feedback-words.js';

type Done = ReplyOf<typeof assignReports>;
/** Something was done to many: what, in a sentence. */
export type OnBulk = (done: Done, sentence: string) => void;
export type Last = Done & { sentence: string; until: number };

/** As long as the API lets it be taken back. */
export const undoMilliseconds = 10 * 60_000;

/** What was done, what was refused and why, and the way back while there is one. */
export function UndoBar({ last, onClose, onDone }: { last: Last; onClose: () => void; onDone: () => void }) {
  const announce = useAnnounce();
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const left = undoWords(last.until, now);
  const { actionId, refused } = last;
  const mayUndo = actionId !== null && last.done > 0 && left !== null;
  if (!mayUndo && refused.length === 0) return null;

  const undo = async (id: string) => {
    setBusy(true);
    try {
      const { undone, kept } = await call(undoReportAction, { params: { id } });
      announce(
        kept === 0
          ? `Đã lấy lại ${count(undone)} phản ánh.`
          : `Đã lấy lại ${count(undone)} phản ánh; ${count(kept)} phản ánh giữ nguyên vì đã có người làm tiếp.`,
      );
      onClose();
    } catch (error) {
      announce(sayToOfficer(failureOf(error)));
    }
    setBusy(false);
    onDone();
  };
  return (
    <section className="bulk-bar" aria-label="Việc vừa làm">
      <div className="bulk-said">
        <p role="status">{last.sentence}</p>
        {refused.length > 0 && (
          <>
            <p className="bulk-refused">{count(refused.length)} phản ánh chưa làm được:</p>
            <ul className="plain-list">
              {refused.map(({ id, code, reason }) => (
                <li key={id}>
                  <strong>{code}</strong>: {reason}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <div className="desk-tools">
        {mayUndo && (
          <button type="button" className="desk-tool" disabled={busy} onClick={() => void undo(actionId)}>
            Hoàn tác ({left})
          </button>
        )}
        <button type="button" className="desk-tool" onClick={onClose}>
          Đóng
        </button>
      </div>
    </section>
  );
}
