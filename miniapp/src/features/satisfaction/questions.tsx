import './satisfaction.css';
import type { Facts, Levels } from 'backend/contracts/satisfaction';
import {
  type Criterion,
  type FactorQuestions,
  factQuestions,
  lateChoices,
  levels as levelNames,
  noOpinion,
  tripChoices,
  yesNo,
} from 'backend/contracts/satisfaction-questions';
import { useId } from 'react';
import { Link } from 'react-router-dom';

type RadiosProps<V extends string | number> = {
  legend: string;
  choices: readonly { readonly value: V; readonly name: string }[];
  value: V | undefined;
  onChoose: (value: V) => void;
};

/** One of several, two in a row under the thumb. */
function Radios<V extends string | number>({ legend, choices, value, onChoose }: RadiosProps<V>) {
  const name = useId();
  return (
    <div className="survey-question">
      <fieldset className="survey-choices">
        <legend className="choices-legend">{legend}</legend>
        {choices.map((choice) => (
          <label key={choice.value} className="choice" data-chosen={choice.value === value}>
            <input type="radio" name={name} checked={choice.value === value} onChange={() => onChoose(choice.value)} />
            <span>{choice.name}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}

const levelChoices = [...levelNames, noOpinion];

type FactorProps = { factor: FactorQuestions; levels: Levels; onChoose: (key: Criterion, level: number) => void };

/** The criteria of one factor on one card. */
export function FactorCard({ factor, levels, onChoose }: FactorProps) {
  const titleId = useId();
  return (
    <section className="card" aria-labelledby={titleId}>
      <h3 id={titleId} className="section-title">
        {factor.lead}
      </h3>
      {factor.criteria.map(({ key, statement }) => (
        <Radios
          key={key}
          legend={statement}
          choices={levelChoices}
          value={levels[key]}
          onChoose={(level: number) => onChoose(key, level)}
        />
      ))}
    </section>
  );
}

type FactsProps = { facts: Facts; onChange: (facts: Facts) => void };

/** What happened. Whether there was an apology is asked only of whom the office was late with. */
export function FactsCard({ facts, onChange }: FactsProps) {
  return (
    <section className="card" aria-label="Việc đã diễn ra">
      <Radios legend={factQuestions.trips} choices={tripChoices} value={facts.trips} onChoose={(trips) => onChange({ ...facts, trips })} />
      <Radios
        legend={factQuestions.trouble}
        choices={yesNo}
        value={facts.trouble}
        onChoose={(trouble) => onChange({ ...facts, trouble })}
      />
      <Radios
        legend={factQuestions.extraPayment}
        choices={yesNo}
        value={facts.extraPayment}
        onChoose={(extraPayment) => onChange({ ...facts, extraPayment })}
      />
      {(facts.trouble === 'yes' || facts.extraPayment === 'yes') && (
        <p className="quiet">
          Phiếu này không ghi tên nên xã không xem lại từng việc được. Muốn xã xử lý, xin <Link to="/reports/new">gửi phản ánh</Link> hoặc{' '}
          <Link to="/guidance/denunciation">xem cách tố cáo</Link>.
        </p>
      )}
      <Radios legend={factQuestions.late} choices={lateChoices} value={facts.late} onChoose={(late) => onChange({ ...facts, late })} />
      {facts.late === 'yes' && (
        <Radios
          legend={factQuestions.apology}
          choices={yesNo}
          value={facts.apology}
          onChoose={(apology) => onChange({ ...facts, apology })}
        />
      )}
    </section>
  );
}
