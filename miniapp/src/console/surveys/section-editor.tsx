import type { Section, SurveyForm } from 'backend/contracts/survey-questions';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { Field } from '../../components/field.js';
import { ConditionEditor } from './condition-editor.js';

type SectionEditorProps = {
  form: SurveyForm;
  section: Section;
  wordsOnly: boolean;
  onChange: (part: Partial<Pick<Section, 'title' | 'intro' | 'when'>>) => void;
  acts: { move: (by: -1 | 1) => void; drop: () => void };
};

/** A section: its heading, its first words, and when it is asked at all. */
export function SectionEditor({ form, section, wordsOnly, onChange, acts }: SectionEditorProps) {
  const place = form.sections.indexOf(section);
  const earlier = form.sections
    .slice(0, place)
    .flatMap(({ questions }) => questions)
    .map((question, number) => ({ question, number: number + 1 }));
  return (
    <section className="desk-survey-editor" aria-labelledby="survey-editor-title">
      <div className="desk-survey-editor-head">
        <h2 id="survey-editor-title" className="section-title">
          Phần {place + 1}
        </h2>
        {!wordsOnly && form.sections.length > 1 && (
          <span className="desk-survey-acts">
            <button
              type="button"
              className="desk-survey-icon"
              aria-label="Chuyển phần này lên"
              title="Chuyển phần này lên"
              aria-disabled={place === 0}
              onClick={() => acts.move(-1)}
            >
              <ArrowUp aria-hidden="true" size={20} />
            </button>
            <button
              type="button"
              className="desk-survey-icon"
              aria-label="Chuyển phần này xuống"
              title="Chuyển phần này xuống"
              aria-disabled={place === form.sections.length - 1}
              onClick={() => acts.move(1)}
            >
              <ArrowDown aria-hidden="true" size={20} />
            </button>
            <button
              type="button"
              className="desk-survey-icon"
              aria-label={`Xóa phần này và ${section.questions.length} câu trong đó`}
              title={`Xóa phần này và ${section.questions.length} câu trong đó`}
              onClick={acts.drop}
            >
              <Trash2 aria-hidden="true" size={20} />
            </button>
          </span>
        )}
      </div>
      <Field label="Tên phần (có thể bỏ trống)" value={section.title} maxLength={200} onChange={(title) => onChange({ title })} />
      <Field label="Lời dẫn (có thể bỏ trống)" rows={4} value={section.intro} maxLength={1_000} onChange={(intro) => onChange({ intro })} />
      {!wordsOnly && (earlier.length > 0 || section.when !== null) && (
        <details className="desk-fold" open={section.when !== null}>
          <summary>Khi nào hỏi phần này</summary>
          <ConditionEditor when={section.when} earlier={earlier} what="phần này" onChange={(when) => onChange({ when })} />
        </details>
      )}
    </section>
  );
}
