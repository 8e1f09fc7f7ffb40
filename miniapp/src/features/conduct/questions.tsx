import './conduct.css';
import { type ConductAnswer, type ConductItem, type conductGroups, notRated, satisfactions } from 'backend/contracts/conduct';
import { Angry, Frown, Laugh, type LucideIcon, Meh, Smile } from 'lucide-react';
import { useId } from 'react';
import { Link } from 'react-router-dom';

const faces: Readonly<Record<number, LucideIcon>> = { 5: Laugh, 4: Smile, 3: Meh, 2: Frown, 1: Angry };

type OverallProps = { value: number | null; onChoose: (value: number) => void; fault: string | undefined };

/** On the whole: five faces, each with its words. */
export function Overall({ value, onChoose, fault }: OverallProps) {
  const name = useId();
  return (
    <fieldset
      className="choices faces"
      tabIndex={-1}
      {...(fault === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${name}-fault` })}
    >
      <legend className="choices-legend">Nhìn chung, ông/bà có hài lòng với cách cán bộ tiếp đón không?</legend>
      {satisfactions.map((one) => {
        const Face = faces[one.value] ?? Meh;
        return (
          <label key={one.value} className="choice face" data-chosen={one.value === value}>
            <input type="radio" name={name} checked={one.value === value} onChange={() => onChoose(one.value)} />
            <Face aria-hidden="true" size={32} />
            <span className="choice-name">{one.name}</span>
          </label>
        );
      })}
      {fault !== undefined && (
        <p id={`${name}-fault`} className="field-fault">
          {fault}
        </p>
      )}
    </fieldset>
  );
}

type Group = (typeof conductGroups)[number];
type GroupProps = {
  group: Group;
  answers: Partial<Record<ConductItem, ConductAnswer>>;
  onAnswer: (item: ConductItem, answer: ConductAnswer) => void;
};

/** The questions of one group on one card. */
export function ConductQuestions({ group, answers, onAnswer }: GroupProps) {
  const titleId = useId();
  return (
    <section className="card" aria-labelledby={titleId}>
      <h3 id={titleId} className="section-title">
        {group.lead}
      </h3>
      {group.items.map(({ key, question, unsure }) => (
        <div key={key} className="conduct-question">
          <Question question={question} unsure={unsure} value={answers[key] ?? null} onChoose={(answer) => onAnswer(key, answer)} />
        </div>
      ))}
      {group.key === 'never' && (
        <div>
          <p className="quiet">Gặp chuyện {notRated.join('; ')}? Việc ấy không góp ý ở đây mà phải tố cáo, tên của ông/bà được giữ kín.</p>
          <Link to="/guidance/denunciation" className="more-link">
            Xem cách tố cáo
          </Link>
        </div>
      )}
    </section>
  );
}

type QuestionProps = { question: string; unsure: string; value: ConductAnswer | null; onChoose: (answer: ConductAnswer) => void };

function Question({ question, unsure, value, onChoose }: QuestionProps) {
  const name = useId();
  const choices: { answer: ConductAnswer; words: string }[] = [
    { answer: 'yes', words: 'Có' },
    { answer: 'no', words: 'Không' },
    { answer: 'unsure', words: unsure },
  ];
  return (
    <fieldset className="answers">
      <legend className="choices-legend">{question}</legend>
      {choices.map(({ answer, words }) => (
        <label key={answer} className="choice" data-chosen={answer === value}>
          <input type="radio" name={name} checked={answer === value} onChange={() => onChoose(answer)} />
          <span className={answer === 'unsure' ? undefined : 'choice-name'}>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
