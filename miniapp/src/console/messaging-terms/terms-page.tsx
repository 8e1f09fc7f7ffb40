import '../broadcasts/broadcasts.css';
import { type MessagingTerms, readMessagingTerms, saveMessagingTerms } from 'backend/contracts/broadcasts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { inVietnam, plainDate } from '../../days.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { DayField, NumberField, SelectField, TimeField } from '../fields.js';
import { Frame } from '../frame.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { isUnconfirmed, type TermsForm, termsFaults, termsFormOf, termsFrom } from './terms-form.js';

/** What Zalo charges and allows, from which day on. */
export function TermsPage() {
  const terms = useApi(readMessagingTerms, {});
  return (
    <Frame title="Giá, hạn mức tin Zalo" width="sides">
      {terms.data !== undefined ? (
        <TermsEditor
          key={`${terms.data.terms.validFrom} ${terms.data.terms.source}`}
          terms={terms.data.terms}
          upcoming={terms.data.upcoming}
          onSaved={() => terms.mutate()}
        />
      ) : terms.error !== undefined ? (
        <Failure failure={terms.error} onRetry={() => void terms.mutate()} />
      ) : (
        <Skeleton rows={5} tall />
      )}
    </Frame>
  );
}

type EditorProps = { terms: MessagingTerms; upcoming: readonly MessagingTerms[]; onSaved: () => Promise<unknown> };

const prices = [
  ['consultationBilled', 'Tin nhắn Zalo ngoài 48 giờ'],
  ['templateByUid', 'Tin theo mẫu qua Zalo'],
  ['templateByPhone', 'Tin theo mẫu theo số điện thoại'],
  ['notification', 'Thông báo của ứng dụng xã'],
] as const;
const quotas = [
  ['quotaTemplateByUid', 'Tin theo mẫu qua Zalo'],
  ['quotaTemplateByPhone', 'Tin theo mẫu theo số điện thoại'],
  ['quotaNotification', 'Thông báo của ứng dụng xã'],
] as const;

