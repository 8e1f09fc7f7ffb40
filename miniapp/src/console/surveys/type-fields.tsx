import { type Question, type QuestionOf, type SurveyForm, surveyLimits } from 'backend/contracts/survey-questions';
import { Field } from '../../components/field.js';
import { DayField, NumberField, SelectField } from '../fields.js';
import type { Earlier } from './condition-editor.js';
import { DecimalField } from './decimal-field.js';
import { LabelsEditor } from './labels-editor.js';
import { OptionsEditor } from './options-editor.js';
import { labelSets, withSteps } from './question-kinds.js';
import { nextKey } from './survey-keys.js';

type TypeFieldsProps = {
  form: SurveyForm;
  question: Question;
  /** Where a choice may lead to. */
  later: readonly Earlier[];
  onChange: (change: (question: Question) => Question) => void;
};

/** What belongs to the way a question is answered. */
export function TypeFields({ form, question, later, onChange }: TypeFieldsProps) {
  /** Every change begins with the question as it is by then; were it of another type by then, nothing happens. */
  const change = <Q extends Question>(_: Q, part: Partial<Q>) =>
    onChange((before) => (before.type === question.type ? ({ ...before, ...part } as Question) : before));
  switch (question.type) {
    case 'single':
    case 'multiple':
      return (
        <>
          <OptionsEditor form={form} question={question} later={later} onChange={(part) => change(question, part)} />
          {question.type === 'multiple' && (
            <div className="desk-survey-pair">
              <NumberField
                label="Chọn ít nhất"
                min={0}
                max={surveyLimits.options}
                value={String(question.min)}
                onChange={(typed) => change(question, { min: wholeOf(typed, 0) ?? 0 })}
              />
              <NumberField
                label="Chọn nhiều nhất"
                hint="Để trống là bao nhiêu cũng được."
                min={1}
                max={surveyLimits.options}
                value={question.max === null ? '' : String(question.max)}
                onChange={(typed) => change(question, { max: wholeOf(typed, 1) })}
              />
            </div>
          )}
        </>
      );
    case 'scale':
      return <ScaleFields question={question} onChange={(part) => change(question, part)} />;
    case 'matrix':
      return (
        <>
          <LabelsEditor
            legend="Các dòng (việc được hỏi)"
            one="dòng"
            list={question.rows}
            most={surveyLimits.rows}
            fresh={(taken) => ({ key: nextKey('dong', taken, form), label: '' })}
            onChange={(rows) => change(question, { rows })}
          />
          <LabelsEditor
            legend="Các cột (mức để chọn)"
            one="cột"
            list={question.columns}
            most={surveyLimits.columns}
            fresh={(taken) => ({ key: nextKey('cot', taken, form), label: '' })}
            onChange={(columns) => change(question, { columns })}
          />
        </>
      );
    case 'number':
      return <NumberFields question={question} onChange={(part) => change(question, part)} />;
    case 'date':
      return (
        <div className="desk-survey-pair">
          <DayField
            label="Sớm nhất (có thể bỏ trống)"
            value={question.min ?? ''}
            onChange={(day) => change(question, { min: day === '' ? null : day })}
          />
          <DayField
            label="Muộn nhất (có thể bỏ trống)"
            value={question.max ?? ''}
            onChange={(day) => change(question, { max: day === '' ? null : day })}
          />
        </div>
      );
    case 'ranking':
      return (
        <>
          <LabelsEditor
            legend="Các ý để xếp thứ tự"
            one="ý"
            list={question.options}
            most={15}
            fresh={(taken) => ({ key: nextKey('y', taken, form), label: '' })}
            onChange={(options) => change(question, { options })}
          />
          <NumberField
            label="Số ý cần xếp"
            hint="Để trống là xếp hết."
            min={1}
            max={15}
            value={question.most === null ? '' : String(question.most)}
            onChange={(typed) => change(question, { most: wholeOf(typed, 1, 15) })}
          />
        </>
      );
    case 'photo':
      return (
        <SelectField
          label="Nhiều nhất"
          value={String(question.max)}
          choices={Array.from({ length: surveyLimits.photos }, (_, place) => ({ value: String(place + 1), name: `${place + 1} ảnh` }))}
          onChange={(typed) => change(question, { max: Number(typed) })}
        />
      );
    case 'consent':
      return (
        <Field
          label="Nội dung để đồng ý"
          rows={4}
          value={question.statement}
          maxLength={1_000}
          onChange={(statement) => change(question, { statement })}
        />
      );
    default:
      return null;
  }
}

