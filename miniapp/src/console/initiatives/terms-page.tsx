import { type InitiativeTerms, readInitiativeTerms, saveInitiativeTerms } from 'backend/contracts/initiatives';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { isDay } from '../day-list.js';
import { DayField, NumberField } from '../fields.js';
import { Frame } from '../frame.js';
import { useSave } from '../use-save.js';

const most = 30;

/** The commune's own terms for looking at initiatives and answering them, each from a day on. */
export function InitiativeTermsPage() {
  const navigate = useNavigate();
  const read = useApi(readInitiativeTerms, {}, { revalidateOnFocus: false });
  return (
    <Frame title="Thời hạn của sáng kiến" onBackToList={() => navigate('/console/initiatives')}>
      {read.data !== undefined ? (
        <>
          <Notice title={`Đang áp dụng từ ${plainDate(read.data.inForce.validFrom)}`}>
            <p>{sentence(read.data.inForce)}</p>
          </Notice>
          {read.data.upcoming.map((terms) => (
            <Notice key={terms.validFrom} title={`Sẽ áp dụng từ ${plainDate(terms.validFrom)}`}>
              <p>{sentence(terms)}</p>
            </Notice>
          ))}
          <p className="quiet">
            Luật không đặt thời hạn cho hai việc này; xã tự đặt. Ba tháng để các hộ đồng thuận là của luật, không đổi được.
          </p>
          <TermsForm key={JSON.stringify(read.data)} terms={read.data.inForce} onSaved={() => void read.mutate()} />
        </>
      ) : read.error !== undefined ? (
        <Failure failure={read.error} onRetry={() => void read.mutate()} />
      ) : (
        <Skeleton rows={3} tall />
      )}
    </Frame>
  );
}

const sentence = ({ checkWithin, answerWithin, source }: InitiativeTerms): string =>
  `Xem trong ${checkWithin} ngày làm việc, trả lời trong ${answerWithin} ngày làm việc từ khi đủ hộ. ${source}`;

function TermsForm({ terms, onSaved }: { terms: InitiativeTerms; onSaved: () => void }) {
  const { busy, failure, faults, save } = useSave();
  const [validFrom, setValidFrom] = useState('');
  const [source, setSource] = useState('');
  const [checkWithin, setCheckWithin] = useState(String(terms.checkWithin));
  const [answerWithin, setAnswerWithin] = useState(String(terms.answerWithin));
  const isNumber = (typed: string) => /^\d+$/.test(typed) && Number(typed) >= 1 && Number(typed) <= most;

  const write = async (event: FormEvent) => {
    event.preventDefault();
    const known: Record<string, string> = {
      ...(!isNumber(checkWithin) && { 'body.checkWithin': `Từ 1 đến ${most}.` }),
      ...(!isNumber(answerWithin) && { 'body.answerWithin': `Từ 1 đến ${most}.` }),
      ...(!isDay(validFrom) && { 'body.validFrom': 'Xin chọn ngày áp dụng.' }),
      ...(source.trim() === '' && { 'body.source': 'Xin ghi văn bản của xã.' }),
    };
    const body = {
      validFrom,
      source: source.normalize('NFC').trim(),
      checkWithin: Number(checkWithin),
      answerWithin: Number(answerWithin),
    };
    if (await save(known, () => call(saveInitiativeTerms, { body }), 'Đã ghi thời hạn mới.')) onSaved();
  };

  return (
    <form className="desk-step desk-form" noValidate onSubmit={(event) => void write(event)}>
      <h2 className="section-title">Đặt thời hạn mới</h2>
      <NumberField
        label="Xem có thuộc Điều 15 không, trong (ngày làm việc)"
        min={1}
        max={most}
        value={checkWithin}
        fault={faults['body.checkWithin']}
        onChange={setCheckWithin}
      />
      <NumberField
        label="Trả lời từ khi đủ hộ, trong (ngày làm việc)"
        min={1}
        max={most}
        value={answerWithin}
        fault={faults['body.answerWithin']}
        onChange={setAnswerWithin}
      />
      <DayField label="Áp dụng từ ngày" value={validFrom} fault={faults['body.validFrom']} onChange={setValidFrom} />
      <Field label="Theo văn bản" value={source} maxLength={200} fault={faults['body.source']} onChange={setSource} />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy}>
        Ghi thời hạn mới
      </Button>
    </form>
  );
}
