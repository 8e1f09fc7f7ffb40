import { faultsOf, warningsOf } from 'backend/contracts/survey-faults';
import { type Question, type QuestionType, type SurveyForm, surveyLimits } from 'backend/contracts/survey-questions';
import { FolderPlus, Keyboard, Plus } from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { FilterChips } from '../filter-chips.js';
import { KeysDialog } from '../keys-dialog.js';
import { useKeys } from '../use-keys.js';
import { conditionWords } from './conditions.js';
import { byQuestion, type Found, type OfQuestion } from './findings.js';
import { PhonePreview } from './phone-preview.js';
import { QuestionEditor } from './question-editor.js';
import { freshQuestion, typeWords } from './question-kinds.js';
import { type Chosen, QuestionList } from './question-list.js';
import { SectionEditor } from './section-editor.js';
import {
  besideQuestion,
  type Gone,
  numbersOf,
  placeOf,
  questionOf,
  withAdded,
  withAddedTo,
  withCopy,
  withMoved,
  withMovedTo,
  withoutQuestion,
  withoutSection,
  withQuestion,
  withRestored,
  withSection,
  withSectionAdded,
  withSectionMoved,
} from './survey-edit.js';
import { nextKey } from './survey-keys.js';

type FormEditorProps = {
  form: SurveyForm;
  /** Always the same function; gets the form as it is by then. */
  onChange: (change: (form: SurveyForm) => SurveyForm) => void;
  /** What is wrong, shown beside the question it belongs to. */
  found: Found;
  title: string;
  intro: string;
  /** Published already: only words can be put right. */
  wordsOnly?: boolean;
  /** A question to open, from a fault that was pressed elsewhere. */
  opened: Chosen | null;
  /** Put aside it keeps its place, and its keys do nothing. */
  isShown?: boolean;
};

const panes = [
  { value: 'list', name: 'Các câu' },
  { value: 'edit', name: 'Soạn câu' },
  { value: 'phone', name: 'Xem thử' },
] as const;
type Pane = (typeof panes)[number]['value'];

const keys = [
  ['j k', 'câu sau, câu trước'],
  ['n', 'thêm câu hỏi'],
  ['u d', 'chuyển câu lên, xuống'],
  ['c', 'nhân đôi câu'],
  ['Delete', 'xóa câu'],
  ['z', 'lấy lại thứ vừa xóa'],
] as const;

/** What is wrong with the questions, seen as they are written. */
export function useFound(form: SurveyForm): Found {
  const settled = useDeferredValue(form);
  return useMemo(() => ({ faults: faultsOf(settled), warnings: warningsOf(settled) }), [settled]);
}

