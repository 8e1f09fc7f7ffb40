import { CircleAlert, CircleCheck, Info, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { CallFailure } from '../api.js';
import { sayReadFailure } from '../words.js';
import { Button } from './button.js';

/** Grey shapes where content is about to stand. */
export function Skeleton({ rows = 3, tall = false }: { rows?: number; tall?: boolean }) {
  return (
    <div className="skeleton" role="status" aria-label="Đang tải">
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row) => (
        <div key={row} className={tall ? 'skeleton-row skeleton-tall' : 'skeleton-row'} />
      ))}
    </div>
  );
}

/** What could not be read, in words, with the way on. */
export function Failure({ failure, onRetry, children }: { failure: CallFailure; onRetry?: () => void; children?: ReactNode }) {
  const Icon = failure.code === 'offline' ? WifiOff : CircleAlert;
  return (
    <div className="state" role="alert">
      <Icon aria-hidden="true" size={36} className="state-icon" />
      <p>{sayReadFailure(failure)}</p>
      {onRetry !== undefined && (
        <Button look="plain" onPress={onRetry}>
          Thử lại
        </Button>
      )}
      {children}
    </div>
  );
}

/** Nothing here yet: an invitation. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="state">
      <div className="state-words">{children}</div>
      {action}
    </div>
  );
}

type NoticeProps = { tone?: 'info' | 'attention' | 'danger' | 'done'; title?: string; children?: ReactNode; urgent?: boolean };

/** A boxed message; the sign and the words carry the meaning, the colour only helps. `urgent` interrupts a screen reader. */
export function Notice({ tone = 'info', title, children, urgent = false }: NoticeProps) {
  const Icon = tone === 'attention' || tone === 'danger' ? CircleAlert : tone === 'done' ? CircleCheck : Info;
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // The answer to a press at the foot of the page must be seen, not only heard.
    if (urgent) box.current?.scrollIntoView({ block: 'nearest' });
  }, [urgent]);

  return (
    <div ref={box} className={`notice notice-${tone}`} role={urgent ? 'alert' : undefined}>
      <Icon aria-hidden="true" size={22} className="notice-icon" />
      <div>
        {title !== undefined && <p className="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
