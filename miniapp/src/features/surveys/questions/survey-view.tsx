import './questions.css';
import type { Question, SurveyAnswer, SurveyAnswers, SurveyForm } from 'backend/contracts/survey-questions';
import { type ReactNode, useId } from 'react';
import { type Asked, askedOf } from './asked.js';
import type { PhotoWays } from './question-props.js';
import { QuestionView } from './question-view.js';

type SurveyViewProps = {
  form: SurveyForm;
  answers: SurveyAnswers;
  /** Always the same function; `undefined` takes an answer back. */
  onAnswer: (key: string, answer: SurveyAnswer | undefined) => void;
  /** One question, one section, or everything that is asked. What is not asked of somebody who answered so is not shown. */
  show: { question: string } | { section: string } | 'all';
  /** What is wrong, by question; only what shall be said now. */
  faults?: Readonly<Record<string, string>>;
  /** The photographs of a question of that type. */
  photosOf: (question: Question) => PhotoWays;
};

/** One question of a survey, or several under the headings of their sections, along the way that the answers open. */
export function SurveyView({ form, answers, onAnswer, show, faults = {}, photosOf }: SurveyViewProps) {
  const asked = askedOf(form, answers);
  const view = ({ question, number }: Asked, isOnly: boolean) => (
    <QuestionView
      key={question.key}
      question={question}
      answer={answers[question.key]}
      onAnswer={onAnswer}
      fault={faults[question.key]}
      number={isOnly ? null : number}
      photos={question.type === 'photo' ? photosOf(question) : noPhotos}
    />
  );
  if (show !== 'all' && 'question' in show) {
    const one = asked.find(({ question }) => question.key === show.question);
    return one === undefined ? null : <div className="survey-one">{view(one, true)}</div>;
  }
  const sections = show === 'all' ? form.sections : form.sections.filter(({ key }) => key === show.section);
  return (
    <div className="survey-several">
      {sections.map((section) => {
        const own = asked.filter((one) => one.section === section);
        return own.length === 0 ? null : (
          <SectionView key={section.key} title={section.title} intro={section.intro}>
            {own.map((one) => view(one, false))}
          </SectionView>
        );
      })}
    </div>
  );
}

const noPhotos: PhotoWays = { photos: [], busy: false, fault: null, onPhoto: () => undefined, onRemove: () => undefined };

function SectionView({ title, intro, children }: { title: string; intro: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="survey-section" {...(title === '' ? {} : { 'aria-labelledby': id })}>
      {title !== '' && (
        <h2 id={id} className="survey-section-title">
          {title}
        </h2>
      )}
      {intro !== '' && <p className="survey-section-intro">{intro}</p>}
      {children}
    </section>
  );
}
