import { useEffect, useState } from 'react';
import { questionElementId } from '../../features/surveys/questions/question-props.js';

/** Leads to a question whose answer has a fault: to the field that has it, or to the question itself. Answers with what is called each time. */
export function useFocusQuestion(): (key: string) => void {
  const [wanted, setWanted] = useState<{ key: string } | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    const question = document.getElementById(questionElementId(wanted.key));
    const field = question?.querySelector<HTMLElement>('input[aria-invalid="true"], textarea[aria-invalid="true"]');
    (field ?? question)?.focus();
    question?.scrollIntoView({ block: 'start' });
  }, [wanted]);
  return (key) => setWanted({ key });
}
