import './report.css';
import { actOnDeskReport, type DeskAct, type DeskReport, readDeskReport } from 'backend/contracts/feedback-desk';
import { type MutableRefObject, useEffect, useState } from 'react';
import { Failure, Skeleton } from '../../components/states.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { failureOf } from '../console-words.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { forgetWriting } from './kept-writing.js';
import { ReportView } from './report-view.js';
import type { OnBulk } from './undo-bar.js';

/** Does one act on the open report. When somebody else changed it meanwhile the new state is fetched first; then it throws, as for every refusal. */
export type Act = (action: DeskAct) => Promise<void>;

type ReportPaneProps = {
  id: string;
  /** The revision its row in the list has; null when it is in no list. */
  seenRevision: number | null;
  beforeLeaving: MutableRefObject<((go: () => void) => void) | null>;
  onChange: () => void;
  onBulk: OnBulk;
  /** It left the desk for good. */
  onGone: () => void;
};

const movedOn = new Set(['report_changed', 'report_not_open']);

/** One report: read, acted on, and guarded while something in it is being written. */
export function ReportPane({ id, seenRevision, beforeLeaving, onChange, onBulk, onGone }: ReportPaneProps) {
  const report = useApi(readDeskReport, { params: { id } }, { revalidateOnFocus: false });
  const [writes, setWrites] = useState<Readonly<Record<string, boolean>>>({});
  const unsaved = Object.values(writes).includes(true);
  const guard = useLeaveGuard(unsaved);
  const { data, mutate } = report;

  useEffect(() => {
    beforeLeaving.current = unsaved ? guard.before : null;
    return () => {
      beforeLeaving.current = null;
    };
  });
  useEffect(() => {
    if (seenRevision !== null && data !== undefined && seenRevision > data.revision && !unsaved) void mutate();
  }, [seenRevision, data, unsaved, mutate]);

  if (data === undefined)
    return (
      <section className="report" aria-label="Phản ánh">
        {report.error === undefined ? <Skeleton rows={4} tall /> : <Failure failure={report.error} onRetry={() => void mutate()} />}
      </section>
    );
  const keep = (newer: DeskReport) => {
    void mutate(newer, { revalidate: false });
    onChange();
  };
  const act: Act = async (action) => {
    try {
      keep(await call(actOnDeskReport, { params: { id }, body: { revision: data.revision, action } }));
    } catch (error) {
      if (movedOn.has(failureOf(error).code)) await mutate();
      throw error;
    }
  };
  return (
    <>
      <ReportView
        report={data}
        act={act}
        onNewer={keep}
        onReload={() => mutate()}
        onBulk={onBulk}
        onWriting={(what, isOpen) => setWrites((before) => (before[what] === isOpen ? before : { ...before, [what]: isOpen }))}
        onGone={() => {
          onChange();
          onGone();
        }}
      />
      <LeaveDialog
        guard={{
          ...guard,
          leave: () => {
            forgetWriting(id);
            guard.leave();
          },
        }}
        lost="Phần vừa viết cho phản ánh này sẽ mất."
      />
    </>
  );
}
