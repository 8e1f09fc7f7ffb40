import './surveys.css';
import type { OpenSurvey } from 'backend/contracts/surveys';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';
import { spokenInstant } from '../../days.js';

type SurveyRowProps = { survey: Pick<OpenSurvey, 'id' | 'title' | 'minutes' | 'questions' | 'closesAt' | 'state' | 'full'> };

const stateWords = { draft: 'Đang trả lời dở', answered: 'Ông/bà đã trả lời' } as const;

/** One survey in a list. */
export function SurveyRow({ survey: { id, title, minutes, questions, closesAt, state, full } }: SurveyRowProps) {
  return (
    <Link to={`/surveys/${id}`} className="row">
      <span className="row-words">
        <span className="row-name">{title}</span>
        {state !== 'new' && (
          <span className="survey-row-state" data-state={state}>
            {stateWords[state]}
          </span>
        )}
        {full && state !== 'answered' ? (
          <span className="quiet">Đã đủ số người trả lời</span>
        ) : (
          state !== 'answered' && (
            <span className="quiet">
              Khoảng {minutes} phút · {questions} câu
            </span>
          )
        )}
        <span className="quiet">Đến {spokenInstant(closesAt)}</span>
      </span>
      <ChevronRight aria-hidden="true" size={22} />
    </Link>
  );
}
