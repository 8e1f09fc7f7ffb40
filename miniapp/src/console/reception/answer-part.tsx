import { answerReceptionEntry, type ReceptionEntry } from 'backend/contracts/reception-register';
import { answerWords } from 'backend/contracts/reception-words';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import { longDate, plainDate, spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { DayField } from '../fields.js';
import { useSave } from '../use-save.js';

type PartProps = { entry: ReceptionEntry; mayWrite: boolean; onChange: (newer: ReceptionEntry) => void };
type Kind = 'accepted' | 'extended' | 'refused' | 'forwarded' | 'notice';

/** The first answer after a reception, with its day. */
export function AnswerPart({ entry, mayWrite, onChange }: PartProps) {
  const [corrects, setCorrects] = useState(false);
  const open = entry.state === 'waiting' || entry.state === 'extended';
  if (entry.clock === 'none') return null;
  return (
    <section className="desk-step" aria-labelledby="answer-title">
      <h2 id="answer-title" className="section-title">
        {entry.clock === 'refusal_notice' ? 'Thông báo từ chối tiếp (Mẫu 01/TCD)' : 'Trả lời bước đầu'}
      </h2>
      {open && entry.dueOn !== null && (
        <p className={entry.lateDays > 0 ? 'desk-unsure' : 'quiet'}>
          {entry.lateDays > 0
            ? `Đã quá hạn ${plainDate(entry.dueOn)}, trễ ${entry.lateDays} ngày làm việc${entry.escalated ? '; Chủ tịch đã được báo' : ''}.`
            : `Trước hết ${longDate(entry.dueOn)} (Luật Tiếp công dân, Điều 28).`}
        </p>
      )}
      {entry.answers.map(({ kind, at, by, reason, forwardedTo, until, correction }) => (
        <Notice key={at} title={`${answerWords[kind]} · ${by}, ${spokenInstant(at)}`}>
          <p>
            {[
              correction === null ? '' : `Sửa trả lời trước: ${correction}.`,
              forwardedTo === '' ? '' : `Nơi nhận: ${forwardedTo}.`,
              reason === '' ? '' : `Lý do: ${reason}.`,
              until === null ? '' : `Hạn mới: ${plainDate(until)}.`,
            ]
              .filter(Boolean)
              .join(' ')}
          </p>
        </Notice>
      ))}
      {mayWrite && (open || corrects) && <AnswerForm entry={entry} corrects={corrects} onChange={onChange} />}
      {mayWrite && entry.state === 'answered' && entry.clock === 'answer' && !corrects && (
        <Button look="quiet" onPress={() => setCorrects(true)}>
          Sửa trả lời
        </Button>
      )}
    </section>
  );
}

function AnswerForm({
  entry,
  corrects,
  onChange,
}: {
  entry: ReceptionEntry;
  corrects: boolean;
  onChange: (newer: ReceptionEntry) => void;
}) {
  const { busy, failure, faults, save } = useSave();
  const [kind, setKind] = useState<Kind | null>(entry.clock === 'refusal_notice' ? 'notice' : null);
  const [reason, setReason] = useState('');
  const [forwardedTo, setForwardedTo] = useState('');
  const [until, setUntil] = useState('');
  const [correction, setCorrection] = useState('');
  const kinds = [
    { value: 'accepted' as const, name: 'Thụ lý để giải quyết' },
    { value: 'forwarded' as const, name: 'Chuyển cơ quan có thẩm quyền' },
    { value: 'refused' as const, name: 'Từ chối thụ lý' },
    ...(corrects || entry.state === 'extended' ? [] : [{ value: 'extended' as const, name: 'Kéo dài thời gian xem xét (một lần)' }]),
  ];

  const faultsNow = (): Record<string, string> => ({
    ...(kind === null && { 'body.kind': 'Xin chọn một cách trả lời.' }),
    ...((kind === 'refused' || kind === 'extended') && reason.trim().length < 5 && { 'body.reason': 'Xin ghi lý do.' }),
    ...(kind === 'forwarded' && forwardedTo.trim().length < 3 && { 'body.forwardedTo': 'Xin ghi cơ quan nhận.' }),
    ...(kind === 'extended' && until === '' && { 'body.until': 'Xin chọn hạn mới.' }),
    ...(corrects && correction.trim().length < 5 && { 'body.correction': 'Xin ghi vì sao sửa.' }),
  });
  const send = async () => {
    const params = { id: entry.id };
    const shared = { revision: entry.revision, correction: corrects ? correction.trim() : null };
    const { revision } = shared;
    switch (kind) {
      case 'accepted':
        return call(answerReceptionEntry, { params, body: { kind, ...shared } });
      case 'refused':
        return call(answerReceptionEntry, { params, body: { kind, reason: reason.trim(), ...shared } });
      case 'forwarded':
        return call(answerReceptionEntry, { params, body: { kind, forwardedTo: forwardedTo.trim(), ...shared } });
      case 'extended':
        return call(answerReceptionEntry, { params, body: { kind, reason: reason.trim(), until, revision } });
      default:
        return call(answerReceptionEntry, { params, body: { kind: 'notice', revision } });
    }
  };
  const answer = async (event: FormEvent) => {
    event.preventDefault();
    let newer: ReceptionEntry | null = null;
    const done = await save(
      faultsNow(),
      async () => {
        newer = await send();
      },
      'Đã trả lời.',
    );
    if (done && newer !== null) onChange(newer);
  };

  return (
    <form className="desk-form" noValidate onSubmit={(event) => void answer(event)}>
      {entry.clock === 'answer' && (
        <Choices legend="Trả lời thế nào" value={kind} choices={kinds} fault={faults['body.kind']} onChoose={setKind} />
      )}
      {(kind === 'refused' || kind === 'extended') && (
        <Field
          label="Lý do (người dân đọc được)"
          rows={2}
          value={reason}
          maxLength={300}
          fault={faults['body.reason']}
          onChange={setReason}
        />
      )}
      {kind === 'forwarded' && (
        <Field label="Cơ quan nhận" value={forwardedTo} maxLength={200} fault={faults['body.forwardedTo']} onChange={setForwardedTo} />
      )}
      {kind === 'extended' && <DayField label="Hạn mới" value={until} fault={faults['body.until']} onChange={setUntil} />}
      {corrects && (
        <Field label="Vì sao sửa" value={correction} maxLength={200} fault={faults['body.correction']} onChange={setCorrection} />
      )}
      {entry.booked && entry.fields.kind !== 'denunciation' && (
        <p className="quiet">Người đã giữ chỗ được báo qua Zalo và đọc trả lời này trong ứng dụng.</p>
      )}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy}>
        {entry.clock === 'refusal_notice' ? 'Đã ra thông báo' : 'Trả lời'}
      </Button>
    </form>
  );
}
