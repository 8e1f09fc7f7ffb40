import { roles } from 'backend/contracts/residents';
import { Field } from '../../components/field.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { roleWords } from '../console-words.js';
import { Checks, NumberField } from '../fields.js';
import { count } from './broadcast-words.js';
import { type Form, householdCodesIn } from './compose-form.js';

type AudiencePartProps = { form: Form; faults: Readonly<Record<string, string>>; onChange: (part: Partial<Form>) => void };

/** Who gets it. Nothing chosen is everybody; what narrows it stands folded until it is used. */
export function AudiencePart({ form, faults, onChange }: AudiencePartProps) {
  const hamlets = useCommune().data?.hamlets ?? [];
  const households = householdCodesIn(form.households).length;
  const narrowed = form.roles.length > 0 || form.ageFrom !== '' || form.ageTo !== '' || households > 0 || form.onePerHousehold;
  const flags = [
    ...(form.hamletKeys.length > 0
      ? [{ value: 'includeUnknownHamlet', name: 'Gửi cả người chưa rõ ở xóm nào', detail: 'Bỏ chọn thì họ không nhận được.' } as const]
      : []),
    ...(form.ageFrom !== '' || form.ageTo !== ''
      ? [{ value: 'includeUnknownAge', name: 'Gửi cả người chưa rõ năm sinh', detail: 'Bỏ chọn thì họ không nhận được.' } as const]
      : []),
  ];
  return (
    <>
      <Checks
        legend="Xóm (không chọn là cả xã)"
        choices={hamlets.map(({ key, name }) => ({ value: key, name }))}
        chosen={form.hamletKeys}
        onChange={(hamletKeys) => onChange({ hamletKeys })}
      />
      <details className="desk-fold" open={narrowed}>
        <summary>Chọn hẹp hơn: tuổi, hộ, vai trò</summary>
        <div className="desk-form">
          <div className="desk-pair">
            <NumberField
              label="Từ tuổi"
              min={0}
              max={130}
              value={form.ageFrom}
              fault={faults['body.audience.ageFrom']}
              onChange={(ageFrom) => onChange({ ageFrom })}
            />
            <NumberField
              label="Đến tuổi"
              min={0}
              max={130}
              value={form.ageTo}
              fault={faults['body.audience.ageTo']}
              onChange={(ageTo) => onChange({ ageTo })}
            />
          </div>
          <Field
            label="Mã hộ (dán từ sổ hộ, mỗi hộ một dòng)"
            hint={households === 0 ? 'Để trống là mọi hộ.' : `${count(households)} hộ.`}
            rows={3}
            value={form.households}
            fault={faults['body.audience.householdCodes']}
            onChange={(text) => onChange({ households: text })}
          />
          <Checks
            legend="Chỉ gửi người có vai trò (không chọn là mọi người dân)"
            choices={roles.map((value) => ({ value, name: roleWords[value] }))}
            chosen={form.roles}
            onChange={(chosen) => onChange({ roles: chosen })}
          />
          <Checks
            legend="Mỗi hộ"
            choices={[
              {
                value: 'one',
                name: 'Mỗi hộ chỉ gửi một người',
                detail: 'Người chưa ghi mã hộ vẫn nhận riêng từng người.',
              },
            ]}
            chosen={form.onePerHousehold ? ['one'] : []}
            onChange={(chosen) => onChange({ onePerHousehold: chosen.length > 0 })}
          />
        </div>
      </details>
      {flags.length > 0 && (
        <Checks
          legend="Người chưa đủ thông tin"
          choices={flags}
          chosen={flags.map(({ value }) => value).filter((value) => form[value])}
          onChange={(chosen) => onChange(Object.fromEntries(flags.map(({ value }) => [value, chosen.includes(value)])) as Partial<Form>)}
        />
      )}
    </>
  );
}

const modes = [
  {
    value: 'article',
    name: 'Gửi chung bằng một bài viết cho mọi người quan tâm',
    detail: 'Nhanh, không mất tiền. Chỉ làm được khi gửi cả xã và không ai đã thôi nhận; ai cũng đọc cùng một câu, không có tên riêng.',
  },
  {
    value: 'groups',
    name: 'Gửi vào nhóm Zalo của xóm',
    detail: 'Xóm nào có nhóm thì gửi một tin vào nhóm, thay cho từng người trong xóm ấy.',
  },
  {
    value: 'paid',
    name: 'Dùng cả cách mất tiền khi không còn cách khác',
    detail: 'Tới được nhiều người hơn. Số tiền dự tính hiện ở ô bên cạnh trước khi gửi.',
  },
] as const;

/** Which ways are allowed besides those that cost nothing. */
export function ModesPart({ form, onChange }: Pick<AudiencePartProps, 'form' | 'onChange'>) {
  return (
    <Checks
      legend="Cách gửi được phép dùng thêm"
      choices={modes}
      chosen={modes.map(({ value }) => value).filter((value) => form[value])}
      onChange={(chosen) =>
        onChange({ article: chosen.includes('article'), groups: chosen.includes('groups'), paid: chosen.includes('paid') })
      }
    />
  );
}
