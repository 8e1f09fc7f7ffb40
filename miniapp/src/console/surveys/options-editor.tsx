import { type QuestionOf, type SurveyForm, type SurveyOption, surveyLimits } from 'backend/contracts/survey-questions';
import { useState } from 'react';
import { SelectField } from '../fields.js';
import type { Earlier } from './condition-editor.js';
import { LabelsEditor } from './labels-editor.js';
import { nextKey } from './survey-keys.js';

type OptionsEditorProps = {
  form: SurveyForm;
  question: QuestionOf<'single'> | QuestionOf<'multiple'>;
  later: readonly Earlier[];
  onChange: (part: { options?: SurveyOption[]; allowOther?: boolean }) => void;
};

const onward = '';
const end = 'end';
const keyOfJump = ({ next }: SurveyOption): string => (next === null ? onward : next.to === 'end' ? end : `q ${next.question}`);

/** What can be chosen; of one choice also where it leads, of several which one is chosen alone. */
export function OptionsEditor({ form, question, later, onChange }: OptionsEditorProps) {
  const isSingle = question.type === 'single';
  const [wantsJumps, setWantsJumps] = useState(() => isSingle && question.options.some(({ next }) => next !== null));
  const showsJumps = isSingle && (wantsJumps || question.options.some(({ next }) => next !== null));
  const targets = [
    { value: onward, name: 'Hỏi tiếp câu sau' },
    { value: end, name: 'Kết thúc khảo sát' },
    ...later.map(({ question: { key, title }, number }) => ({
      value: `q ${key}`,
      name: `Nhảy tới câu ${number}. ${title === '' ? 'Chưa ghi câu hỏi' : title}`,
    })),
  ];
  return (
    <>
      <LabelsEditor<SurveyOption>
        legend="Các ý để chọn"
        one="ý"
        list={question.options}
        most={surveyLimits.options}
        fresh={(taken) => ({ key: nextKey('y', taken, form), label: '', exclusive: false, next: null })}
        onChange={(options) => onChange({ options })}
        {...(showsJumps
          ? {
              more: (option: SurveyOption, change: (part: Partial<SurveyOption>) => void) => {
                const value = keyOfJump(option);
                const isKnown = targets.some((target) => target.value === value);
                return (
                  <SelectField
                    label="Chọn ý này thì"
                    value={isKnown ? value : 'lost'}
                    choices={
                      isKnown ? targets : [{ value: 'lost', name: 'Nhảy tới câu không còn, hoặc đứng trước. Xin chọn lại' }, ...targets]
                    }
                    onChange={(chosen) =>
                      chosen !== 'lost' &&
                      change({
                        next: chosen === onward ? null : chosen === end ? { to: 'end' } : { to: 'question', question: chosen.slice(2) },
                      })
                    }
                  />
                );
              },
            }
          : question.type === 'multiple'
            ? {
                more: (option: SurveyOption, change: (part: Partial<SurveyOption>) => void) => (
                  <label className="desk-check desk-survey-alone">
                    <input type="checkbox" checked={option.exclusive} onChange={() => change({ exclusive: !option.exclusive })} />
                    <span>Chỉ chọn một mình (như “Không có ý nào”)</span>
                  </label>
                ),
              }
            : {})}
      />
      <label className="desk-check">
        <input type="checkbox" checked={question.allowOther} onChange={() => onChange({ allowOther: !question.allowOther })} />
        <span>Thêm ý “Khác (ghi rõ)”</span>
      </label>
      {isSingle && !showsJumps && (
        <button type="button" className="desk-tool desk-survey-add" onClick={() => setWantsJumps(true)}>
          Chọn ý nào thì hỏi câu nào…
        </button>
      )}
    </>
  );
}
