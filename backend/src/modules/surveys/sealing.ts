import type { SurveyAnswers } from '../../contracts/survey-questions.js';
import type { AnswerTimes } from '../../contracts/surveys.js';

/** What lies sealed: the answers, and under which draft their photographs were uploaded. */
export type Words = { answers: SurveyAnswers; mediaDraft: string | null };
/** What somebody has answered so far, with when each question was answered last. */
export type DraftWords = Words & { times: AnswerTimes };
/** What lies with who took part in an anonymous survey: the words, and under which random id they will stand. */
export type Pending = { id: string; answers: SurveyAnswers };

export type Sealer<T> = { seal(words: T, survey: string): string; open(sealed: string, survey: string): T | null };
export type Sealers = { draft: Sealer<DraftWords>; answer: Sealer<Words>; pending: Sealer<Pending> };
