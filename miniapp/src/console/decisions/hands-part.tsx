import { type CountState, type DeskDecision, type HandCount, listHandCounts, typeHands } from 'backend/contracts/decisions-desk';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { Failure, Skeleton } from '../../components/states.js';
import { longDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { NumberField } from '../fields.js';
import { useSave } from '../use-save.js';
import { handsFaults } from './count-logic.js';

const stateWords = {
  none: 'Chưa ai nhập',
  once: 'Một người đã nhập',
  agreed: 'Hai người khớp',
  differs: 'Hai người khác nhau, xin cùng xem lại biên bản',
} satisfies Record<HandCount['state'], string>;

type HandsPartProps = { one: DeskDecision; counts: readonly CountState[]; open: boolean; onAgain: () => void };

/** What a show of hands gave, meeting by meeting; one's own numbers only. */
export function HandsPart({ one, counts, open, onAgain }: HandsPartProps) {
  const list = useApi(listHandCounts, { params: { id: one.id } }, { refreshInterval: 15_000 });
  if (list.data === undefined)
    return list.error !== undefined ? <Failure failure={list.error} onRetry={() => void list.mutate()} /> : <Skeleton rows={3} tall />;
  const isOwn = ({ meetingKey }: HandCount) => {
    const meeting = one.draft.meetings.find(({ key }) => key === meetingKey);
    return counts.some(({ hamletKey }) => hamletKey === meeting?.hamletKey);
  };
  const keep = (newer: HandCount) => {
    void list.mutate(
      { counts: (list.data?.counts ?? []).map((count) => (count.meetingKey === newer.meetingKey ? newer : count)) },
      { revalidate: false },
    );
    onAgain();
  };
  return (
    <>
      {list.data.counts.filter(isOwn).map((count) => (
        <MeetingHands key={count.meetingKey} one={one} count={count} open={open} onChange={keep} />
      ))}
    </>
  );
}

function MeetingHands({
  one,
  count,
  open,
  onChange,
}: {
  one: DeskDecision;
  count: HandCount;
  open: boolean;
  onChange: (newer: HandCount) => void;
}) {
  const { busy, failure, faults, save } = useSave();
  const meeting = one.draft.meetings.find(({ key }) => key === count.meetingKey);
  const hamlet = one.counts.find(({ hamletKey }) => hamletKey === meeting?.hamletKey);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries((count.mine ?? []).map(({ key, count: number }) => [key, String(number)])),
  );
  const present = hamlet?.attended ?? 0;
  const sum = one.options.reduce((total, { key }) => total + (Number(typed[key]) || 0), 0);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    let newer: HandCount | null = null;
    const done = await save(
      handsFaults(typed, one.options, present, one.draft.seats),
      async () => {
        const counts = one.options.map(({ key }) => ({ key, count: Number(typed[key]) }));
        newer = await call(typeHands, { params: { id: one.id, meetingKey: count.meetingKey }, body: { counts } });
      },
      'Đã lưu kết quả giơ tay.',
    );
    if (done && newer !== null) onChange(newer);
  };
  const title = `hands-${count.meetingKey}`;
  return (
    <form className="desk-step" aria-labelledby={title} noValidate onSubmit={(event) => void send(event)}>
      <div>
        <h2 id={title} className="section-title">
          {one.counts.length > 1 && hamlet !== undefined && `${hamlet.hamletName}: `}
          {meeting?.label ?? ''}
        </h2>
        <p className="quiet">
          {meeting !== undefined && longDate(meeting.day)} · {present} hộ có mặt
        </p>
      </div>
      <p className="desk-decision-typed" data-state={count.state}>
        {count.state === 'once'
          ? count.mine === null
            ? 'Người khác đã nhập, chờ ông/bà nhập'
            : 'Người thứ hai chưa nhập'
          : stateWords[count.state]}
      </p>
      {one.options.map(({ key, label }) => (
        <NumberField
          key={key}
          label={label}
          value={typed[key] ?? ''}
          min={0}
          max={present}
          fault={faults[key]}
          onChange={(text) => setTyped((before) => ({ ...before, [key]: text }))}
        />
      ))}
      <p>
        Cộng: <strong>{sum.toLocaleString('vi-VN')}</strong> lần giơ tay.
      </p>
      {(faults.sum !== undefined || failure !== null) && (
        <p className="field-fault" role="alert">
          {faults.sum ?? (failure === null ? '' : failure.detail === '' ? sayToOfficer(failure) : failure.detail)}
        </p>
      )}
      {open && (
        <Button submits busy={busy} look={count.mine === null ? 'main' : 'plain'}>
          {count.mine === null ? 'Lưu kết quả' : 'Lưu lại'}
        </Button>
      )}
    </form>
  );
}