function TermsEditor({ terms, upcoming, onSaved }: EditorProps) {
  const hamlets = useCommune().data?.hamlets ?? [];
  const { busy, failure, faults, save } = useSave();
  const before = termsFormOf(terms);
  const [form, setForm] = useState<TermsForm>({ ...before, validFrom: inVietnam(new Date()).day });
  const [kept, setKept] = useState(false);
  const changed = JSON.stringify({ ...form, validFrom: '' }) !== JSON.stringify({ ...before, validFrom: '' });
  const guard = useLeaveGuard(changed && !kept);
  const change = (part: Partial<TermsForm>) => {
    setKept(false);
    setForm((now) => ({ ...now, ...part }));
  };
  const changeGroup = (place: number, part: Partial<TermsForm['groups'][number]>) =>
    change({ groups: form.groups.map((group, at) => (at === place ? { ...group, ...part } : group)) });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const keep = async () => {
      await call(saveMessagingTerms, { body: termsFrom(form) });
      setKept(true);
    };
    if (await save(termsFaults(form), keep, `Đã lưu, áp dụng từ ${plainDate(form.validFrom)}.`)) await onSaved();
  };
  const unconfirmed = isUnconfirmed(terms.source);

  return (
    <form className="desk-terms" noValidate onSubmit={(event) => void send(event)}>
      <div className="desk-side">
        <Notice tone={unconfirmed ? 'attention' : 'info'} title={`Đang áp dụng từ ${plainDate(terms.validFrom)}`}>
          <p>
            {unconfirmed && <span className="desk-unsure">Chưa xác nhận. </span>}
            {terms.source}
          </p>
          {upcoming.map(({ validFrom, source }) => (
            <p key={validFrom}>
              Từ {plainDate(validFrom)} sẽ đổi: {source}
            </p>
          ))}
        </Notice>
        <section className="desk-step" aria-labelledby="prices-title">
          <h2 id="prices-title" className="section-title">
            Giá một tin (đồng)
          </h2>
          <div className="desk-pair">
            {prices.map(([key, label]) => (
              <NumberField
                key={key}
                label={label}
                min={0}
                max={100_000}
                value={form[key]}
                fault={faults[key]}
                onChange={(value) => change({ [key]: value })}
              />
            ))}
          </div>
        </section>
        <section className="desk-step" aria-labelledby="quotas-title">
          <h2 id="quotas-title" className="section-title">
            Số tin được gửi một ngày
          </h2>
          <p className="quiet">Để trống khi Zalo tự báo hạn mức, hoặc không giới hạn.</p>
          <div className="desk-pair">
            {quotas.map(([key, label]) => (
              <NumberField
                key={key}
                label={label}
                min={0}
                max={100_000_000}
                value={form[key]}
                fault={faults[key]}
                onChange={(value) => change({ [key]: value })}
              />
            ))}
          </div>
        </section>
        <section className="desk-step" aria-labelledby="articles-title">
          <h2 id="articles-title" className="section-title">
            Bài viết gửi mọi người quan tâm
          </h2>
          <div className="desk-pair">
            <NumberField
              label="Mỗi ngày ít nhất tới (người)"
              min={0}
              max={100_000_000}
              value={form.articleSmallest}
              fault={faults.articleSmallest}
              onChange={(articleSmallest) => change({ articleSmallest })}
            />
            <NumberField
              label="Khi có từ (người quan tâm)"
              min={0}
              max={100_000_000}
              value={form.articleUpTo}
              fault={faults.articleUpTo}
              onChange={(articleUpTo) => change({ articleUpTo })}
            />
            <Field
              label="thì tới (% người quan tâm)"
              inputMode="decimal"
              value={form.articlePercent}
              maxLength={5}
              fault={faults.articlePercent}
              onChange={(articlePercent) => change({ articlePercent })}
            />
          </div>
        </section>
      </div>
      <div className="desk-side">
        <section className="desk-step" aria-labelledby="hours-title">
          <h2 id="hours-title" className="section-title">
            Giờ được gửi tin
          </h2>
          <p className="quiet">Tin khẩn gửi được cả ngoài giờ này.</p>
          <div className="desk-pair">
            <TimeField label="Từ" value={form.from} onChange={(from) => change({ from })} />
            <TimeField label="Đến" value={form.to} fault={faults.hours} onChange={(to) => change({ to })} />
          </div>
        </section>
        <section className="desk-step" aria-labelledby="groups-title">
          <h2 id="groups-title" className="section-title">
            Nhóm Zalo của các xóm
          </h2>
          {form.groups.map((group, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a new group has nothing else of its own
            <fieldset key={place} className="desk-group">
              <legend className="visually-hidden">Nhóm {place + 1}</legend>
              <SelectField
                label="Xóm"
                value={group.hamletKey}
                choices={[{ value: '', name: 'Chọn xóm' }, ...hamlets.map(({ key, name }) => ({ value: key, name }))]}
                fault={faults[`groups.${place}.hamletKey`]}
                onChange={(hamletKey) => changeGroup(place, { hamletKey })}
              />
              <Field
                label="Tên nhóm"
                value={group.name}
                maxLength={80}
                fault={faults[`groups.${place}.name`]}
                onChange={(name) => changeGroup(place, { name })}
              />
              <Field
                label="Mã nhóm Zalo cho"
                value={group.groupId}
                maxLength={64}
                fault={faults[`groups.${place}.groupId`]}
                onChange={(groupId) => changeGroup(place, { groupId })}
              />
              <button type="button" className="desk-tool" onClick={() => change({ groups: form.groups.filter((_, at) => at !== place) })}>
                Bỏ nhóm này
              </button>
            </fieldset>
          ))}
          <button
            type="button"
            className="desk-tool"
            onClick={() => change({ groups: [...form.groups, { groupId: '', hamletKey: '', name: '' }] })}
          >
            Thêm nhóm
          </button>
        </section>
        <section className="desk-step" aria-labelledby="from-title">
          <h2 id="from-title" className="section-title">
            Áp dụng
          </h2>
          <DayField label="Từ ngày" value={form.validFrom} fault={faults.validFrom} onChange={(validFrom) => change({ validFrom })} />
          <Field
            label="Lấy số này ở đâu"
            hint="Ví dụ: bảng giá Zalo ngày 01/03/2026. Chưa hỏi lại Zalo thì ghi thêm “chưa xác nhận”."
            value={form.source}
            maxLength={200}
            fault={faults.source}
            onChange={(source) => change({ source })}
          />
          {failure !== null && (
            <p className="field-fault" role="alert">
              {sayToOfficer(failure)}
            </p>
          )}
          <Button submits busy={busy}>
            Lưu giá, hạn mức
          </Button>
        </section>
      </div>
      <LeaveDialog guard={guard} lost="Những gì vừa sửa sẽ mất." />
    </form>
  );
}
