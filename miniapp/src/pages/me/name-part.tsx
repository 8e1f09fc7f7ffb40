import { type Me, updateMe } from 'backend/contracts/residents';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { useKeepMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

/** The name on slips: from Zalo, or typed here. */
export function NamePart({ me }: { me: Me }) {
  const keepMe = useKeepMe();
  const announce = useAnnounce();
  const [typing, setTyping] = useState(!me.nameKnown);
  const [name, setName] = useState(me.nameKnown ? me.name : '');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | undefined>(undefined);

  const save = async () => {
    const tidy = name.normalize('NFC').trim();
    if (tidy.length < 2) {
      setFault('Xin gõ họ và tên.');
      return;
    }
    setBusy(true);
    setFault(undefined);
    try {
      keepMe(await call(updateMe, { body: { name: tidy } }));
      setTyping(false);
      announce('Đã lưu tên.');
    } catch (error) {
      setFault(error instanceof CallFailure ? (error.fields['body.name'] ?? sayFailure(error)) : 'Chưa lưu được. Xin thử lại.');
    }
    setBusy(false);
  };

  if (!typing) {
    return (
      <div className="pair">
        <p>
          <span className="quiet">Họ và tên</span>
          <br />
          <strong>{me.name}</strong>
        </p>
        <button type="button" className="text-button" onClick={() => setTyping(true)}>
          Sửa tên
        </button>
      </div>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        label="Họ và tên"
        hint="Để in trên giấy hẹn."
        autoComplete="name"
        maxLength={80}
        value={name}
        fault={fault}
        onChange={setName}
      />
      <Button look="plain" submits busy={busy}>
        Lưu tên
      </Button>
    </form>
  );
}
