import { actOnDecision, type DecisionAct, type DeskDecision, type Witness } from 'backend/contracts/decisions-desk';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { inVietnam } from '../../days.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { DayField } from '../fields.js';
import { useSave } from '../use-save.js';
import { type ActName, questionOf } from './decision-acts.js';
import { WitnessFields } from './witness-fields.js';

type ActDialogProps = {
  one: DeskDecision;
  act: ActName;
  onClose: () => void;
  onChange: (newer: DeskDecision) => void;
  /** Somebody else was quicker, or it does not stand as it was shown: read anew, so that pressing again means what is seen. */
  onStale: () => void;
};

const someReason = (text: string): Record<string, string> =>
  text.trim().length < 5 ? { 'body.action.reason': 'Xin ghi rõ lý do, ít nhất 5 ký tự.' } : {};

/** Asks once before an act, with what follows from it and how many it concerns. */
export function ActDialog({ one, act, onClose, onChange, onStale }: ActDialogProps) {
  const question = questionOf(act, one);
  const today = inVietnam(new Date()).day;
  const { busy, failure, faults, save } = useSave();
  const [reason, setReason] = useState('');
  const [on, setOn] = useState(today);
  const [recognised, setRecognised] = useState<'yes' | 'no' | null>(null);
  const [documentNumber, setDocumentNumber] = useState('');
  const [witnesses, setWitnesses] = useState<readonly Witness[]>([]);
  const [explanation, setExplanation] = useState('');

  /** The act as it is sent, or what keeps it from being sent. */
  const actionOf = (): { action: DecisionAct } | { known: Record<string, string> } => {
    switch (act) {
      case 'withdraw_notice':
      case 'cancel':
      case 'take_back_closing': {
        const known = someReason(reason);
        return Object.keys(known).length > 0 ? { known } : { action: { act, reason: reason.trim() } };
      }
      case 'note_sent':
      case 'set_effective':
        return on === '' ? { known: { 'body.action.on': 'Xin chọn ngày.' } } : { action: { act, on } };
      case 'recognise': {
        const known: Record<string, string> = {
          ...(recognised === null && { 'body.action.recognised': 'Xin chọn.' }),
          ...(documentNumber.trim() === '' && { 'body.action.documentNumber': 'Xin ghi số văn bản.' }),
          ...(on === '' && { 'body.action.on': 'Xin chọn ngày.' }),
          ...(recognised === 'no' && someReason(reason)),
        };
        if (Object.keys(known).length > 0) return { known };
        return { action: { act, recognised: recognised === 'yes', on, documentNumber: documentNumber.trim(), reason: reason.trim() } };
      }
      case 'start_closing':
        return witnesses.length < 2
          ? { known: { 'body.action.witnesses': 'Cần hai đại diện hộ chứng kiến.' } }
          : { action: { act, witnesses: [...witnesses], explanation: explanation.trim() } };
      default:
        return { action: { act } };
    }
  };

  const send = async () => {
    const asked = actionOf();
    let newer: DeskDecision | null = null;
    const done = await save(
      'known' in asked ? asked.known : {},
      async () => {
        if ('known' in asked) return;
        newer = await call(actOnDecision, { params: { id: one.id }, body: { revision: one.revision, action: asked.action } });
      },
      question.done,
    );
    if (!done && !('known' in asked)) onStale();
    if (!done || newer === null) return;
    onClose();
    onChange(newer);
  };

  return (
    <Dialog
      title={question.title}
      onClose={onClose}
      actions={
        <>
          <Button look={question.danger ? 'danger' : 'main'} busy={busy} onPress={() => void send()}>
            {question.input === 'recognition' ? (recognised === 'no' ? 'Không công nhận' : 'Công nhận') : question.button}
          </Button>
          <Button look="quiet" onPress={onClose}>
            Chưa làm
          </Button>
        </>
      }
    >
      {question.words.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {question.input === 'recognition' && (
        <>
          <Choices
            legend="Trả lời"
            small
            value={recognised}
            choices={[
              { value: 'yes', name: 'Công nhận' },
              { value: 'no', name: 'Không công nhận' },
            ]}
            fault={faults['body.action.recognised']}
            onChoose={setRecognised}
          />
          <Field
            label="Số văn bản"
            value={documentNumber}
            maxLength={60}
            placeholder="12/QĐ-UBND"
            fault={faults['body.action.documentNumber']}
            onChange={setDocumentNumber}
          />
        </>
      )}
      {(question.input === 'day' || question.input === 'recognition') && (
        <DayField label="Ngày" value={on} fault={faults['body.action.on']} onChange={setOn} />
      )}
      {(question.input === 'reason' || (question.input === 'recognition' && recognised === 'no')) && (
        <Field label="Lý do" value={reason} maxLength={300} fault={faults['body.action.reason']} onChange={setReason} />
      )}
      {question.input === 'closing' && (
        <>
          <WitnessFields one={one} witnesses={witnesses} fault={faults['body.action.witnesses']} onChange={setWitnesses} />
          <Field
            label="Giải trình, nếu số phiếu và danh sách không khớp"
            rows={2}
            value={explanation}
            maxLength={600}
            fault={faults['body.action.explanation']}
            onChange={setExplanation}
          />
        </>
      )}
      {failure !== null && failure.code !== 'invalid_request' && (
        <div className="field-fault" role="alert">
          <p>{failure.detail === '' ? sayToOfficer(failure) : failure.detail}</p>
          <ul className="desk-decision-faults">
            {Object.entries(failure.fields)
              .filter(([field]) => !field.startsWith('body.'))
              .map(([field, sentence]) => (
                <li key={field}>{sentence}</li>
              ))}
          </ul>
        </div>
      )}
    </Dialog>
  );
}
