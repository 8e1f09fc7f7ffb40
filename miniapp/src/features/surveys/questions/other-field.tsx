import { surveyLimits } from 'backend/contracts/survey-questions';
import { Field } from '../../../components/field.js';

/** The words to "khác (ghi rõ)". */
export function OtherField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return <Field label="Xin ghi rõ" value={value} maxLength={surveyLimits.otherText} onChange={onChange} />;
}
