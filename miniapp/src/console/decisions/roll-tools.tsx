import type { CountState, DeskDecision, RollRow } from 'backend/contracts/decisions-desk';
import { type RefObject, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { SelectField } from '../fields.js';
import { SearchBox } from '../search-box.js';
import { sumOf } from './roll-logic.js';

/** The numbers of the register, above it. */
export function RollCounts({ one, counts, hamletKey }: { one: DeskDecision; counts: readonly CountState[]; hamletKey: string }) {
  const sums = sumOf(counts.filter((row) => hamletKey === '' || row.hamletKey === hamletKey));
  const isMeeting = one.way === 'meeting';
  const hasPaper = one.way === 'paper' || (one.status !== 'announced' && (one.way === 'online' || one.draft.meetingVote === 'ballot'));
  const numbers: [string, number][] = [
    ['tổng số hộ', sums.households],
    ...(isMeeting && one.status !== 'announced' ? ([['có mặt', sums.attended]] satisfies [string, number][]) : []),
    ...(one.way === 'online' && one.status !== 'announced'
      ? ([['đã biểu quyết trên ứng dụng', sums.online]] satisfies [string, number][])
      : []),
    ...(hasPaper
      ? ([
          ['đã phát phiếu', sums.issued],
          ['đã nộp phiếu', sums.returned],
        ] satisfies [string, number][])
      : []),
    ...(one.consents !== null && one.status === 'announced'
      ? ([['đồng ý biểu quyết qua ứng dụng', one.consents.agreed]] satisfies [string, number][])
      : []),
  ];
  return (
    <dl className="desk-decision-counts">
      {numbers.map(([name, value]) => (
        <div key={name}>
          <dd>{value.toLocaleString('vi-VN')}</dd>
          <dt>{name}</dt>
        </div>
      ))}
    </dl>
  );
}

type ToolsProps = {
  one: DeskDecision;
  counts: readonly CountState[];
  box: RefObject<HTMLInputElement>;
  typed: string;
  onType: (typed: string) => void;
  onEnter: () => void;
  hamletKey: string;
  onHamlet: (key: string) => void;
  meetingKey: string | null;
  onMeeting: (key: string) => void;
};

/** What is looked for, of which hamlet, and which meeting is written down. */
export function RollTools({ one, counts, box, typed, onType, onEnter, hamletKey, onHamlet, meetingKey, onMeeting }: ToolsProps) {
  const { meetings } = one.draft;
  const nameOf = (key: string) => counts.find((row) => row.hamletKey === key)?.hamletName ?? key;
  return (
    <>
      <form
        className="desk-decision-find"
        onSubmit={(event) => {
          event.preventDefault();
          onEnter();
        }}
      >
        <SearchBox box={box} label="Tìm hộ: tên, mã hộ" typed={typed} onType={onType} maxLength={80} />
      </form>
      {(counts.length > 1 || (meetingKey !== null && meetings.length > 1)) && (
        <div className="desk-pair">
          {counts.length > 1 && (
            <SelectField
              label="Xóm"
              value={hamletKey}
              choices={[{ value: '', name: 'Mọi xóm' }, ...counts.map((row) => ({ value: row.hamletKey, name: row.hamletName }))]}
              onChange={onHamlet}
            />
          )}
          {meetingKey !== null && meetings.length > 1 && (
            <SelectField
              label="Đang ghi cuộc họp"
              value={meetingKey}
              choices={meetings.map(({ key, hamletKey: of, label }) => ({ value: key, name: `${nameOf(of)}: ${label}` }))}
              onChange={onMeeting}
            />
          )}
        </div>
      )}
    </>
  );
}

/** A ballot given back is taken out of the register with a reason only. */
export function ReasonDialog({
  row,
  onClose,
  onReason,
}: {
  row: RollRow;
  onClose: () => void;
  onReason: (reason: string) => Promise<void>;
}) {
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | undefined>(undefined);
  const press = () => {
    if (reason.trim().length < 5) return setFault('Xin ghi rõ lý do, ít nhất 5 ký tự.');
    void onReason(reason.trim());
  };
  return (
    <Dialog
      title={`Bỏ “đã nộp phiếu” của hộ ${row.code}?`}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" onPress={press}>
            Bỏ đã nộp phiếu
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      <p>Chỉ làm khi ghi nhầm hộ. Việc này được ghi vào nhật ký cùng lý do.</p>
      <Field label="Lý do" value={reason} maxLength={300} fault={fault} onChange={setReason} />
    </Dialog>
  );
}
