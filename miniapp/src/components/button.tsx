import type { ReactNode } from 'react';
import ZauiButton from 'zmp-ui/button';

export type ButtonProps = {
  children: ReactNode;
  onPress?: () => void;
  /** `main` once a screen; `plain` beside it; `quiet` looks like a link; `danger` for what cannot be undone. */
  look?: 'main' | 'plain' | 'quiet' | 'danger';
  icon?: ReactNode;
  busy?: boolean;
  disabled?: boolean;
  submits?: boolean;
  /** When the visible words alone do not say which thing the button acts on. Begins with the visible words, so that who speaks to the phone can say them. */
  label?: string;
};

const looks = {
  main: { variant: 'primary', type: 'highlight' },
  plain: { variant: 'secondary', type: 'highlight' },
  quiet: { variant: 'tertiary', type: 'highlight' },
  danger: { variant: 'secondary', type: 'danger' },
} as const;

/** A button 52 px high over the full width; while busy it shows so and takes no second press. */
export function Button({ children, onPress, look = 'main', icon, busy = false, disabled = false, submits = false, label }: ButtonProps) {
  return (
    <ZauiButton
      {...looks[look]}
      className={`button button-${look}`}
      fullWidth
      htmlType={submits ? 'submit' : 'button'}
      loading={busy}
      disabled={disabled}
      aria-busy={busy}
      aria-label={label}
      {...(icon === undefined ? {} : { prefixIcon: icon })}
      onClick={() => {
        if (!busy) onPress?.();
      }}
    >
      {children}
    </ZauiButton>
  );
}
