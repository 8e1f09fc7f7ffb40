import { addSatisfactionEdition, type SatisfactionSettings } from 'backend/contracts/satisfaction';
import { type Criterion, questionsOn } from 'backend/contracts/satisfaction-questions';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { inVietnam, plainDate } from '../../days.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { isDay } from '../day-list.js';
import { Checks, DayField } from '../fields.js';
import { useSave } from '../use-save.js';

type Props = { settings: SatisfactionSettings; onSaved: (now: SatisfactionSettings) => void };

/** Which criteria are asked, from a day on; what stood before stays readable. */
export function EditionsPart({ settings, onSaved }: Props) {
  const { editions, revision } = settings;
  const { busy, failure, faults, save } = useSave();
  const today = inVietnam(new Date()).day;
  const latest = editions.at(-1);
  const [validFrom, setValidFrom] = useState(today);
  const [off, setOff] = useState<readonly Criterion[]>(latest?.off ?? []);
  const questions = questionsOn(isDay(validFrom) ? validFrom : today);

  const write = async (event: FormEvent) => {
    event.preventDefault();
    const silent = questions.factors.find(({ criteria }) => criteria.every(({ key }) => off.includes(key)));
    const known: Record<string, string> = {
      ...((!isDay(validFrom) || validFrom < today) && { 'body.validFrom': 'Chọn từ hôm nay trở đi.' }),
      ...(silent && { 'body.off': `Yếu tố “${silent.name}” cần giữ ít nhất một tiêu chí.` }),
    };
    const body = { revision, validFrom, off: [...off] };
    await save(known, async () => onSaved(await call(addSatisfactionEdition, { body })), 'Đã ghi bộ câu hỏi.');
  };

  return (
    <form className="desk-step" noValidate onSubmit={(event) => void write(event)} aria-labelledby="editions-title">
      <h2 id="editions-title" className="section-title">
        Câu hỏi được dùng
      </h2>
      <p className="quiet">
        Bộ câu hỏi phiên bản {questions.version}. Bỏ dấu là không hỏi tiêu chí ấy với những lần làm việc từ ngày chọn; lời mời đã gửi giữ
        nguyên câu hỏi.
      </p>
      <DayField label="Áp dụng từ ngày" min={today} value={validFrom} fault={faults['body.validFrom']} onChange={setValidFrom} />
      {questions.factors.map(({ key, name, criteria }) => {
        const keys = criteria.map((criterion) => criterion.key);
        return (
          <Checks
            key={key}
            legend={name}
            choices={criteria.map((criterion) => ({ value: criterion.key, name: criterion.statement }))}
            chosen={keys.filter((one) => !off.includes(one))}
            onChange={(chosen) => setOff([...off.filter((one) => !keys.includes(one)), ...keys.filter((one) => !chosen.includes(one))])}
          />
        );
      })}
      {faults['body.off'] !== undefined && (
        <p className="field-fault" role="alert">
          {faults['body.off']}
        </p>
      )}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy}>
        Ghi bộ câu hỏi
      </Button>
      {editions.length > 1 && (
        <details className="desk-fold">
          <summary>Những lần thay đổi</summary>
          <ul className="desk-satisfaction-words">
            {[...editions].reverse().map((edition) => (
              <li key={edition.validFrom}>
                Từ {plainDate(edition.validFrom)}:{' '}
                {edition.off.length === 0 ? 'hỏi đủ các tiêu chí' : `không hỏi ${edition.off.length} tiêu chí`}
                {edition.by !== null && ` (${edition.by})`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </form>
  );
}
