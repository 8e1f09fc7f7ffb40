import type { QuestionOf } from 'backend/contracts/survey-questions';

/** The steps of a scale with what each is called; the ends where only they have names. */
export function stepsOf(question: Pick<QuestionOf<'scale'>, 'from' | 'to' | 'lowLabel' | 'highLabel' | 'allLabels'>): {
  value: number;
  label: string;
}[] {
  return Array.from({ length: question.to - question.from + 1 }, (_, place) => {
    const value = question.from + place;
    const end = value === question.from ? question.lowLabel : value === question.to ? question.highLabel : '';
    return { value, label: question.allLabels[place] || end };
  });
}
