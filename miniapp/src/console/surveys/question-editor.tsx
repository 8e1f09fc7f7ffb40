import type { Question, SurveyForm } from 'backend/contracts/survey-questions';
import { ArrowDown, ArrowUp, Copy, Trash2 } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import { SelectField } from '../fields.js';
import { ConditionEditor, type Earlier } from './condition-editor.js';
import { conditionWords } from './conditions.js';
import { type OfQuestion, withoutNumber } from './findings.js';
import { asType, typeWords } from './question-kinds.js';
import { TypeFields } from './type-fields.js';

type QuestionEditorProps = {
  form: SurveyForm;
  numbers: ReadonlyMap<string, number>;
  question: Question;
  /** The section it stands in. */
  section: string;
  found: OfQuestion | undefined;
  wordsOnly: boolean;
  onChange: (change: (question: Question) => Question) => void;
  acts: { move: (by: -1 | 1) => void; moveTo: (section: string) => void; copy: () => void; drop: () => void };
};

/** One question: what is asked, how it is answered, and when it is asked. */
export function QuestionEditor({ form, numbers, question, section, found, wordsOnly, onChange, acts }: QuestionEditorProps) {
  const number = numbers.get(question.key) ?? 0;
  const all = useMemo(() => form.sections.flatMap(({ questions }) => questions), [form]);
  const earlier: Earlier[] = all.slice(0, number - 1).map((one, place) => ({ question: one, number: place + 1 }));
  const later: Earlier[] = all.slice(number).map((one, place) => ({ question: one, number: number + place + 1 }));
  const heading = useRef<HTMLHeadingElement>(null);
  const set = (part: Partial<Pick<Question, 'title' | 'help' | 'required' | 'when'>>) => onChange((before) => ({ ...before, ...part }));

  useEffect(() => {
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  return (
    <section className="desk-survey-editor" aria-labelledby="survey-editor-title">
      <div className="desk-survey-editor-head">
        <h2 ref={heading} id="survey-editor-title" className="section-title">
          Câu {number}
        </h2>
        {!wordsOnly && (
          <span className="desk-survey-acts">
            <ActButton name="Chuyển câu này lên (phím u)" onPress={() => acts.move(-1)}>
              <ArrowUp aria-hidden="true" size={20} />
            </ActButton>
            <ActButton name="Chuyển câu này xuống (phím d)" onPress={() => acts.move(1)}>
              <ArrowDown aria-hidden="true" size={20} />
            </ActButton>
            <ActButton name="Nhân đôi câu này (phím c)" onPress={acts.copy}>
              <Copy aria-hidden="true" size={20} />
            </ActButton>
            <ActButton name="Xóa câu này (phím Delete)" onPress={acts.drop}>
              <Trash2 aria-hidden="true" size={20} />
            </ActButton>
          </span>
        )}
      </div>
      {found !== undefined && found.faults.length > 0 && (
        <Notice tone="danger" title="Phải sửa trước khi phát hành">
          <Sentences sentences={found.faults} />
        </Notice>
      )}
      {found !== undefined && found.warnings.length > 0 && (
        <Notice tone="attention" title="Nên xem lại">
          <Sentences sentences={found.warnings} />
        </Notice>
      )}
      <Field label="Câu hỏi" rows={2} value={question.title} maxLength={300} onChange={(text) => set({ title: oneLine(text) })} />
      <Field label="Giải thích thêm (có thể bỏ trống)" rows={2} value={question.help} maxLength={500} onChange={(help) => set({ help })} />
      {!wordsOnly && (
        <div className="desk-survey-pair">
          <SelectField
            label="Cách trả lời"
            value={question.type}
            hint={typeWords[question.type].detail}
            choices={Object.entries(typeWords).map(([value, { name }]) => ({ value, name }))}
            onChange={(type) => onChange((before) => asType(before, type as Question['type']))}
          />
          {form.sections.length > 1 && (
            <SelectField
              label="Thuộc phần"
              value={section}
              choices={form.sections.map(({ key, title }, place) => ({
                value: key,
                name: title === '' ? `Phần ${place + 1}` : `Phần ${place + 1}. ${title}`,
              }))}
              onChange={acts.moveTo}
            />
          )}
        </div>
      )}
      {!wordsOnly && (
        <label className="desk-check">
          <input type="checkbox" checked={question.required} onChange={() => set({ required: !question.required })} />
          <span>
            Cần trả lời
            <span className="quiet desk-block">
              {question.type === 'consent' ? 'Chỉ người đồng ý mới gửi được khảo sát.' : 'Không trả lời câu này thì chưa gửi được.'}
            </span>
          </span>
        </label>
      )}
      {wordsOnly ? (
        <p className="quiet">
          {typeWords[question.type].name}
          {question.when !== null && ` · chỉ hỏi khi ${conditionWords(question.when, form, numbers)}`}. Lựa chọn, điều kiện không sửa được
          nữa.
        </p>
      ) : (
        <>
          <TypeFields form={form} question={question} later={later} onChange={onChange} />
          {(earlier.length > 0 || question.when !== null) && (
            <details className="desk-fold" open={question.when !== null}>
              <summary>Khi nào hỏi câu này</summary>
              <ConditionEditor when={question.when} earlier={earlier} what="câu này" onChange={(when) => set({ when })} />
            </details>
          )}
        </>
      )}
    </section>
  );
}

/** A question is one line; Enter in its field is a space. */
export const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

function Sentences({ sentences }: { sentences: readonly string[] }) {
  return sentences.map((sentence) => <p key={sentence}>{withoutNumber(sentence)}</p>);
}

function ActButton({ name, onPress, children }: { name: string; onPress: () => void; children: ReactNode }) {
  return (
    <button type="button" className="desk-survey-icon" aria-label={name} title={name} onClick={onPress}>
      {children}
    </button>
  );
}
