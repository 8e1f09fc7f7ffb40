import { type Me, removePhone, savePhone } from 'backend/contracts/residents';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { PhoneRequest } from '../../features/residents/phone-request.js';
import { useKeepMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

/** The phone number the commune may call: taken from Zalo, typed, or removed. */
export function PhonePart({ me }: { me: Me }) {
  const keepMe = useKeepMe();
  const announce = useAnnounce();
  const [phone, setPhone] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | undefined>(undefined);

  const change = async (request: () => Promise<Me>, done: string) => {
    setBusy(true);
    setSaid(undefined);
    try {
      keepMe(await request());
      setPhone('');
      announce(done);
    } catch (error) {
      setSaid(error instanceof CallFailure ? sayFailure(error) : 'Chưa lưu được. Xin thử lại.');
    }
    setBusy(false);
  };

  if (me.phoneMasked !== null) {
    return (
      <div className="pair">
        <p>
          <span className="quiet">Số điện thoại</span>
          <br />
          <strong>{me.phoneMasked}</strong>
        </p>
        <button
          type="button"
          className="text-button"
          disabled={busy}
          onClick={() => void change(() => call(removePhone, {}), 'Đã xóa số điện thoại.')}
        >
          Xóa số
        </button>
        {said !== undefined && <p role="alert">{said}</p>}
      </div>
    );
  }
  return (
    <div className="stack">
      <p>
        <span className="field-label">Số điện thoại</span>
        <br />
        <span className="quiet">Không bắt buộc. Cán bộ gọi khi lịch hẹn có thay đổi.</span>
      </p>
      <PhoneRequest
        onSaved={(saved) => {
          keepMe(saved);
          announce('Đã lưu số điện thoại.');
        }}
        onRefused={setSaid}
      />
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (phone.trim() !== '') void change(() => call(savePhone, { body: { phone } }), 'Đã lưu số điện thoại.');
        }}
      >
        <Field
          label="Hoặc gõ số điện thoại"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={20}
          value={phone}
          fault={said}
          onChange={setPhone}
        />
        {phone.trim() !== '' && (
          <Button look="plain" submits busy={busy}>
            Lưu số điện thoại
          </Button>
        )}
      </form>
    </div>
  );
}
