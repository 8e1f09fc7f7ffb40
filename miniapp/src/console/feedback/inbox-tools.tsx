import type { ReplyOf } from 'backend/contracts/endpoint';
import { readReportForm, reportKinds } from 'backend/contracts/feedback';
import { type InboxView, type listDeskReports, listHandlingOfficers } from 'backend/contracts/feedback-desk';
import { Keyboard, SlidersHorizontal } from 'lucide-react';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { kindWords } from '../../features/feedback/report-words.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { FilterChips } from '../filter-chips.js';
import { SearchBox } from '../search-box.js';
import { useMedia } from '../use-media.js';
import { viewWords } from './feedback-words.js';
import { type Inbox, narrowedBy } from './inbox-query.js';

type Counts = ReplyOf<typeof listDeskReports>['counts'];
type InboxToolsProps = {
  box: RefObject<HTMLInputElement>;
  /** An open report takes most of the width. */
  isBeside: boolean;
  inbox: Inbox;
  views: readonly InboxView[];
  counts: Counts | undefined;
  /** Whether the list holds reports of others, which may be told apart. */
  byOfficer: boolean;
  onChange: (part: Partial<Inbox>) => void;
  onKeys: () => void;
};

const isCounted = (view: InboxView): view is keyof Counts => view !== 'closed' && view !== 'all';
const countOf = (counts: Counts | undefined, view: InboxView) => (counts === undefined || !isCounted(view) ? undefined : counts[view]);

/** Which list, what in it, and the box that finds by words. */
export function InboxTools({ box, isBeside, inbox, views, counts, byOfficer, onChange, onKeys }: InboxToolsProps) {
  const byKeys = useMedia('(min-width: 1100px)');
  const [typed, setTyped] = useState(inbox.q);
  const settled = useDelayed(typed.trim(), 250);
  const written = useRef(inbox.q);
  const ask = useRef(onChange);
  ask.current = onChange;
  useEffect(() => {
    if (settled === written.current) return;
    written.current = settled;
    ask.current({ q: settled });
  }, [settled]);
  // Going back brings other words; what is being typed is never overwritten by its own echo.
  useEffect(() => {
    if (inbox.q === written.current) return;
    written.current = inbox.q;
    setTyped(inbox.q);
  }, [inbox.q]);
  const shown = inbox.view === 'all' ? [...views, 'all' as const] : views;
  return (
    <div className="feedback-tools">
      <div className="feedback-find">
        <SearchBox box={box} label="Tìm, không cần gõ dấu" typed={typed} onType={setTyped} maxLength={100} />
        {byKeys && !isBeside && (
          <button type="button" className="desk-tool" onClick={onKeys}>
            <Keyboard aria-hidden="true" size={20} />
            Phím tắt
          </button>
        )}
      </div>
      <FilterChips
        legend="Xem danh sách nào"
        chips={shown.map((value) => ({ value, name: viewWords[value], count: countOf(counts, value) }))}
        value={inbox.view}
        onChoose={(view) => onChange({ view })}
      />
      <Filters inbox={inbox} byOfficer={byOfficer} onChange={onChange} />
    </div>
  );
}

type FiltersProps = Pick<InboxToolsProps, 'inbox' | 'byOfficer' | 'onChange'>;

/** The selects that narrow the list; folded away until they are wanted. */
function Filters({ inbox, byOfficer, onChange }: FiltersProps) {
  const narrowed = narrowedBy(inbox);
  const [isOpen, setIsOpen] = useState(narrowed > 0);
  const form = useApi(readReportForm, isOpen ? {} : null, { revalidateOnFocus: false });
  const officers = useApi(listHandlingOfficers, isOpen && byOfficer ? {} : null, { revalidateOnFocus: false });
  const kinds = reportKinds.map((value) => ({ value, name: kindWords[value] }));
  const named = (rows: readonly { key: string; name: string }[] | undefined) => (rows ?? []).map(({ key, name }) => ({ value: key, name }));
  return (
    <details className="feedback-filters" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <SlidersHorizontal aria-hidden="true" size={18} />
        {narrowed === 0 ? 'Lọc thêm' : `Đang lọc theo ${narrowed} mục`}
      </summary>
      <div className="feedback-selects">
        <Narrow
          name="Lĩnh vực"
          every="Mọi lĩnh vực"
          value={inbox.category}
          choices={named(form.data?.categories)}
          onChoose={(category) => onChange({ category })}
        />
        <Narrow
          name="Xóm"
          every="Mọi xóm"
          value={inbox.hamlet}
          choices={named(form.data?.hamlets)}
          onChoose={(hamlet) => onChange({ hamlet })}
        />
        <Narrow
          name="Loại"
          every="Mọi loại"
          value={inbox.kind}
          choices={kinds}
          onChoose={(kind) => onChange({ kind: reportKinds.find((one) => one === kind) ?? '' })}
        />
        {byOfficer && (
          <Narrow
            name="Người xử lý"
            every="Mọi người"
            value={inbox.officer}
            choices={(officers.data?.officers ?? []).map(({ id, name }) => ({ value: id, name }))}
            onChoose={(officer) => onChange({ officer })}
          />
        )}
        {narrowed > 0 && (
          <button type="button" className="desk-tool" onClick={() => onChange({ category: '', hamlet: '', kind: '', officer: '' })}>
            Bỏ lọc
          </button>
        )}
      </div>
    </details>
  );
}

type NarrowProps = {
  name: string;
  every: string;
  value: string;
  choices: readonly { value: string; name: string }[];
  onChoose: (value: string) => void;
};

function Narrow({ name, every, value, choices, onChoose }: NarrowProps) {
  const id = useId();
  return (
    <span className="feedback-select">
      <label htmlFor={id} className="desk-under">
        {name}
      </label>
      <select id={id} className="desk-small-input" value={value} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{every}</option>
        {value !== '' && !choices.some((choice) => choice.value === value) && <option value={value}>Đang tải…</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
    </span>
  );
}
