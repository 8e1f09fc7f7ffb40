import type { ReactNode } from 'react';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';

type KeysDialogProps = { keys: readonly (readonly [key: string, does: string])[]; onClose: () => void; children?: ReactNode };

/** The keys of a page and what each does. */
export function KeysDialog({ keys, onClose, children }: KeysDialogProps) {
  return (
    <Dialog
      title="Phím tắt"
      onClose={onClose}
      actions={
        <Button look="quiet" onPress={onClose}>
          Đóng lại
        </Button>
      }
    >
      <dl className="desk-keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      {children}
    </Dialog>
  );
}
