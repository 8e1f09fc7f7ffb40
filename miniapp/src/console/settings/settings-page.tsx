import './settings.css';
import { type CommuneSettings, readSettings, saveSettings } from 'backend/contracts/commune';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Failure, Skeleton } from '../../components/states.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { RuleField } from './rule-field.js';
import { bothOf, type Form, faultsOf, formOf, rules, settingsFrom } from './settings-form.js';

/** What the office is called, how it is reached, and the rules of booking. */
export function SettingsPage() {
  const settings = useApi(readSettings, {});
  return (
    <Frame title="Cài đặt" width="sides">
      {settings.data !== undefined ? (
        <SettingsForm settings={settings.data} onSaved={(saved) => settings.mutate(saved, { revalidate: false })} />
      ) : settings.error !== undefined ? (
        <Failure failure={settings.error} onRetry={() => void settings.mutate()} />
      ) : (
        <Skeleton rows={5} tall />
      )}
    </Frame>
  );
}

type SettingsFormProps = { settings: CommuneSettings; onSaved: (saved: CommuneSettings) => Promise<unknown> };

function SettingsForm({ settings, onSaved }: SettingsFormProps) {
  const { busy, failure, faults, save, forget } = useSave();
  // Only what was typed here: what a colleague saves meanwhile in another field is shown and kept.
  const [typed, setTyped] = useState<Partial<Form>>({});
  const before = formOf(settings);
  const form = { ...before, ...typed };
  const changed = (Object.keys(form) as (keyof Form)[]).filter((key) => form[key] !== before[key]).length;
  const guard = useLeaveGuard(changed > 0);
  const change = (part: Partial<Form>) => setTyped((now) => ({ ...now, ...part }));

  const send = (event: FormEvent) => {
    event.preventDefault();
    const keep = async () => {
      await onSaved(await call(saveSettings, { body: settingsFrom(form, settings) }));
      setTyped({});
    };
    void save(faultsOf(form), keep, 'Đã lưu cài đặt.');
  };

  const undo = () => {
    setTyped({});
    forget();
  };

  const part = (title: string, keys: keyof typeof rules) => (
    <section className="desk-step" aria-labelledby={`${keys}-title`}>
      <h2 id={`${keys}-title`} className="section-title">
        {title}
      </h2>
      {rules[keys].map(({ key, ...rule }) => (
        <RuleField
          key={key}
          {...rule}
          value={form[key]}
          fault={faults[`body.booking.${key}`]}
          onChange={(value) => change({ [key]: value })}
        />
      ))}
      {keys === 'booking' && (
        <RuleField
          kind="time"
          name="Giờ nhắc tối hôm trước"
          says="Người có hẹn ngày mai được nhắc qua Zalo vào giờ này; lịch đã đặt giữ giờ nhắc cũ."
          value={form.eveningReminderAt}
          fault={faults['body.booking.eveningReminderAt']}
          onChange={(eveningReminderAt) => change({ eveningReminderAt })}
        />
      )}
    </section>
  );

  return (
    <form className="desk-settings" noValidate onSubmit={send}>
      <div className="desk-side">
        <section className="desk-step" aria-labelledby="office-title">
          <h2 id="office-title" className="section-title">
            Trụ sở
          </h2>
          <p className="quiet">Người dân đọc những dòng này trên trang chủ, giấy hẹn và tin Zalo.</p>
          <Field
            label="Tên cơ quan"
            value={form.officeName}
            maxLength={160}
            fault={faults['body.officeName']}
            onChange={(officeName) => change({ officeName })}
          />
          <Field
            label="Tên bộ phận một cửa"
            value={form.oneStopName}
            maxLength={160}
            fault={faults['body.oneStopName']}
            onChange={(oneStopName) => change({ oneStopName })}
          />
          <Field
            label="Địa chỉ"
            value={form.address}
            maxLength={200}
            fault={faults['body.address']}
            onChange={(address) => change({ address })}
          />
          <Field
            label="Số trực"
            hint="Nút “Gọi số trực” trên mọi trang gọi số này."
            type="tel"
            inputMode="tel"
            value={form.hotline}
            maxLength={20}
            fault={faults['body.hotline']}
            onChange={(hotline) => change({ hotline })}
          />
          <fieldset className="desk-settings-place" aria-describedby="place-says">
            <legend className="field-label">Vị trí trên bản đồ (không bắt buộc)</legend>
            <p id="place-says" className="field-hint">
              Chép hai số từ bản đồ rồi dán vào ô vĩ độ; để trống cả hai nếu chưa biết.
            </p>
            <div className="desk-settings-pair">
              <Field
                label="Vĩ độ"
                inputMode="decimal"
                value={form.latitude}
                maxLength={60}
                fault={faults['body.location.latitude']}
                onChange={(latitude) => change(bothOf(latitude) ?? { latitude })}
              />
              <Field
                label="Kinh độ"
                inputMode="decimal"
                value={form.longitude}
                maxLength={20}
                fault={faults['body.location.longitude']}
                onChange={(longitude) => change({ longitude })}
              />
            </div>
          </fieldset>
        </section>
        <section className="desk-step" aria-labelledby="higher-title">
          <h2 id="higher-title" className="section-title">
            Cơ quan cấp trên
          </h2>
          <p className="quiet">Người dân đọc trong hướng dẫn khiếu nại lần hai và tố cáo lãnh đạo xã. Chưa rõ thì để trống cả ba ô.</p>
          <Field
            label="Gửi cho ai"
            hint="Ví dụ: Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên."
            value={form.higherName}
            maxLength={160}
            fault={faults['body.complaints.higherAuthority.name']}
            onChange={(higherName) => change({ higherName })}
          />
          <Field
            label="Nơi nhận đơn"
            value={form.higherAddress}
            maxLength={200}
            fault={faults['body.complaints.higherAuthority.address']}
            onChange={(higherAddress) => change({ higherAddress })}
          />
          <Field
            label="Điện thoại của cơ quan ấy"
            type="tel"
            inputMode="tel"
            value={form.higherPhone}
            maxLength={20}
            fault={faults['body.complaints.higherAuthority.phone']}
            onChange={(higherPhone) => change({ higherPhone })}
          />
        </section>
        {part('Đặt lịch', 'booking')}
      </div>
      <div className="desk-side">
        {part('Khi người hẹn không đến', 'absence')}
        {part('Chỗ trả lại và danh sách chờ', 'waiting')}
      </div>
      <div className="desk-save-bar" data-changed={changed > 0}>
        <div className="desk-save-words">
          {failure !== null ? (
            <p className="field-fault" role="alert">
              {sayToOfficer(failure)}
            </p>
          ) : (
            <p className="quiet">{changed === 0 ? 'Chưa sửa gì.' : `Đã sửa ${changed} chỗ, chưa lưu.`}</p>
          )}
        </div>
        {changed > 0 && (
          <button type="button" className="desk-tool" disabled={busy} onClick={undo}>
            Bỏ thay đổi
          </button>
        )}
        <Button submits busy={busy} disabled={changed === 0}>
          Lưu cài đặt
        </Button>
      </div>
      <LeaveDialog guard={guard} lost={`${changed} chỗ vừa sửa sẽ mất, cài đặt vẫn như lần lưu trước.`} />
    </form>
  );
}
