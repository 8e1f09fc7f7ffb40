import { type ReceptionRules, readReceptionDefaults, saveReceptionRules } from 'backend/contracts/reception';
import { type FormEvent, useState } from 'react';
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
import { ReceptionNav } from './reception-nav.js';

/** The law's numbers, from which day on and after which text. */
export function RulesPage() {
  const defaults = useApi(readReceptionDefaults, {}, { revalidateOnFocus: false });
  return (
    <Frame title="Quy định về tiếp công dân">
      <ReceptionNav />
      {defaults.data !== undefined ? (
        <>
          <Notice title={`Đang áp dụng từ ${plainDate(defaults.data.rules.validFrom)}`}>
            <p>{defaults.data.rules.source}</p>
          </Notice>
          {defaults.data.upcomingRules.map((rules) => (
            <Notice key={rules.validFrom} title={`Sẽ áp dụng từ ${plainDate(rules.validFrom)}`}>
              <p>
                {rules.daysPerWeek} ngày mỗi tuần, công bố trước {rules.publishAhead}, trả lời trong {rules.firstAnswer} ngày làm việc.{' '}
                {rules.source}
              </p>
            </Notice>
          ))}
          <RulesForm key={defaults.data.rules.validFrom} rules={defaults.data.rules} onSaved={() => void defaults.mutate()} />
        </>
      ) : defaults.error !== undefined ? (
        <Failure failure={defaults.error} onRetry={() => void defaults.mutate()} />
      ) : (
        <Skeleton rows={3} tall />
      )}
    </Frame>
  );
}

const numbers = [
  ['daysPerWeek', 'Số ngày Chủ tịch tiếp mỗi tuần', 1, 5],
  ['publishAhead', 'Công bố trước (ngày làm việc)', 1, 60],
  ['firstAnswer', 'Trả lời bước đầu (ngày làm việc)', 1, 60],
  ['refusalNotice', 'Thông báo từ chối tiếp (ngày làm việc)', 1, 60],
] as const;

function RulesForm({ rules, onSaved }: { rules: ReceptionRules; onSaved: () => void }) {
  const { busy, failure, faults, save } = useSave();
  const [validFrom, setValidFrom] = useState('');
  const [source, setSource] = useState('');
  const [typed, setTyped] = useState<Readonly<Record<(typeof numbers)[number][0], string>>>({
    daysPerWeek: String(rules.daysPerWeek),
    publishAhead: String(rules.publishAhead),
    firstAnswer: String(rules.firstAnswer),
    refusalNotice: String(rules.refusalNotice),
  });
  const write = async (event: FormEvent) => {
    event.preventDefault();
    const known: Record<string, string> = {
      ...(!isDay(validFrom) && { 'body.validFrom': 'Xin chọn ngày áp dụng.' }),
      ...(source.trim().length < 5 && { 'body.source': 'Xin ghi văn bản, điều khoản.' }),
    };
    for (const [key, , from, to] of numbers)
      if (!/^\d+$/.test(typed[key]) || Number(typed[key]) < from || Number(typed[key]) > to) known[`body.${key}`] = `Từ ${from} đến ${to}.`;
    const body = {
      validFrom,
      source: source.trim(),
      daysPerWeek: Number(typed.daysPerWeek),
      publishAhead: Number(typed.publishAhead),
      firstAnswer: Number(typed.firstAnswer),
      refusalNotice: Number(typed.refusalNotice),
    };
    if (await save(known, () => call(saveReceptionRules, { body }), 'Đã ghi quy định mới.')) onSaved();
  };
  return (
    <form className="desk-step" noValidate onSubmit={(event) => void write(event)} aria-labelledby="rules-title">
      <h2 id="rules-title" className="section-title">
        Khi luật đổi
      </h2>
      <p className="quiet">Những buổi đã công bố và những lượt đã ghi sổ giữ theo quy định của ngày ấy.</p>
      <DayField label="Áp dụng từ ngày" value={validFrom} fault={faults['body.validFrom']} onChange={setValidFrom} />
      <div className="desk-pair">
        {numbers.map(([key, label, min, max]) => (
          <NumberField
            key={key}
            label={label}
            min={min}
            max={max}
            value={typed[key]}
            fault={faults[`body.${key}`]}
            onChange={(value) => setTyped((before) => ({ ...before, [key]: value }))}
          />
        ))}
      </div>
      <Field label="Căn cứ (văn bản, điều khoản)" value={source} maxLength={300} fault={faults['body.source']} onChange={setSource} />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy}>
        Ghi quy định mới
      </Button>
    </form>
  );
}
