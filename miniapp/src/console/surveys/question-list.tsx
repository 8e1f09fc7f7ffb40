import type { Question, Section, SurveyForm } from 'backend/contracts/survey-questions';
import { CircleAlert, GitBranch, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { OfQuestion } from './findings.js';
import { typeWords } from './question-kinds.js';

/** What is opened in the editor: a question or a section. */
export type Chosen = { kind: 'question' | 'section'; key: string };

type QuestionListProps = {
  form: SurveyForm;
  numbers: ReadonlyMap<string, number>;
  chosen: Chosen | null;
  found: ReadonlyMap<string, OfQuestion>;
  /** The conditions in words, by question or section. */
  conditions: ReadonlyMap<string, string>;
  onChoose: (chosen: Chosen) => void;
};

/** Sections and questions in their order; each row is drawn again only when something of it changed. */
export function QuestionList({ form, numbers, chosen, found, conditions, onChoose }: QuestionListProps) {
  return (
    <ol className="desk-survey-list" aria-label="Các phần và câu hỏi">
      {form.sections.map((section, place) => (
        <li key={section.key}>
          <SectionRow
            section={section}
            place={place}
            isChosen={chosen?.kind === 'section' && chosen.key === section.key}
            condition={conditions.get(section.key)}
            onChoose={onChoose}
          />
          <ol className="desk-survey-rows">
            {section.questions.map((question) => {
              const own = found.get(question.key);
              return (
                <li key={question.key}>
                  <QuestionRow
                    question={question}
                    number={numbers.get(question.key) ?? 0}
                    isChosen={chosen?.kind === 'question' && chosen.key === question.key}
                    faults={own?.faults.length ?? 0}
                    warnings={own?.warnings.length ?? 0}
                    condition={conditions.get(question.key)}
                    onChoose={onChoose}
                  />
                </li>
              );
            })}
          </ol>
          {section.questions.length === 0 && <p className="desk-survey-empty">Phần này chưa có câu nào.</p>}
        </li>
      ))}
    </ol>
  );
}

type SectionRowProps = {
  section: Section;
  place: number;
  isChosen: boolean;
  condition: string | undefined;
  onChoose: (chosen: Chosen) => void;
};

function SectionRow({ section, place, isChosen, condition, onChoose }: SectionRowProps) {
  return (
    <button
      type="button"
      className="desk-survey-section"
      aria-current={isChosen ? 'true' : undefined}
      data-key={section.key}
      onClick={() => onChoose({ kind: 'section', key: section.key })}
    >
      <span>
        Phần {place + 1}
        {section.title !== '' && `. ${section.title}`}
      </span>
      {condition !== undefined && <Condition words={condition} />}
    </button>
  );
}

type QuestionRowProps = {
  question: Question;
  number: number;
  isChosen: boolean;
  faults: number;
  warnings: number;
  condition: string | undefined;
  onChoose: (chosen: Chosen) => void;
};

const QuestionRow = memo(function QuestionRow({ question, number, isChosen, faults, warnings, condition, onChoose }: QuestionRowProps) {
  return (
    <button
      type="button"
      className="desk-survey-row"
      aria-current={isChosen ? 'true' : undefined}
      data-key={question.key}
      onClick={() => onChoose({ kind: 'question', key: question.key })}
    >
      <span className="desk-survey-row-number">{number}</span>
      <span className="desk-survey-row-words">
        <span className="desk-survey-row-title">{question.title === '' ? 'Chưa ghi câu hỏi' : question.title}</span>
        <span className="desk-under">
          {typeWords[question.type].name}
          {question.required && ' · cần trả lời'}
        </span>
        {condition !== undefined && <Condition words={condition} />}
        {faults > 0 && (
          <span className="desk-survey-fault">
            <CircleAlert aria-hidden="true" size={16} />
            {faults} chỗ phải sửa
          </span>
        )}
        {warnings > 0 && (
          <span className="desk-survey-warning">
            <TriangleAlert aria-hidden="true" size={16} />
            {warnings} chỗ nên xem
          </span>
        )}
      </span>
    </button>
  );
});

function Condition({ words }: { words: string }) {
  return (
    <span className="desk-survey-condition">
      <GitBranch aria-hidden="true" size={16} />
      <span>Chỉ hỏi khi {words}</span>
    </span>
  );
}
