import { Search } from 'lucide-react';
import { type RefObject, useId } from 'react';

type SearchBoxProps = {
  box: RefObject<HTMLInputElement>;
  /** Said to screen readers and shown while the box is empty. */
  label: string;
  typed: string;
  onType: (typed: string) => void;
  maxLength: number;
};

/** The box above a list that finds while it is typed in; Escape leaves it. */
export function SearchBox({ box, label, typed, onType, maxLength }: SearchBoxProps) {
  const id = useId();
  return (
    <span className="desk-find-box">
      <Search aria-hidden="true" size={20} />
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <input
        ref={box}
        id={id}
        type="search"
        enterKeyHint="search"
        className="desk-small-input"
        placeholder={label}
        autoComplete="off"
        maxLength={maxLength}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // Browsers empty a search box on Escape; here it only goes back to the list.
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
    </span>
  );
}
