import type { Question, SurveyAnswer } from 'backend/contracts/survey-questions';
import { memo } from 'react';
import { ConsentQuestion } from './consent-question.js';
import { DateQuestion } from './date-question.js';
import { LongTextQuestion } from './long-text-question.js';
import { MatrixQuestion } from './matrix-question.js';
import { MultipleQuestion } from './multiple-question.js';
import { NumberQuestion } from './number-question.js';
import { PhotoQuestion } from './photo-question.js';
import type { AnswerOf, PhotoWays } from './question-props.js';
import { RankingQuestion } from './ranking-question.js';
import { RatingQuestion } from './rating-question.js';
import { ScaleQuestion } from './scale-question.js';
import { ShortTextQuestion } from './short-text-question.js';
import { SingleQuestion } from './single-question.js';

type QuestionViewProps = {
  question: Question;
  answer: SurveyAnswer | undefined;
  /** Always the same function, so that the other questions on the screen stay as they are. */
  onAnswer: (key: string, answer: SurveyAnswer | undefined) => void;
  fault: string | undefined;
  number: number | null;
  photos: PhotoWays;
};

/** One question, as residents see it. An answer of another type, left from an earlier version, counts as none. */
export const QuestionView = memo(function QuestionView({ question, answer, onAnswer, fault, number, photos }: QuestionViewProps) {
  const shared = { fault, number, onChange: (next: SurveyAnswer | undefined) => onAnswer(question.key, next) };
  const given = <T extends Question['type']>(type: T) => (answer?.type === type ? (answer as AnswerOf<T>) : undefined);
  switch (question.type) {
    case 'single':
      return <SingleQuestion {...shared} question={question} value={given('single')} />;
    case 'multiple':
      return <MultipleQuestion {...shared} question={question} value={given('multiple')} />;
    case 'scale':
      return <ScaleQuestion {...shared} question={question} value={given('scale')} />;
    case 'matrix':
      return <MatrixQuestion {...shared} question={question} value={given('matrix')} />;
    case 'rating':
      return <RatingQuestion {...shared} question={question} value={given('rating')} />;
    case 'number':
      return <NumberQuestion {...shared} question={question} value={given('number')} />;
    case 'date':
      return <DateQuestion {...shared} question={question} value={given('date')} />;
    case 'short_text':
      return <ShortTextQuestion {...shared} question={question} value={given('short_text')} />;
    case 'long_text':
      return <LongTextQuestion {...shared} question={question} value={given('long_text')} />;
    case 'ranking':
      return <RankingQuestion {...shared} question={question} value={given('ranking')} />;
    case 'photo':
      return <PhotoQuestion {...shared} question={question} value={given('photo')} ways={photos} />;
    case 'consent':
      return <ConsentQuestion {...shared} question={question} value={given('consent')} />;
  }
});
