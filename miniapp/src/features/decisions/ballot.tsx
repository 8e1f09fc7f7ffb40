import type { ResidentDecision } from 'backend/contracts/decisions';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import type { KeptBallot } from './kept-vote.js';

type BallotProps = {
  decision: Pick<ResidentDecision, 'question' | 'options' | 'seats' | 'style'>;
  ballot: KeptBallot;
  fault: string | undefined;
  onChange: (ballot: KeptBallot) => void;
};

/** The ballot: one option, or in an election as many names as there are seats. */
export function Ballot({ decision, ballot, fault, onChange }: BallotProps) {
  const { question, options, seats, style } = decision;
  const several = style === 'election' && seats > 1;
  /** What is missing then is not the choice but its words. */
  const wantsWords = style === 'agreement' && ballot.choices[0] === 'other';
  const toggle = (key: string) => {
    const chosen = ballot.choices.includes(key);
    const rest = ballot.choices.filter((one) => one !== key && one !== 'none');
    onChange({ ...ballot, choices: chosen ? rest : key === 'none' ? ['none'] : [...rest, key] });
  };
  return (
    <>
      {several ? (
        <fieldset
          className="choices"
          tabIndex={-1}
          {...(fault === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': 'ballot-fault' })}
        >
          <legend className="choices-legend">
            {question} Chọn nhiều nhất {seats} người.
          </legend>
          {options.map(({ key, label, detail }) => {
            const chosen = ballot.choices.includes(key);
            const full = !chosen && key !== 'none' && ballot.choices.filter((one) => one !== 'none').length >= seats;
            return (
              <label key={key} className="choice" data-chosen={chosen}>
                <input type="checkbox" checked={chosen} disabled={full} onChange={() => toggle(key)} />
                <span className="choice-words">
                  <span className="choice-name">{label}</span>
                  {detail !== null && <span className="choice-detail">{detail}</span>}
                </span>
              </label>
            );
          })}
          {fault !== undefined && (
            <p id="ballot-fault" className="field-fault">
              {fault}
            </p>
          )}
        </fieldset>
      ) : (
        <Choices
          legend={question}
          choices={options.map(({ key, label, detail }) => ({ value: key, name: label, ...(detail !== null && { detail }) }))}
          value={ballot.choices[0] ?? null}
          onChoose={(key) => onChange({ ...ballot, choices: [key] })}
          fault={wantsWords ? undefined : fault}
        />
      )}
      {style === 'agreement' && (
        <Field
          label={wantsWords ? 'Ý kiến khác của hộ' : 'Ý kiến thêm (không bắt buộc)'}
          hint="Kiểm phiếu xong, các ý kiến được đăng chung, không ghi của hộ nào."
          value={ballot.other}
          rows={3}
          maxLength={500}
          fault={wantsWords ? fault : undefined}
          onChange={(other) => onChange({ ...ballot, other })}
        />
      )}
    </>
  );
}
