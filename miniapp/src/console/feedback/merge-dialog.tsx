import type { ReplyOf } from 'backend/contracts/endpoint';
import { type DeskReportRow, listDeskReports, mergeReports } from 'backend/contracts/feedback-desk';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { sayToOfficer } from '../console-words.js';
import { useSave } from '../use-save.js';
import { count } from './feedback-words.js';

type Mergeable = Pick<DeskReportRow, 'id' | 'code' | 'revision' | 'excerpt' | 'people' | 'categoryName' | 'hamletName'>;
type MergeDialogProps = {
  reports: readonly Mergeable[];
  onClose: () => void;
  onMerged: (done: ReplyOf<typeof mergeReports>, into: string) => void;
};

const shownAtMost = 8;

/** One answer for several reports of one matter: which of them stays is chosen here, among them or found by its words. */
export function MergeDialog({ reports, onClose, onMerged }: MergeDialogProps) {
  const { busy, failure, faults, save } = useSave();
  const [typed, setTyped] = useState('');
  const [target, setTarget] = useState<Mergeable | null>(null);
  const asked = useDelayed(typed.trim(), 250);
  const [only] = reports.length === 1 ? reports : [];
  // Without words: what is open in the same hamlet, where the same matter most likely lies.
  const near = useApi(
    listDeskReports,
    asked === '' && only === undefined ? null : { query: { view: 'open', ...(asked !== '' && { q: asked }) } },
    {
      keepPreviousData: true,
    },
  );
  const mine = new Set(reports.map(({ id }) => id));
  const found = (near.data?.reports ?? []).filter(({ id }) => !mine.has(id));
  const likely = asked !== '' || only === undefined ? found : found.filter((one) => one.hamletName === only.hamletName);
  const offered: Mergeable[] = [...(only === undefined ? reports : []), ...likely.slice(0, shownAtMost)];
  const candidates = target !== null && !offered.some(({ id }) => id === target.id) ? [target, ...offered] : offered;

  const merge = async () => {
    const into = target;
    const wrong: Record<string, string> = into === null ? { into: 'Xin chọn phản ánh để gộp vào.' } : {};
    const send = async () => {
      if (into === null) return;
      const others = reports.filter(({ id }) => id !== into.id).map(({ id, revision }) => ({ id, revision }));
      onMerged(
        await call(mergeReports, { body: { into: { id: into.id, revision: into.revision }, reports: others, reason: '' } }),
        into.code,
      );
    };
    await save(wrong, send, 'Đã gộp.');
  };
  return (
    <Dialog
      title={only === undefined ? `Gộp ${count(reports.length)} phản ánh` : `Gộp ${only.code} vào phản ánh khác`}
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={() => void merge()}>
            Gộp
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      <p>Mọi người đã gửi cùng nhận một câu trả lời, của phản ánh được giữ lại. Lấy lại được trong 10 phút.</p>
      <Field label="Tìm phản ánh khác (mã hoặc lời, không cần dấu)" type="search" value={typed} maxLength={100} onChange={setTyped} />
      {candidates.length === 0 ? (
        <p className="quiet">{near.data === undefined ? 'Đang tìm…' : 'Chưa thấy phản ánh nào khác. Xin gõ mã hoặc vài chữ.'}</p>
      ) : (
        <Choices
          legend="Giữ lại phản ánh nào"
          value={target?.id ?? null}
          choices={candidates.map((one) => ({
            value: one.id,
            name: `${one.code} · ${count(one.people)} người`,
            detail: `${one.excerpt} (${one.categoryName}, ${one.hamletName})`,
          }))}
          fault={faults.into}
          onChoose={(id) => setTarget(candidates.find((one) => one.id === id) ?? null)}
        />
      )}
      {candidates.length === 0 && faults.into !== undefined && <p className="field-fault">{faults.into}</p>}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
    </Dialog>
  );
}
