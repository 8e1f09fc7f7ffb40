import type { SurveyAnswers } from '../../contracts/survey-questions.js';

/** What lies sealed: the answers, and under which draft their photographs were uploaded. */
export type Words = { answers: SurveyAnswers; mediaDraft: string | null };
/** What lies with who took part in an anonymous survey: the words, and under which random id they will stand. */
export type Pending = { id: string; answers: SurveyAnswers };

export type Sealer<T> = { seal(words: T, survey: string): string; open(sealed: string, survey: string): T | null };
export type Sealers = { draft: Sealer<Words>; answer: Sealer<Words>; pending: Sealer<Pending> };
