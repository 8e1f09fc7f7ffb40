import { useState } from 'react';
import { Button } from '../../components/button.js';
import { charactersIn } from './draft.js';
import { WordsField } from './words-field.js';

const shortest = 5;
const longest = 500;

type ReopenFormProps = { busy: boolean; onSend: (reason: string) => void; onCancel?: () => void };

/** What is not mended yet, in the person's own words. */
export function ReopenForm({ busy, onSend, onCancel }: ReopenFormProps) {
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | undefined>();

  const send = () => {
    const length = charactersIn(reason);
    if (length < shortest) setFault('Xin ghi còn vướng gì, vài chữ cũng được.');
    else if (length > longest) setFault(`Dài quá ${longest} ký tự. Xin viết ngắn lại.`);
    else onSend(reason.normalize('NFC').trim());
  };

  return (
    <>
      <WordsField
        label="Còn vướng gì?"
        value={reason}
        max={longest}
        rows={3}
        fault={fault}
        onChange={(text) => {
          setReason(text);
          setFault(undefined);
        }}
      />
      <Button busy={busy} onPress={send}>
        Gửi, mở lại việc này
      </Button>
      {onCancel !== undefined && (
        <Button look="quiet" onPress={onCancel}>
          Thôi, không mở lại
        </Button>
      )}
    </>
  );
}
