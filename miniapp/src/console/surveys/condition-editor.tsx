import { otherChoice } from 'backend/contracts/survey-paths';
import type { Condition, Question } from 'backend/contracts/survey-questions';
import { Plus, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { inVietnam } from '../../days.js';
import { Checks, DayField, SelectField } from '../fields.js';
import {
  comparedWith,
  conditionOf,
  type Group,
  type Relation,
  type Rule,
  relationOf,
  relationsOf,
  rulesOf,
  type Sentence,
  usualSentence,
  withRelation,
  withValue,
} from './conditions.js';
import { DecimalField } from './decimal-field.js';

/** A question that may be spoken of: one that stands before. */
export type Earlier = { question: Question; number: number };

type ConditionEditorProps = {
  when: Condition | null;
  earlier: readonly Earlier[];
  /** "câu này", "phần này". */
  what: string;
  onChange: (when: Condition | null) => void;
};

/** When something is asked, put together from sentences; nobody writes code. */
export function ConditionEditor({ when, earlier, what, onChange }: ConditionEditorProps) {
  const group = rulesOf(when);
  const first = earlier.at(-1);
  if (group.parts.length === 0)
    return first === undefined ? (
      <p className="quiet">Chưa có câu nào đứng trước để dựa vào.</p>
    ) : (
      <div className="desk-survey-rule-start">
        <p className="quiet">Bây giờ ai cũng được hỏi {what}.</p>
        <button
          type="button"
          className="desk-tool"
          onClick={() => onChange(conditionOf(usualSentence(first.question, inVietnam(new Date()).day)))}
        >
          <Plus aria-hidden="true" size={18} />
          Chỉ hỏi khi…
        </button>
      </div>
    );
  return (
    <div className="desk-survey-rules">
      <GroupEditor
        group={group}
        lead={`Chỉ hỏi ${what} khi`}
        earlier={earlier}
        depth={1}
        onChange={(next) => onChange(next === null ? null : conditionOf(next))}
      />
    </div>
  );
}

type GroupEditorProps = { group: Group; lead: string; earlier: readonly Earlier[]; depth: number; onChange: (group: Group | null) => void };

function GroupEditor({ group, lead, earlier, depth, onChange }: GroupEditorProps) {
  const today = inVietnam(new Date()).day;
  const last = earlier.at(-1);
  const withPart = (place: number, part: Rule | null) => {
    const parts = group.parts.flatMap((one, other) => (other !== place ? [one] : part === null ? [] : [part]));
    onChange(parts.length === 0 ? null : { ...group, parts });
  };
  const add = (part: Rule) => onChange({ ...group, parts: [...group.parts, part] });
  return (
    <fieldset className="desk-survey-group">
      <legend className="field-label">{lead}</legend>
      {group.parts.length > 1 && (
        <SelectField
          label="Các điều dưới đây"
          value={`${group.isNot ? 'not-' : ''}${group.joint}`}
          choices={[
            { value: 'all', name: 'đều đúng (và)' },
            { value: 'any', name: 'đúng ít nhất một (hoặc)' },
            { value: 'not-all', name: 'không cùng đúng' },
            { value: 'not-any', name: 'không điều nào đúng' },
          ]}
          onChange={(value) => onChange({ ...group, isNot: value.startsWith('not-'), joint: value.endsWith('all') ? 'all' : 'any' })}
        />
      )}
      {group.parts.length === 1 && group.isNot && <p className="quiet">Điều dưới đây không đúng:</p>}
      {group.parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sentence has no name of its own, and its fields hold no state
        <div key={place} className="desk-survey-part">
          {place > 0 && <p className="desk-survey-joint">{group.joint === 'all' ? 'và' : 'hoặc'}</p>}
          {part.kind === 'sentence' ? (
            <SentenceEditor sentence={part} earlier={earlier} onChange={(next) => withPart(place, next)} />
          ) : (
            <GroupEditor
              group={part}
              lead="Nhóm điều kiện"
              earlier={earlier}
              depth={depth + 1}
              onChange={(next) => withPart(place, next)}
            />
          )}
        </div>
      ))}
      {last !== undefined && (
        <p className="desk-survey-rule-acts">
          <button type="button" className="desk-tool" onClick={() => add(usualSentence(last.question, today))}>
            <Plus aria-hidden="true" size={18} />
            Thêm điều kiện
          </button>
          {depth === 1 && group.parts.length > 0 && (
            <button
              type="button"
              className="desk-tool"
              onClick={() =>
                add({
                  kind: 'group',
                  joint: group.joint === 'all' ? 'any' : 'all',
                  isNot: false,
                  parts: [usualSentence(last.question, today), usualSentence(last.question, today)],
                })
              }
            >
              <Plus aria-hidden="true" size={18} />
              Thêm nhóm {group.joint === 'all' ? '(hoặc)' : '(và)'}
            </button>
          )}
        </p>
      )}
    </fieldset>
  );
}

