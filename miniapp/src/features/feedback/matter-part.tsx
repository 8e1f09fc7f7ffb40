import { longestReport, type ReportCategory, type ReportKind } from 'backend/contracts/feedback';
import { ChevronRight } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { Choices } from '../../components/choices.js';
import { Notice } from '../../components/states.js';
import { Calls } from '../guidance/stop-notice.js';
import type { Draft, Faults } from './draft.js';
import { kindWords } from './report-words.js';
import { WordsField } from './words-field.js';

type MatterPartProps = {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  categories: readonly ReportCategory[];
  faults: Faults;
};

/** What it is about: the category first, then, once it is chosen, the words. */
export function MatterPart({ draft, change, categories, faults }: MatterPartProps) {
  const chosen = categories.find(({ key }) => key === draft.categoryKey);
  const [choosing, setChoosing] = useState(chosen === undefined);

  const box = useRef<HTMLDivElement>(null);
  const wasChoosing = useRef(choosing);

  useEffect(() => {
    // What was pressed is gone; reading goes on where the choice now stands.
    if (wasChoosing.current && !choosing) box.current?.focus();
    wasChoosing.current = choosing;
  }, [choosing]);

  if (choosing || chosen === undefined)
    return (
      <CategoryList
        categories={categories.filter((category) => category.kind !== 'information_request')}
        chosenKey={draft.categoryKey}
        fault={faults['body.categoryKey']}
        onChoose={({ key, kind }) => {
          change({ categoryKey: key, kind });
          setChoosing(false);
        }}
      />
    );
  return (
    <>
      <div ref={box} tabIndex={-1} className="chosen-category">
        <p>
          <span className="quiet">Lĩnh vực</span>
          <br />
          <strong>{chosen.name}</strong>
        </p>
        <button type="button" className="text-button" aria-label={`Đổi lĩnh vực ${chosen.name}`} onClick={() => setChoosing(true)}>
          Đổi
        </button>
      </div>
      {chosen.emergency !== null && (
        <Notice tone="danger" title="Việc khẩn cấp?">
          <p>{chosen.emergency}</p>
          {numbersIn(chosen.emergency).length > 0 && <Calls numbers={numbersIn(chosen.emergency)} />}
        </Notice>
      )}
      <WordsField
        label={chosen.kind === 'praise' ? 'Khen ai, việc gì?' : 'Việc gì, từ bao giờ?'}
        hint="Kể như nói chuyện. Đừng ghi số căn cước, số tài khoản. Có ghi âm thì cũng xin gõ vài chữ."
        value={draft.text}
        max={longestReport}
        fault={faults['body.text']}
        onChange={(text) => change({ text })}
      />
      {(chosen.kind === 'reflection' || chosen.kind === 'proposal') && draft.kind !== null && (
        <KindPart kind={draft.kind} onChange={(kind) => change({ kind })} />
      )}
      {chosen.kind === 'procedure_feedback' && (
        <p className="quiet">Phản ánh về thủ tục được chuyển tới cơ quan có thẩm quyền và cần họ tên người gửi.</p>
      )}
    </>
  );
}

/** The emergency numbers a sentence names, in its order. */
function numbersIn(sentence: string): string[] {
  return [...new Set(sentence.match(/\b11[2345]\b/g) ?? [])];
}

type CategoryListProps = {
  categories: readonly ReportCategory[];
  chosenKey: string | null;
  fault: string | undefined;
  onChoose: (category: ReportCategory) => void;
};

/** Every category with what belongs to it; one press chooses and goes on. */
function CategoryList({ categories, chosenKey, fault, onChoose }: CategoryListProps) {
  const id = useId();
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id} className="section-title">
        Việc thuộc lĩnh vực nào?
      </h2>
      {fault !== undefined && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
      <ul className="rows">
        {categories.map((category) => (
          <li key={category.key}>
            <button
              type="button"
              className="row"
              aria-current={category.key === chosenKey ? 'true' : undefined}
              onClick={() => onChoose(category)}
            >
              <span className="row-words">
                <span className="row-name">{category.name}</span>
                {category.examples !== '' && <span className="quiet">{category.examples}</span>}
              </span>
              <ChevronRight aria-hidden="true" size={22} />
            </button>
          </li>
        ))}
      </ul>
      <Link to="/reports/new?kind=information_request" className="more-link">
        Muốn xin thông tin, giấy tờ của xã?
      </Link>
    </section>
  );
}

/** "Đang có việc như thế" or "đề nghị làm khác đi": the law tells them apart, people need not know. */
function KindPart({ kind, onChange }: { kind: ReportKind; onChange: (kind: ReportKind) => void }) {
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <p className="kind-line">
        <span>
          Gửi như <strong>{kindWords[kind].toLowerCase()}</strong>
        </span>
        <button type="button" className="text-button" onClick={() => setOpen(true)}>
          Đổi cách gửi
        </button>
      </p>
    );
  return (
    <Choices
      legend="Gửi như thế nào?"
      value={kind === 'proposal' ? 'proposal' : 'reflection'}
      choices={[
        { value: 'reflection', name: kindWords.reflection, detail: 'Báo việc đang xảy ra: đường hỏng, rác đổ bậy.' },
        { value: 'proposal', name: kindWords.proposal, detail: 'Đề nghị xã làm thêm, làm khác đi.' },
      ]}
      onChoose={onChange}
    />
  );
}
