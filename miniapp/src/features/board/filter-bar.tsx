import { boardStates } from 'backend/contracts/board';
import { readReportForm } from 'backend/contracts/feedback';
import { Search } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { asWords, type BoardFilters, isEverything, noFilters } from './board-filters.js';
import { boardStateWords } from './board-words.js';

type FilterBarProps = {
  filters: BoardFilters;
  onChange: (part: Partial<BoardFilters>) => void;
  /** The map is not searched by words. */
  withSearch?: boolean;
};

/** Which of the reports: words, state, hamlet, category. */
export function FilterBar({ filters, onChange, withSearch = false }: FilterBarProps) {
  const form = useApi(readReportForm, {}, { revalidateOnFocus: false, revalidateIfStale: false });
  const [searches, setSearches] = useState(0);
  // What people ask the commune for is never on the board.
  const categories = form.data?.categories.filter(({ kind }) => kind !== 'information_request') ?? [];
  const narrowed = withSearch ? !isEverything(filters) : !isEverything({ ...filters, words: '' });

  const showAll = () => {
    onChange(noFilters);
    setSearches((count) => count + 1);
  };

  return (
    <search className="board-filters">
      {withSearch && <WordsField key={searches} words={filters.words} onWords={(words) => onChange({ words })} />}
      <fieldset className="board-states">
        <legend className="visually-hidden">Tình trạng</legend>
        {boardStates.map((state) => (
          <button
            key={state}
            type="button"
            className="filter"
            aria-pressed={filters.state === state}
            onClick={() => onChange({ state: filters.state === state ? null : state })}
          >
            {boardStateWords[state]}
          </button>
        ))}
      </fieldset>
      <div className="board-selects">
        <Chooser
          label="Xóm"
          all="Mọi xóm"
          options={form.data?.hamlets ?? []}
          value={filters.hamlet}
          onChoose={(hamlet) => onChange({ hamlet })}
        />
        <Chooser
          label="Lĩnh vực"
          all="Mọi lĩnh vực"
          options={categories}
          value={filters.category}
          onChoose={(category) => onChange({ category })}
        />
      </div>
      {narrowed && (
        <button type="button" className="text-button board-all" onClick={showAll}>
          Bỏ lọc, xem tất cả
        </button>
      )}
    </search>
  );
}

function WordsField({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const id = useId();
  const [typed, setTyped] = useState(words);
  const asked = asWords(useDelayed(typed, 250));

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed changes what is asked for
  useEffect(() => {
    if (asked !== words) onWords(asked);
  }, [asked]);

  return (
    <span className="search">
      <Search aria-hidden="true" size={22} />
      <label htmlFor={id} className="visually-hidden">
        Tìm trong các phản ánh, gõ không dấu cũng được
      </label>
      <input
        id={id}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        className="field-input"
        placeholder="Tìm: ổ gà, rác, loa…"
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          // The keyboard of a phone goes away, and the list is seen.
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
    </span>
  );
}

type ChooserProps = {
  label: string;
  all: string;
  options: readonly { key: string; name: string }[];
  value: string | null;
  onChoose: (key: string | null) => void;
};

function Chooser({ label, all, options, value, onChoose }: ChooserProps) {
  const isUnknown = value !== null && options.every(({ key }) => key !== value);
  return (
    <select
      className="field-input board-select"
      aria-label={label}
      data-chosen={value !== null}
      value={value ?? ''}
      onChange={(event) => onChoose(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{all}</option>
      {isUnknown && <option value={value}>{label} đã chọn</option>}
      {options.map(({ key, name }) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
}
