import { askForHousehold } from 'backend/contracts/households';
import { type FormEvent, useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { useMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

/** For whoever has no code: the hamlet's head looks who it is. */
export function AskPart({ onSent }: { onSent: () => void }) {
  const me = useMe();
  const commune = useCommune();
  const announce = useAnnounce();
  const [typedName, setTypedName] = useState<string | null>(null);
  const [chosenHamlet, setChosenHamlet] = useState<string | null>(null);
  const [household, setHousehold] = useState('');
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  if (commune.data === undefined)
    return commune.error === undefined ? (
      <Skeleton rows={3} tall />
    ) : (
      <Failure failure={commune.error} onRetry={() => void commune.mutate()} />
    );

  const name = typedName ?? (me.data?.nameKnown ? me.data.name : '');
  const hamletKey = chosenHamlet ?? me.data?.hamletKey ?? '';
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const known: Record<string, string> = {
      ...(name.trim().length < 2 && { 'body.name': 'Xin gõ họ và tên.' }),
      ...(hamletKey === '' && { 'body.hamletKey': 'Xin chọn xóm.' }),
      ...(household.trim() === '' && { 'body.household': 'Xin gõ mã hộ hoặc tên chủ hộ.' }),
    };
    setFaults(known);
    setFailure(null);
    if (Object.keys(known).length > 0 || busy) return;
    setBusy(true);
    try {
      await call(askForHousehold, { body: { name, hamletKey, household } });
      announce('Đã gửi cho trưởng xóm.');
      onSent();
    } catch (error) {
      const refused = error instanceof CallFailure ? error : new CallFailure('internal', 0);
      // Sent before, when the answer was lost, or linked meanwhile: the page shows it.
      if (refused.code === 'household_request_open' || refused.code === 'household_resident_taken') onSent();
      setFaults(refused.fields);
      setFailure(refused);
    }
    setBusy(false);
  };

  return (
    <form className="stack" noValidate onSubmit={(event) => void send(event)}>
      <p>Trưởng xóm xem ông/bà là ai trong sổ hộ rồi xác nhận. Có mã mời thì nhanh hơn: xin hỏi trưởng xóm.</p>
      <Field label="Họ và tên" value={name} maxLength={80} fault={faults['body.name']} onChange={setTypedName} />
      <div className="field">
        <label htmlFor="ask-hamlet" className="field-label">
          Xóm
        </label>
        <select
          id="ask-hamlet"
          className="field-input"
          value={hamletKey}
          aria-invalid={faults['body.hamletKey'] !== undefined}
          aria-describedby={faults['body.hamletKey'] === undefined ? undefined : 'ask-hamlet-fault'}
          onChange={(event) => setChosenHamlet(event.target.value)}
        >
          <option value="">Chưa chọn</option>
          {commune.data.hamlets.map(({ key, name: hamletName }) => (
            <option key={key} value={key}>
              {hamletName}
            </option>
          ))}
        </select>
        {faults['body.hamletKey'] !== undefined && (
          <p id="ask-hamlet-fault" className="field-fault">
            {faults['body.hamletKey']}
          </p>
        )}
      </div>
      <Field
        label="Mã hộ, hoặc tên chủ hộ"
        hint="Không nhớ mã thì gõ tên chủ hộ."
        value={household}
        maxLength={80}
        fault={faults['body.household']}
        onChange={setHousehold}
      />
      {failure !== null && Object.keys(faults).length === 0 && (
        <Notice tone="danger" urgent>
          <p>{sayFailure(failure)}</p>
        </Notice>
      )}
      <Button submits busy={busy}>
        Gửi cho trưởng xóm
      </Button>
    </form>
  );
}
