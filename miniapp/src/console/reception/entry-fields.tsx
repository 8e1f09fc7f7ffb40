import { listReceptionOfficers, receptionKinds, refusalGrounds } from 'backend/contracts/reception-register';
import { receptionKindWords, refusalWords, representativesSentence } from 'backend/contracts/reception-words';
import { Field } from '../../components/field.js';
import { useApi } from '../../use-api.js';
import { Checks, NumberField, SelectField } from '../fields.js';
import type { EntryForm } from './entry-form.js';

type FieldsProps = {
  form: EntryForm;
  faults: Readonly<Record<string, string>>;
  onChange: (part: Partial<EntryForm>) => void;
  /** Shows what is rarely needed from the beginning. */
  whole?: boolean;
};

/** The columns of Mẫu 03/TCD; the few that are always needed first, the others behind a press. */
export function EntryFields({ form, faults, onChange, whole = false }: FieldsProps) {
  const officers = useApi(listReceptionOfficers, {}, { revalidateOnFocus: false }).data?.officers ?? [];
  const group = representativesSentence(Number(form.people));
  const hasMore = whole || [form.settledBy, form.guidance, form.acceptedBy, form.note, form.ground].some((text) => text !== '');
  return (
    <>
      <Field label="Họ và tên" value={form.name} maxLength={80} fault={faults['body.name']} onChange={(name) => onChange({ name })} />
      <div className="desk-reception-even">
        <Field
          label="Nơi ở"
          value={form.address}
          maxLength={200}
          fault={faults['body.address']}
          onChange={(address) => onChange({ address })}
        />
        <Field
          label="Số CCCD, hộ chiếu"
          inputMode="numeric"
          value={form.identityNumber}
          maxLength={20}
          fault={faults['body.identityNumber']}
          onChange={(identityNumber) => onChange({ identityNumber })}
        />
      </div>
      <Field
        label="Nội dung"
        rows={2}
        value={form.content}
        maxLength={4_000}
        fault={faults['body.content']}
        onChange={(content) => onChange({ content })}
      />
      <div className="desk-reception-short">
        <SelectField
          label="Loại đơn"
          value={form.kind}
          choices={[{ value: '', name: 'Xin chọn' }, ...receptionKinds.map((kind) => ({ value: kind, name: receptionKindWords[kind] }))]}
          fault={faults['body.kind']}
          onChange={(value) => onChange({ kind: receptionKinds.find((kind) => kind === value) ?? '' })}
        />
        <NumberField
          label="Số người"
          min={1}
          max={500}
          value={form.people}
          fault={faults['body.people']}
          onChange={(people) => onChange({ people })}
        />
      </div>
      {group !== null && <p className="quiet">{group}</p>}
      {form.kind === 'denunciation' && (
        <p className="desk-unsure">Tố cáo: chỉ người ghi dòng này và Chủ tịch đọc được; không hiện trên điện thoại, không ra Excel.</p>
      )}
      <details className="desk-fold" open={hasMore}>
        <summary>Thêm: thẩm quyền, từ chối tiếp…</summary>
        <div className="desk-form">
          <Field
            label="Cơ quan đã giải quyết"
            value={form.settledBy}
            maxLength={200}
            fault={faults['body.settledBy']}
            onChange={(settledBy) => onChange({ settledBy })}
          />
          <SelectField
            label="Thuộc thẩm quyền của xã"
            value={form.competent}
            choices={[
              { value: '', name: 'Chưa rõ' },
              { value: 'yes', name: 'Có' },
              { value: 'no', name: 'Không' },
            ]}
            onChange={(value) => onChange({ competent: value === 'yes' || value === 'no' ? value : '' })}
          />
          <Field
            label="Đã hướng dẫn"
            rows={2}
            value={form.guidance}
            maxLength={1_000}
            fault={faults['body.guidance']}
            onChange={(guidance) => onChange({ guidance })}
          />
          <Field
            label="Cơ quan thụ lý"
            value={form.acceptedBy}
            maxLength={200}
            fault={faults['body.acceptedBy']}
            onChange={(acceptedBy) => onChange({ acceptedBy })}
          />
          <Field
            label="Theo dõi kết quả"
            rows={2}
            value={form.result}
            maxLength={1_000}
            fault={faults['body.result']}
            onChange={(result) => onChange({ result })}
          />
          <SelectField
            label="Từ chối tiếp (Điều 9)"
            value={form.ground}
            choices={[
              { value: '', name: 'Không, đã tiếp' },
              ...refusalGrounds.map((ground) => ({ value: ground, name: refusalWords[ground] })),
            ]}
            fault={faults['body.refusal.ground']}
            onChange={(value) => onChange({ ground: refusalGrounds.find((ground) => ground === value) ?? '' })}
          />
          {form.ground !== '' && (
            <Field
              label="Ghi rõ vì sao từ chối"
              value={form.groundNote}
              maxLength={300}
              fault={faults['body.refusal.note']}
              onChange={(groundNote) => onChange({ groundNote })}
            />
          )}
          <Field label="Ghi chú" value={form.note} maxLength={500} fault={faults['body.note']} onChange={(note) => onChange({ note })} />
          {officers.length > 0 && (
            <Checks
              legend="Cán bộ bị khiếu nại, tố cáo (người này sẽ không đọc được)"
              choices={officers.map(({ id, name, title }) => ({ value: id, name, detail: title }))}
              chosen={form.complainedOfficerIds}
              fault={faults['body.complainedOfficerIds']}
              onChange={(complainedOfficerIds) => onChange({ complainedOfficerIds })}
            />
          )}
        </div>
      </details>
    </>
  );
}