/** A whole number as typed, within bounds; null when none stands there. */
function wholeOf(typed: string, least: number, most: number = surveyLimits.options): number | null {
  const value = Number(typed);
  return typed === '' || !Number.isInteger(value) || value < least ? null : Math.min(value, most);
}

type OfType<T extends Question['type']> = {
  question: QuestionOf<T>;
  onChange: (part: Partial<QuestionOf<T>>) => void;
};

function ScaleFields({ question, onChange }: OfType<'scale'>) {
  const isNamed = question.allLabels.length > 0;
  const count = question.to - question.from + 1;
  return (
    <>
      <div className="desk-survey-pair">
        <SelectField
          label="Thang"
          value={String(question.from)}
          choices={[
            { value: '1', name: 'Từ 1 đến 5' },
            { value: '0', name: 'Từ 0 đến 10' },
          ]}
          onChange={(from) => onChange(withSteps(question, from === '0' ? 0 : 1))}
        />
        <SelectField
          label="Tên các mức"
          value={isNamed ? 'all' : 'ends'}
          choices={[
            { value: 'ends', name: 'Chỉ đặt tên hai đầu' },
            { value: 'all', name: 'Đặt tên từng mức' },
          ]}
          onChange={(kind) => onChange({ allLabels: kind === 'all' ? Array.from({ length: count }, () => '') : [] })}
        />
      </div>
      {isNamed ? (
        <>
          {question.to === 5 && (
            <p className="desk-survey-sets">
              <span className="field-hint">Dùng sẵn:</span>
              {labelSets.map(({ name, labels }) => (
                <button key={name} type="button" className="desk-tool" onClick={() => onChange({ allLabels: [...labels] })}>
                  {name}
                </button>
              ))}
            </p>
          )}
          {question.allLabels.map((label, place) => (
            <Field
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              key={place}
              label={`Mức ${question.from + place}`}
              value={label}
              maxLength={60}
              onChange={(next) => onChange({ allLabels: question.allLabels.map((one, other) => (other === place ? next : one)) })}
            />
          ))}
        </>
      ) : (
        <div className="desk-survey-pair">
          <Field
            label={`Mức ${question.from} nghĩa là`}
            value={question.lowLabel}
            maxLength={60}
            onChange={(lowLabel) => onChange({ lowLabel })}
          />
          <Field
            label={`Mức ${question.to} nghĩa là`}
            value={question.highLabel}
            maxLength={60}
            onChange={(highLabel) => onChange({ highLabel })}
          />
        </div>
      )}
    </>
  );
}

function NumberFields({ question, onChange }: OfType<'number'>) {
  return (
    <>
      <div className="desk-survey-pair">
        <DecimalField label="Nhỏ nhất" value={question.min} decimals={question.decimals} onChange={(min) => onChange({ min })} />
        <DecimalField label="Lớn nhất" value={question.max} decimals={question.decimals} onChange={(max) => onChange({ max })} />
        <SelectField
          label="Chữ số sau dấu phẩy"
          value={String(question.decimals)}
          choices={[0, 1, 2, 3].map((decimals) => ({
            value: String(decimals),
            name: decimals === 0 ? 'Không có (số nguyên)' : String(decimals),
          }))}
          onChange={(typed) => onChange({ decimals: Number(typed) })}
        />
      </div>
      <Field label="Đơn vị (người, m², đồng…)" value={question.unit} maxLength={30} onChange={(unit) => onChange({ unit })} />
    </>
  );
}
