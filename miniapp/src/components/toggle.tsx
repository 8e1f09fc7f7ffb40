import './toggle.css';
import { type ReactNode, useId } from 'react';
import ZauiSwitch from 'zmp-ui/switch';

type ToggleProps = { name: string; detail?: ReactNode; on: boolean; onChange: (on: boolean) => void; disabled?: boolean };

/** A setting that is on or off; the whole row can be pressed. */
export function Toggle({ name, detail, on, onChange, disabled = false }: ToggleProps) {
  const id = useId();
  return (
    <label htmlFor={id} className="row toggle">
      <span className="row-words">
        <span className="row-name">{name}</span>
        {detail !== undefined && (
          <span id={`${id}-detail`} className="quiet">
            {detail}
          </span>
        )}
      </span>
      <span className="toggle-word" aria-hidden="true">
        {on ? 'Bật' : 'Tắt'}
      </span>
      <ZauiSwitch
        id={id}
        role="switch"
        aria-label={name}
        aria-checked={on}
        {...(detail === undefined ? {} : { 'aria-describedby': `${id}-detail` })}
        checked={on}
        disabled={disabled}
        onChange={() => onChange(!on)}
      />
    </label>
  );
}
