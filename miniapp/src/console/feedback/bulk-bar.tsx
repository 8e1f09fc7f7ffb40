import { assignReports, type DeskReportRow } from 'backend/contracts/feedback-desk';
import { useState } from 'react';
import { call } from '../../session.js';
import { AssignDialog } from './assign-dialog.js';
import { count } from './feedback-words.js';
import { MergeDialog } from './merge-dialog.js';
import type { OnBulk } from './undo-bar.js';

type BulkBarProps = { chosen: readonly DeskReportRow[]; onForget: () => void; onDone: OnBulk };

/** What can be done to several reports at once. */
export function BulkBar({ chosen, onForget, onDone }: BulkBarProps) {
  const [asks, setAsks] = useState<'assign' | 'merge' | null>(null);
  const keep: OnBulk = (done, sentence) => {
    setAsks(null);
    onForget();
    onDone(done, sentence);
  };
  return (
    <>
      {chosen.length > 0 && (
        <section className="bulk-bar" aria-label="Làm với những phản ánh đã chọn">
          <p role="status">
            Đã chọn <strong>{count(chosen.length)}</strong> phản ánh
          </p>
          <div className="desk-tools">
            <button type="button" className="desk-tool" onClick={() => setAsks('assign')}>
              Giao cho…
            </button>
            <button type="button" className="desk-tool" onClick={() => setAsks('merge')}>
              Gộp vào…
            </button>
            <button type="button" className="desk-tool" onClick={onForget}>
              Bỏ chọn
            </button>
          </div>
        </section>
      )}
      {asks === 'assign' && (
        <AssignDialog
          title={`Giao ${count(chosen.length)} phản ánh cho ai?`}
          onClose={() => setAsks(null)}
          onAssign={async (officer, reason) => {
            const reports = chosen.map(({ id, revision }) => ({ id, revision }));
            const done = await call(assignReports, { body: { reports, officerId: officer.id, reason } });
            keep(done, `Đã giao ${count(done.done)} phản ánh cho ${officer.coveredBy ?? officer.name}.`);
          }}
        />
      )}
      {asks === 'merge' && (
        <MergeDialog
          reports={chosen}
          onClose={() => setAsks(null)}
          onMerged={(done, into) => keep(done, `Đã gộp ${count(done.done)} phản ánh vào ${into}.`)}
        />
      )}
    </>
  );
}
