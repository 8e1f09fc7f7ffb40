import { type ReactNode, useEffect, useRef } from 'react';

export type Chip<V extends string | number> = { value: V; name: string; count?: number | undefined };

type FilterChipsProps<V extends string | number> = {
  /** Said to screen readers only. */
  legend: string;
  chips: readonly Chip<V>[];
  /** Null: none of them. */
  value: V | null;
  onChoose: (value: V) => void;
  /** Further buttons in the same line. */
  children?: ReactNode;
};

/** What is still to do, or what is over. */
export const openOrEnded = [
  { value: 'open', name: 'Đang làm' },
  { value: 'ended', name: 'Đã xong' },
] as const;

/** One of a few ways to look at a list, as pressed buttons in a line that wraps; a count of none is left out. */
export function FilterChips<V extends string | number>({ legend, chips, value, onChoose, children }: FilterChipsProps<V>) {
  const line = useRef<HTMLFieldSetElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is pressed, where the line is longer than the screen
  useEffect(() => {
    const pressed = line.current?.querySelector<HTMLElement>('[aria-pressed="true"]');
    if (line.current !== null && pressed != null) line.current.scrollLeft = pressed.offsetLeft - line.current.offsetLeft - 16;
  }, [value]);
  return (
    <fieldset ref={line} className="desk-chips">
      <legend className="visually-hidden">{legend}</legend>
      {chips.map((chip) => (
        <button
          key={chip.value}
          type="button"
          className="desk-count"
          aria-pressed={chip.value === value}
          onClick={() => onChoose(chip.value)}
        >
          {chip.name}
          {chip.count !== undefined && chip.count > 0 && ` (${chip.count.toLocaleString('vi-VN')})`}
        </button>
      ))}
      {children}
    </fieldset>
  );
}
