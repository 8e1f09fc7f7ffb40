import {
  ballotPrefix,
  type CountState,
  type DeskDecision,
  listTyped,
  type TypedBallot,
  typeBallot,
  untypeBallot,
} from 'backend/contracts/decisions-desk';
import { type FormEvent, useRef, useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { FilterChips } from '../filter-chips.js';
import { BallotFields } from './ballot-fields.js';
import { choicesOf, serialOf, stateWords, typedOf } from './count-logic.js';

const shelves = [
  { value: 'all', name: 'Tất cả' },
  { value: 'once', name: 'Mới một người nhập' },
  { value: 'differs', name: 'Hai người khác nhau' },
] as const;

export type Typing = { serial: string; choice: string; other: string };
const nothing: Typing = { serial: '', choice: '', other: '' };

type BallotTypingProps = { one: DeskDecision; counts: readonly CountState[]; open: boolean; onAgain: () => void };

/** Ballots typed one after the other: number, Enter, option, Enter, next. Somebody sees their own entries, and whether the two agree. */
export function BallotTyping({ one, counts, open, onAgain }: BallotTypingProps) {
  const announce = useAnnounce();
  const [hamletKey, setHamletKey] = useState(counts[0]?.hamletKey ?? '');
  const [show, setShow] = useState<'all' | 'once' | 'differs'>('all');
  const [typing, setTyping] = useState(nothing);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [last, setLast] = useState<TypedBallot | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const request = { params: { id: one.id }, query: { show, hamletKey } };
  const list = useApi(listTyped, request, { keepPreviousData: true, refreshInterval: 15_000 });
  const more = useMore(listTyped, request, list.data?.next ?? null);
  const ballots = [...(list.data?.ballots ?? []), ...more.pages.flatMap((page) => page.ballots)];
  const prefix = ballotPrefix(one.counts.findIndex((row) => row.hamletKey === hamletKey));
  const focus = (field: 'serial' | 'choice') => form.current?.querySelector<HTMLInputElement>(`[data-field="${field}"]`)?.focus();
  const looksAgain = () => {
    void list.mutate();
    onAgain();
  };

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const serial = serialOf(typing.serial, prefix);
    if (serial === null) {
      setFaults({ serial: 'Số phiếu có dạng X1-0007, in ở góc phiếu.' });
      return focus('serial');
    }
    const read = choicesOf(typing.choice, one.options, one.style === 'election' ? one.draft.seats : 1);
    if ('fault' in read) {
      // Enter after the number goes on to the option; only a second one asks for it.
      setFaults(document.activeElement?.getAttribute('data-field') === 'serial' ? {} : { choice: read.fault });
      return focus('choice');
    }
    if (busy) return;
    setBusy(true);
    setFaults({});
    try {
      const other = read.choices.includes('other') ? typing.other.trim() : '';
      const ballot = await call(typeBallot, { params: { id: one.id, serial }, body: { hamletKey, ...read, other } });
      setLast(ballot);
      setTyping(nothing);
      announce(`Phiếu ${ballot.serial}: ${stateWords(ballot).toLocaleLowerCase('vi-VN')}.`);
      looksAgain();
      focus('serial');
    } catch (error) {
      const failure = failureOf(error);
      setFaults({ sent: failure.detail === '' ? sayToOfficer(failure) : failure.detail });
    }
    setBusy(false);
  };
  const edit = (ballot: TypedBallot) => {
    if (ballot.mine === null) return;
    setTyping({ serial: ballot.serial, choice: typedOf(ballot.mine, one.options), other: ballot.mine.other });
    setHamletKey(ballot.hamletKey);
    focus('choice');
  };
  const remove = async (ballot: TypedBallot) => {
    try {
      await call(untypeBallot, { params: { id: one.id, serial: ballot.serial } });
      announce(`Đã bỏ phiếu ${ballot.serial} ông/bà vừa nhập.`);
    } catch (error) {
      const failure = failureOf(error);
      setFaults({ sent: failure.detail === '' ? sayToOfficer(failure) : failure.detail });
    }
    looksAgain();
  };

  return (
    <>
      {counts.length > 1 && (
        <SelectField
          label="Phiếu của xóm"
          value={hamletKey}
          choices={counts.map((row) => ({ value: row.hamletKey, name: row.hamletName }))}
          onChange={(key) => {
            setHamletKey(key);
            setTyping(nothing);
          }}
        />
      )}
      {open && (
        <form ref={form} className="desk-step" noValidate aria-label="Nhập một phiếu" onSubmit={(event) => void send(event)}>
          <BallotFields
            one={one}
            prefix={prefix}
            typing={typing}
            faults={faults}
            onChange={(part) => setTyping((before) => ({ ...before, ...part }))}
          />
          {faults.sent !== undefined && (
            <p className="field-fault" role="alert">
              {faults.sent}
            </p>
          )}
          <Button submits busy={busy}>
            Lưu phiếu, sang phiếu sau
          </Button>
          {last !== null && (
            <p className="desk-decision-typed" data-state={last.state}>
              Phiếu {last.serial}: {stateWords(last)}
            </p>
          )}
        </form>
      )}
      <section className="desk-step" aria-labelledby="typed-title">
        <h2 id="typed-title" className="section-title">
          Phiếu đã nhập
        </h2>
        <FilterChips legend="Xem những phiếu nào" chips={shelves} value={show} onChoose={setShow} />
        {ballots.length > 0 && (
          <ul className="desk-records" aria-label="Phiếu đã nhập">
            {ballots.map((ballot) => (
              <li key={ballot.serial}>
                <span>
                  <span className="row-name">{ballot.serial}</span>
                  {ballot.mine !== null && <span className="desk-block">{mineWords(ballot.mine, one)}</span>}
                  <span className="desk-decision-typed desk-block" data-state={ballot.state}>
                    {stateWords(ballot)}
                  </span>
                </span>
                {open && ballot.mine !== null && (
                  <span className="desk-decision-files">
                    <button type="button" className="desk-tool" aria-label={`Sửa phiếu ${ballot.serial}`} onClick={() => edit(ballot)}>
                      Sửa
                    </button>
                    <button
                      type="button"
                      className="text-button"
                      aria-label={`Bỏ phiếu ${ballot.serial}`}
                      onClick={() => void remove(ballot)}
                    >
                      Bỏ
                    </button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
        {list.data !== undefined && ballots.length === 0 && (
          <Empty>
            <p>{show === 'all' ? 'Chưa nhập phiếu nào.' : 'Không có phiếu nào như vậy.'}</p>
          </Empty>
        )}
        {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
        {list.data === undefined && list.error === undefined && <Skeleton rows={3} />}
        {more.button}
      </section>
    </>
  );
}

/** What somebody typed themselves; another's entry is never shown. */
function mineWords(mine: NonNullable<TypedBallot['mine']>, one: DeskDecision): string {
  if (!mine.valid) return 'Phiếu không hợp lệ';
  const names = mine.choices.map((key) => one.options.find((option) => option.key === key)?.label ?? key);
  return `${names.join(', ')}${mine.other === '' ? '' : `: ${mine.other}`}`;
}
