import type { Household } from 'backend/contracts/households';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { sayToOfficer } from '../console-words.js';
import { useSave } from '../use-save.js';

type ReasonDialogProps = {
  title: string;
  hint: string;
  /** The words on the button. */
  act: string;
  isDanger?: boolean;
  children: ReactNode;
  send: (reason: string) => Promise<Household>;
  /** Said once it is done. */
  said: string;
  onDone: (changed: Household) => void;
  onClose: () => void;
};

/** Asks once, names what follows, and takes a reason. */
export function ReasonDialog({ title, hint, act, isDanger = false, children, send, said, onDone, onClose }: ReasonDialogProps) {
  const { busy, failure, faults, save } = useSave();
  const [reason, setReason] = useState('');
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    const plain = reason.normalize('NFC').replace(/\s+/g, ' ').trim();
    const known: Record<string, string> = plain.length < 5 ? { 'body.reason': 'Xin ghi lý do, ít nhất 5 ký tự.' } : {};
    let changed: Household | null = null;
    const sent = async () => {
      changed = await send(plain);
    };
    if ((await save(known, sent, said)) && changed !== null) onDone(changed);
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button look={isDanger ? 'danger' : 'main'} busy={busy} onPress={() => void submit()}>
            {act}
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      <form className="desk-form" noValidate onSubmit={(event) => void submit(event)}>
        {children}
        <Field label="Lý do" hint={hint} value={reason} maxLength={200} fault={faults['body.reason']} onChange={setReason} />
        {failure !== null && faults['body.reason'] === undefined && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