const title = ({ question, number }: Earlier) => `Câu ${number}. ${question.title === '' ? 'Chưa ghi câu hỏi' : question.title}`;

type SentenceEditorProps = { sentence: Sentence; earlier: readonly Earlier[]; onChange: (sentence: Sentence | null) => void };

function SentenceEditor({ sentence, earlier, onChange }: SentenceEditorProps) {
  const today = inVietnam(new Date()).day;
  const { leaf } = sentence;
  const asked = earlier.find(({ question }) => question.key === leaf.question)?.question;
  const choices = useMemo(() => earlier.map((one) => ({ value: one.question.key, name: title(one) })), [earlier]);
  return (
    <div className="desk-survey-sentence">
      <SelectField
        label="Câu"
        value={asked === undefined ? '' : leaf.question}
        choices={asked === undefined ? [{ value: '', name: 'Câu này đã xóa hoặc đứng sau. Xin chọn lại' }, ...choices] : choices}
        onChange={(key) => {
          const next = earlier.find(({ question }) => question.key === key);
          if (next !== undefined) onChange(usualSentence(next.question, today));
        }}
      />
      {asked !== undefined && (
        <>
          {asked.type === 'matrix' && (leaf.kind === 'equals' || leaf.kind === 'in') && (
            <SelectField
              label="Dòng"
              value={leaf.row ?? ''}
              choices={asked.rows.map(({ key, label }) => ({ value: key, name: label === '' ? 'Dòng chưa ghi chữ' : label }))}
              onChange={(row) => onChange({ ...sentence, leaf: { ...leaf, row } })}
            />
          )}
          <SelectField
            label="Điều kiện"
            value={relationOf(sentence)}
            choices={relationsOf(asked)}
            onChange={(relation) => onChange(withRelation(sentence, asked, relation as Relation, today))}
          />
          <ValueField sentence={sentence} asked={asked} onChange={onChange} />
        </>
      )}
      <button type="button" className="desk-tool" onClick={() => onChange(null)}>
        <Trash2 aria-hidden="true" size={18} />
        Bỏ điều kiện này
      </button>
    </div>
  );
}

function choicesOf(asked: Question): { value: string; name: string }[] {
  const list =
    asked.type === 'single' || asked.type === 'multiple' || asked.type === 'ranking'
      ? asked.options
      : asked.type === 'matrix'
        ? asked.columns
        : [];
  const named = list.map(({ key, label }, place) => ({ value: key, name: label === '' ? `Ý ${place + 1} (chưa ghi chữ)` : label }));
  return (asked.type === 'single' || asked.type === 'multiple') && asked.allowOther
    ? [...named, { value: otherChoice, name: 'Khác (ghi rõ)' }]
    : named;
}

type ValueFieldProps = { sentence: Sentence; asked: Question; onChange: (sentence: Sentence) => void };

/** What the answer is compared with. */
function ValueField({ sentence, asked, onChange }: ValueFieldProps) {
  const { leaf } = sentence;
  const value = comparedWith(leaf);
  if (value === null) return null;
  const say = (next: string | number) => onChange({ ...sentence, leaf: withValue(leaf, next) });
  const choices = choicesOf(asked);
  if (leaf.kind === 'in')
    return (
      <Checks
        legend="Một trong"
        choices={choices}
        chosen={leaf.values.filter((one): one is string => typeof one === 'string')}
        onChange={(values) => values.length > 0 && onChange({ ...sentence, leaf: { ...leaf, values } })}
      />
    );
  if (choices.length > 0) {
    const isKnown = choices.some((choice) => choice.value === value);
    return (
      <SelectField
        label="Ý"
        value={isKnown ? String(value) : ''}
        choices={isKnown ? choices : [{ value: '', name: 'Ý này đã xóa. Xin chọn lại' }, ...choices]}
        onChange={say}
      />
    );
  }
  if (asked.type === 'date') return <DayField label="Ngày" value={String(value)} onChange={(day) => day !== '' && say(day)} />;
  if (asked.type === 'scale' || asked.type === 'rating') {
    const [from, to] = asked.type === 'scale' ? [asked.from, asked.to] : [1, 5];
    const steps = Array.from({ length: to - from + 1 }, (_, place) => String(from + place));
    return (
      <SelectField
        label={asked.type === 'rating' ? 'Số sao' : 'Mức'}
        value={String(value)}
        choices={steps.map((step) => ({ value: step, name: step }))}
        onChange={(step) => say(Number(step))}
      />
    );
  }
  return (
    <DecimalField
      label="Số"
      value={typeof value === 'number' ? value : 0}
      decimals={asked.type === 'number' ? asked.decimals : 0}
      onChange={(next) => next !== null && say(next)}
    />
  );
}
