import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { linesOf } from './question-kinds.js';

type Labelled = { key: string; label: string };

type LabelsEditorProps<T extends Labelled> = {
  /** "Các ý để chọn". */
  legend: string;
  /** "ý": one of them. */
  one: string;
  list: readonly T[];
  most: number;
  onChange: (list: T[]) => void;
  fresh: (taken: readonly T[]) => T;
  /** More about one of them, under its words. */
  more?: (item: T, change: (part: Partial<T>) => void) => ReactNode;
};

/** Things to choose from, one line each: Enter makes the next, several pasted lines become several, buttons move and delete. */
export function LabelsEditor<T extends Labelled>({ legend, one, list, most, onChange, fresh, more }: LabelsEditorProps<T>) {
  const id = useId();
  const box = useRef<HTMLFieldSetElement>(null);
  /** The field that was just made, or the button that moved, gets the focus. */
  const wanted = useRef<string | null>(null);

  useEffect(() => {
    if (wanted.current === null) return;
    const target = box.current?.querySelector<HTMLElement>(wanted.current);
    wanted.current = null;
    target?.focus();
  });

  const field = (key: string) => `[data-field="${CSS.escape(key)}"]`;
  const change = (key: string, part: Partial<T>) => onChange(list.map((item) => (item.key === key ? { ...item, ...part } : item)));
  const add = (behind: number, labels: readonly string[]) => {
    const added: T[] = [];
    for (const label of labels.slice(0, most - list.length)) added.push({ ...fresh([...list, ...added]), label });
    const last = added.at(-1);
    if (last === undefined) return;
    wanted.current = field(last.key);
    onChange([...list.slice(0, behind), ...added, ...list.slice(behind)]);
  };
  const move = (place: number, by: -1 | 1) => {
    const item = list[place];
    const to = place + by;
    if (item === undefined || to < 0 || to >= list.length) return;
    const rest = list.filter((other) => other !== item);
    wanted.current = `[data-act="${by === -1 ? 'up' : 'down'}-${CSS.escape(item.key)}"]`;
    onChange([...rest.slice(0, to), item, ...rest.slice(to)]);
  };
  const drop = (place: number) => {
    const next = list[place + 1] ?? list[place - 1];
    if (next !== undefined) wanted.current = field(next.key);
    onChange(list.filter((_, other) => other !== place));
  };

  return (
    <fieldset ref={box} className="desk-survey-labels">
      <legend className="field-label">{legend}</legend>
      {list.map((item, place) => {
        const name = item.label === '' ? `${one} ${place + 1}` : item.label;
        return (
          <div key={item.key} className="desk-survey-label">
            <label htmlFor={`${id}-${item.key}`} className="visually-hidden">
              {one.charAt(0).toUpperCase() + one.slice(1)} {place + 1}
            </label>
            <input
              id={`${id}-${item.key}`}
              data-field={item.key}
              className="desk-small-input"
              value={item.label}
              maxLength={200}
              autoComplete="off"
              placeholder={`${one.charAt(0).toUpperCase() + one.slice(1)} ${place + 1}`}
              onChange={(event) => change(item.key, { label: event.target.value } as Partial<T>)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                event.preventDefault();
                add(place + 1, ['']);
              }}
              onPaste={(event) => {
                const lines = linesOf(event.clipboardData.getData('text'));
                if (lines.length < 2) return;
                event.preventDefault();
                const [first = '', ...rest] = lines;
                if (item.label !== '') return add(place + 1, lines);
                const added: T[] = [];
                for (const label of rest.slice(0, most - list.length)) added.push({ ...fresh([...list, ...added]), label });
                onChange([...list.slice(0, place), { ...item, label: first }, ...added, ...list.slice(place + 1)]);
              }}
            />
            <span className="desk-survey-acts">
              <IconButton act={`up-${item.key}`} name={`Lên: ${name}`} isOff={place === 0} onPress={() => move(place, -1)}>
                <ArrowUp aria-hidden="true" size={18} />
              </IconButton>
              <IconButton act={`down-${item.key}`} name={`Xuống: ${name}`} isOff={place === list.length - 1} onPress={() => move(place, 1)}>
                <ArrowDown aria-hidden="true" size={18} />
              </IconButton>
              <IconButton act={`drop-${item.key}`} name={`Xóa: ${name}`} isOff={false} onPress={() => drop(place)}>
                <Trash2 aria-hidden="true" size={18} />
              </IconButton>
            </span>
            {more !== undefined && <div className="desk-survey-label-more">{more(item, (part) => change(item.key, part))}</div>}
          </div>
        );
      })}
      {list.length < most && (
        <button type="button" className="desk-tool desk-survey-add" onClick={() => add(list.length, [''])}>
          <Plus aria-hidden="true" size={18} />
          Thêm {one}
        </button>
      )}
      <p className="field-hint">
        Bấm Enter để thêm {one} tiếp theo; dán nhiều dòng thì thành nhiều {one}.
      </p>
    </fieldset>
  );
}

type IconButtonProps = { act: string; name: string; isOff: boolean; onPress: () => void; children: ReactNode };

/** Off it keeps the focus, so that moving to the end does not throw it away. */
function IconButton({ act, name, isOff, onPress, children }: IconButtonProps) {
  return (
    <button
      type="button"
      className="desk-survey-icon"
      data-act={act}
      aria-label={name}
      title={name}
      aria-disabled={isOff}
      onClick={() => {
        if (!isOff) onPress();
      }}
    >
      {children}
    </button>
  );
}
