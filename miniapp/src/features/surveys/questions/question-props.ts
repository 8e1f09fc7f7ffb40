import type { QuestionOf, QuestionType, SurveyAnswer } from 'backend/contracts/survey-questions';

export type AnswerOf<T extends QuestionType> = Extract<SurveyAnswer, { type: T }>;

/** What each question is given: it shows `value`, tells every change at once, and never keeps an answer of its own. */
export type QuestionProps<T extends QuestionType> = {
  question: QuestionOf<T>;
  value: AnswerOf<T> | undefined;
  /** Undefined: the answer was taken back. */
  onChange: (value: AnswerOf<T> | undefined) => void;
  /** What is wrong with the answer, as a sentence; undefined while nothing is to be said. */
  fault: string | undefined;
  /** Shown before the words where several questions stand on one screen. */
  number: number | null;
};

/** Photographs of one question as they are shown; whoever keeps and sends them changes the answer. */
export type PhotoWays = {
  photos: readonly {
    key: string;
    /** Where it can be seen; null while that is not known. */
    address: string | null;
    /** It lies on this phone and is not sent yet. */
    isWaiting: boolean;
  }[];
  busy: boolean;
  fault: string | null;
  onPhoto: (files: File[]) => void;
  onRemove: (key: string) => void;
};

/** The id of a question on the page: the focus goes there. */
export const questionElementId = (key: string): string => `cau-${key}`;