/** Questions, the one being written, and the phone: three columns on a PC, one at a time on a phone. */
export function FormEditor({ form, onChange, found, title, intro, wordsOnly = false, opened, isShown = true }: FormEditorProps) {
  const [chosen, setChosen] = useState<Chosen | null>(() => opened ?? firstOf(form));
  const [pane, setPane] = useState<Pane>('list');
  const [gone, setGone] = useState<Gone | null>(null);
  const [adding, setAdding] = useState(false);
  const [showsKeys, setShowsKeys] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const numbers = useMemo(() => numbersOf(form), [form]);
  const settled = useDeferredValue(form);
  const beside = useSteady(useMemo(() => byQuestion(found), [found]));
  const conditions = useMemo(() => conditionsOf(settled), [settled]);

  useEffect(() => {
    if (opened === null) return;
    setChosen(opened);
    setPane('edit');
  }, [opened]);

  useEffect(() => {
    if (chosen !== null) list.current?.querySelector(`[data-key="${CSS.escape(chosen.key)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const choose = useCallback((next: Chosen) => {
    setChosen(next);
    setPane('edit');
  }, []);

  const question = chosen?.kind === 'question' ? questionOf(form, chosen.key) : null;
  const section = chosen?.kind === 'section' ? form.sections.find(({ key }) => key === chosen.key) : undefined;
  const at = question === null ? null : placeOf(form, question.key);

  const change = useCallback(
    (key: string, how: (question: Question) => Question) => onChange((before) => withQuestion(before, key, how)),
    [onChange],
  );
  const add = (type: QuestionType) => {
    setAdding(false);
    const key = nextKey('cau', form, gone);
    const fresh = freshQuestion(type, key);
    onChange((before) =>
      section === undefined ? withAdded(before, question?.key ?? null, fresh) : withAddedTo(before, section.key, fresh),
    );
    choose({ kind: 'question', key });
  };
  const addSection = () => {
    const key = nextKey('phan', form, gone);
    onChange((before) => withSectionAdded(before, key));
    choose({ kind: 'section', key });
  };
  const copy = () => {
    if (question === null) return;
    const key = nextKey('cau', form, gone);
    onChange((before) => withCopy(before, question.key, key));
    choose({ kind: 'question', key });
  };
  const move = (by: -1 | 1) => question !== null && onChange((before) => withMoved(before, question.key, by));
  const drop = () => {
    if (question !== null) {
      const next = besideQuestion(form, question.key, 1) ?? besideQuestion(form, question.key, -1);
      const { form: after, gone: taken } = withoutQuestion(form, question.key);
      onChange(() => after);
      setGone(taken);
      setChosen(next === null ? null : { kind: 'question', key: next });
    } else if (section !== undefined) {
      const { form: after, gone: taken } = withoutSection(form, section.key);
      if (taken === null) return;
      onChange(() => after);
      setGone(taken);
      setChosen(firstOf(after));
    }
  };
  const restore = () => {
    if (gone === null) return;
    onChange((before) => withRestored(before, gone));
    setChosen(gone.kind === 'question' ? { kind: 'question', key: gone.question.key } : { kind: 'section', key: gone.section.key });
    setGone(null);
  };
  const step = (by: -1 | 1) => {
    const next = besideQuestion(form, question?.key ?? section?.questions[0]?.key ?? null, by);
    if (next !== null) setChosen({ kind: 'question', key: next });
  };
  const isFull = numbers.size >= surveyLimits.questions;

  useKeys(
    {
      ...(isShown && {
        j: () => step(1),
        k: () => step(-1),
        '?': () => setShowsKeys(true),
      }),
      ...(isShown &&
        !wordsOnly && {
          n: () => !isFull && setAdding(true),
          u: () => move(-1),
          d: () => move(1),
          c: () => !isFull && copy(),
          Delete: drop,
          z: restore,
        }),
    },
    () => undefined,
  );

  return (
    <div className="desk-survey-builder" data-pane={pane} hidden={!isShown}>
      <div className="desk-survey-panes">
        <FilterChips legend="Phần đang xem" chips={panes} value={pane} onChoose={setPane} />
      </div>
      <div className="desk-survey-side">
        <div ref={list} className="desk-survey-scroll">
          <QuestionList form={form} numbers={numbers} chosen={chosen} found={beside} conditions={conditions} onChoose={choose} />
        </div>
        {gone !== null && (
          <p className="desk-survey-undo" role="status">
            <span>{gone.kind === 'question' ? `Đã xóa câu ${gone.number}.` : 'Đã xóa một phần.'}</span>
            <button type="button" className="desk-tool" onClick={restore}>
              Lấy lại
            </button>
          </p>
        )}
        {!wordsOnly && (
          <div className="desk-survey-side-acts">
            <Button look="plain" disabled={isFull} icon={<Plus aria-hidden="true" size={20} />} onPress={() => setAdding(true)}>
              Thêm câu hỏi
            </Button>
            <div className="desk-survey-tools">
              <button type="button" className="desk-tool" disabled={form.sections.length >= surveyLimits.sections} onClick={addSection}>
                <FolderPlus aria-hidden="true" size={18} />
                Thêm phần
              </button>
              <button type="button" className="desk-tool desk-survey-keys" onClick={() => setShowsKeys(true)}>
                <Keyboard aria-hidden="true" size={18} />
                Phím tắt
              </button>
            </div>
            {isFull && <p className="field-hint">Một khảo sát nhiều nhất {surveyLimits.questions} câu.</p>}
          </div>
        )}
      </div>
      <div className="desk-survey-middle">
        {question !== null && at !== null ? (
          <QuestionEditor
            key={question.key}
            form={form}
            numbers={numbers}
            question={question}
            section={form.sections[at.section]?.key ?? ''}
            found={beside.get(question.key)}
            wordsOnly={wordsOnly}
            onChange={(how) => change(question.key, how)}
            acts={{ move, moveTo: (key) => onChange((before) => withMovedTo(before, question.key, key)), copy, drop }}
          />
        ) : section !== undefined ? (
          <SectionEditor
            key={section.key}
            form={form}
            section={section}
            wordsOnly={wordsOnly}
            onChange={(part) => onChange((before) => withSection(before, section.key, part))}
            acts={{ move: (by) => onChange((before) => withSectionMoved(before, section.key, by)), drop }}
          />
        ) : (
          <div className="state">
            <div className="state-words">
              <p className="section-title">Khảo sát chưa có câu hỏi nào</p>
              <p>Bấm “Thêm câu hỏi”. Nên giữ dưới 15 câu để nhiều người trả lời hết.</p>
            </div>
          </div>
        )}
      </div>
      <PhonePreview form={settled} title={title} intro={intro} chosen={question?.key ?? null} />
      {adding && <TypeDialog onChoose={add} onClose={() => setAdding(false)} />}
      {showsKeys && <KeysDialog keys={wordsOnly ? keys.slice(0, 1) : keys} onClose={() => setShowsKeys(false)} />}
    </div>
  );
}

function firstOf(form: SurveyForm): Chosen | null {
  const first = besideQuestion(form, null, 1);
  return first === null ? null : { kind: 'question', key: first };
}

function conditionsOf(form: SurveyForm): ReadonlyMap<string, string> {
  const numbers = numbersOf(form);
  return new Map(
    form.sections
      .flatMap((section) => [section, ...section.questions])
      .flatMap(({ key, when }) => (when === null ? [] : [[key, conditionWords(when, form, numbers)] as const])),
  );
}

/** The same map as long as it says the same, so that typing in one question leaves the others as they are. */
function useSteady(found: ReadonlyMap<string, OfQuestion>): ReadonlyMap<string, OfQuestion> {
  const kept = useRef(found);
  if (kept.current !== found && JSON.stringify([...kept.current]) !== JSON.stringify([...found])) kept.current = found;
  return kept.current;
}

function TypeDialog({ onChoose, onClose }: { onChoose: (type: QuestionType) => void; onClose: () => void }) {
  return (
    <Dialog
      title="Thêm câu hỏi kiểu nào?"
      onClose={onClose}
      actions={
        <Button look="quiet" onPress={onClose}>
          Đóng lại
        </Button>
      }
    >
      <ul className="desk-survey-types">
        {Object.entries(typeWords).map(([type, { name, detail }]) => (
          <li key={type}>
            <button type="button" className="desk-survey-type" onClick={() => onChoose(type as QuestionType)}>
              <span className="row-name">{name}</span>
              <span className="quiet">{detail}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
