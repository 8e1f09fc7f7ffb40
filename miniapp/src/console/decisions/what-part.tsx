import { scopeRefusal, wayCondition, wayRefusal } from 'backend/contracts/decision-ways';
import { decisionItems, decisionWays } from 'backend/contracts/decisions';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { DayField, SelectField, TimeField } from '../fields.js';
import { withChoice } from './decision-form.js';
import { meetingVoteWords, wayWords } from './decision-words.js';
import type { PartProps } from './steps-part.js';

type WhatPartProps = PartProps & {
  /** The hamlets whoever writes may decide for. */
  hamlets: readonly { key: string; name: string; households: number }[];
  /** Whoever writes for the whole commune may let all hamlets decide together. */
  mayCommune: boolean;
};

const named = ({ name, households }: WhatPartProps['hamlets'][number]) => `${name} (${households.toLocaleString('vi-VN')} hộ)`;

/** Which item of Art. 15 it is, of whom, and what it says. */
export function WhatPart({ form, faults, onChange, hamlets, mayCommune }: WhatPartProps) {
  const chosen = decisionItems.find(({ item }) => item === form.item);
  const refused = scopeRefusal(form.item, 'commune');
  return (
    <section className="desk-step" aria-labelledby="what-title">
      <h2 id="what-title" className="section-title">
        1. Việc gì
      </h2>
      <SelectField
        label="Thuộc nội dung nào của Điều 15"
        value={String(form.item)}
        choices={decisionItems.map(({ item, name }) => ({ value: String(item), name: `Khoản ${item}. ${name}` }))}
        hint={`${chosen?.name ?? ''}. Luật 10/2022/QH15, ${chosen?.article ?? ''}.`}
        onChange={(value) => {
          const item = decisionItems.find((one) => String(one.item) === value)?.item;
          if (item !== undefined) onChange(withChoice(form, { item }));
        }}
      />
      {mayCommune && (
        <Choices
          legend="Phạm vi"
          value={form.scope}
          choices={[
            { value: 'hamlet', name: 'Một xóm' },
            {
              value: 'commune',
              name: 'Toàn xã',
              disabled: refused !== null,
              detail: refused === null ? 'Từng xóm đồng ý, và ít nhất hai phần ba số xóm' : `${refused.why} ${refused.article}.`,
            },
          ]}
          onChoose={(scope) => onChange({ scope })}
        />
      )}
      {form.scope === 'hamlet' ? (
        <SelectField
          label="Xóm"
          value={form.hamletKeys[0] ?? ''}
          choices={[
            ...(form.hamletKeys.length === 0 ? [{ value: '', name: 'Xin chọn' }] : []),
            ...hamlets.map((one) => ({ value: one.key, name: named(one) })),
          ]}
          fault={faults.hamletKeys}
          onChange={(key) => onChange({ hamletKeys: key === '' ? [] : [key] })}
        />
      ) : (
        <p>Mọi xóm của xã cùng quyết định, tính riêng từng xóm.</p>
      )}
      <Field
        label="Tên việc"
        value={form.title}
        maxLength={160}
        placeholder={form.style === 'election' ? 'Bầu Trưởng xóm nhiệm kỳ 2026–2031' : 'Đóng góp làm đường bê tông vào xóm'}
        fault={faults.title}
        onChange={(title) => onChange({ title })}
      />
      <Field
        label="Tóm tắt"
        hint="Vài câu dễ hiểu: làm gì, vì sao, hộ phải đóng hay được gì."
        rows={3}
        value={form.summary}
        maxLength={600}
        fault={faults.summary}
        onChange={(summary) => onChange({ summary })}
      />
      <Field
        label="Nội dung đầy đủ"
        hint="Để một dòng trống giữa hai đoạn; dòng bắt đầu bằng dấu gạch là một mục."
        rows={7}
        value={form.text}
        maxLength={20_000}
        fault={faults.text}
        onChange={(text) => onChange({ text })}
      />
    </section>
  );
}

/** How households decide: what the law does not allow for this item cannot be chosen, and says why. */
export function HowPart({ form, faults, onChange }: PartProps) {
  return (
    <section className="desk-step" aria-labelledby="how-title">
      <h2 id="how-title" className="section-title">
        2. Quyết định bằng cách nào
      </h2>
      <Choices
        legend="Cách quyết định"
        value={form.way}
        choices={decisionWays.map((way) => {
          const refusal = wayRefusal(form.item, way);
          const said = refusal ?? wayCondition(form, way);
          return {
            value: way,
            name: wayWords[way],
            disabled: refusal !== null,
            detail:
              said === null
                ? way === 'meeting'
                  ? 'Họp đại diện các hộ. Luật 10/2022/QH15, Điều 18.'
                  : 'Khi Trưởng xóm và Mặt trận thống nhất không cần họp. NĐ 59/2023/NĐ-CP, Điều 4.'
                : `${refusal === null ? '' : 'Không được. '}${said.why} ${said.article}.`,
          };
        })}
        onChoose={(way) => onChange(withChoice(form, { way }))}
      />
      {form.way === 'meeting' ? (
        <Choices
          legend="Tại cuộc họp"
          small
          value={form.meetingVote}
          choices={[
            { value: 'hands', name: meetingVoteWords.hands },
            { value: 'ballot', name: meetingVoteWords.ballot },
          ]}
          onChoose={(meetingVote) => onChange({ meetingVote })}
        />
      ) : (
        <>
          <div className="desk-pair">
            <DayField label="Ngày bắt đầu" value={form.opensDay} fault={faults.opensAt} onChange={(opensDay) => onChange({ opensDay })} />
            <TimeField label="Giờ bắt đầu" value={form.opensTime} onChange={(opensTime) => onChange({ opensTime })} />
          </div>
          <div className="desk-pair">
            <DayField
              label="Ngày kết thúc"
              value={form.closesDay}
              fault={faults.closesAt}
              onChange={(closesDay) => onChange({ closesDay })}
            />
            <TimeField label="Giờ kết thúc" value={form.closesTime} onChange={(closesTime) => onChange({ closesTime })} />
          </div>
          <p className="field-hint">Đến giờ thì tự mở, tự đóng; hết giờ không ai biểu quyết được nữa.</p>
        </>
      )}
    </section>
  );
}
