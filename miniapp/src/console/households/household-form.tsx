import { addHousehold, editHousehold, type Household, memberRelations, mostMembers } from 'backend/contracts/households';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { useSave } from '../use-save.js';
import { bodyOf, faultsOf, formOf, type HouseholdFields, type MemberFields, newMember, withHead } from './household-fields.js';

type HouseholdFormProps = {
  /** Null: a new one. */
  household: Household | null;
  hamlets: readonly { key: string; name: string }[];
  /** Null when nothing was changed. */
  onDone: (changed: Household | null) => void;
};

/** What is written of a household and its members. */
export function HouseholdForm({ household, hamlets, onDone }: HouseholdFormProps) {
  const { busy, failure, faults, save } = useSave();
  const [fields, setFields] = useState<HouseholdFields>(() => formOf(household, hamlets[0]?.key ?? ''));
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const change = (part: Partial<HouseholdFields>) => setFields((before) => ({ ...before, ...part }));
  const changeMember = (place: number, part: Partial<MemberFields>) =>
    change({ members: fields.members.map((member, index) => (index === place ? { ...member, ...part } : member)) });
  const isNew = household === null;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const body = bodyOf(fields);
    let changed: Household | null = null;
    const write = async () => {
      changed = isNew
        ? await call(addHousehold, {
            body: {
              ...body,
              members: body.members.map(({ id: _id, ...member }, place) => ({
                ...member,
                isRepresentative: place === fields.representative,
              })),
            },
          })
        : await call(editHousehold, {
            params: { id: household.id },
            body: { ...body, reason: fields.reason.normalize('NFC').replace(/\s+/g, ' ').trim(), revision: household.revision },
          });
    };
    const known = faultsOf(fields, isNew);
    if ((await save(known, write, isNew ? 'Đã ghi hộ mới vào sổ.' : 'Đã lưu.')) && changed !== null) onDone(changed);
  };

  return (
    <form className="desk-step" noValidate aria-labelledby="household-form" onSubmit={(event) => void send(event)}>
      <h2 ref={head} id="household-form" tabIndex={-1} className="section-title desk-focus-head">
        {isNew ? 'Ghi hộ mới' : `Sửa hộ ${household.code}`}
      </h2>
      <div className="desk-pair">
        <Field
          label="Mã hộ trong sổ của xóm"
          value={fields.code}
          maxLength={24}
          fault={faults['body.code']}
          onChange={(code) => change({ code })}
        />
        <SelectField
          label="Xóm"
          value={fields.hamletKey}
          choices={hamlets.map(({ key, name }) => ({ value: key, name }))}
          fault={faults['body.hamletKey']}
          onChange={(hamletKey) => change({ hamletKey })}
        />
      </div>
      <Field
        label="Chủ hộ"
        value={fields.headName}
        maxLength={80}
        fault={faults['body.headName']}
        onChange={(headName) => change(withHead(fields, headName))}
      />
      <div className="desk-pair">
        <Field
          label="Địa chỉ (không bắt buộc)"
          value={fields.address}
          maxLength={160}
          fault={faults['body.address']}
          onChange={(address) => change({ address })}
        />
        <Field
          label="Số nhân khẩu"
          value={fields.size}
          maxLength={2}
          inputMode="numeric"
          fault={faults['body.size']}
          onChange={(size) => change({ size })}
        />
      </div>
      <fieldset className="households-fields">
        <legend className="field-label">Thành viên</legend>
        {faults['body.members'] !== undefined && <p className="field-fault">{faults['body.members']}</p>}
        {fields.members.map((member, place) => (
          <MemberRow
            key={member.key}
            member={member}
            place={place}
            faults={faults}
            isRepresentative={
              isNew
                ? fields.representative === place
                : household.members.some(({ id, isRepresentative }) => isRepresentative && id === member.id)
            }
            onChange={(part) => changeMember(place, part)}
            onRemove={() =>
              change({
                members: fields.members.filter((_, index) => index !== place),
                representative:
                  fields.representative === place
                    ? null
                    : fields.representative !== null && fields.representative > place
                      ? fields.representative - 1
                      : fields.representative,
              })
            }
            {...(isNew && { onRepresent: () => change({ representative: place }) })}
          />
        ))}
        {fields.members.length < mostMembers && (
          <button type="button" className="desk-tool" onClick={() => change({ members: [...fields.members, newMember()] })}>
            Thêm thành viên
          </button>
        )}
      </fieldset>
      {!isNew && (
        <Field
          label="Lý do sửa"
          hint="Ví dụ: Sửa năm sinh theo căn cước"
          value={fields.reason}
          maxLength={200}
          fault={faults['body.reason']}
          onChange={(reason) => change({ reason })}
        />
      )}
      {failure !== null && Object.keys(faults).length === 0 && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy}>
        {isNew ? 'Ghi vào sổ' : 'Lưu thay đổi'}
      </Button>
      <Button look="quiet" onPress={() => onDone(null)}>
        {isNew ? 'Thôi' : 'Để nguyên'}
      </Button>
    </form>
  );
}

type MemberRowProps = {
  member: MemberFields;
  place: number;
  faults: Readonly<Record<string, string>>;
  isRepresentative: boolean;
  onChange: (part: Partial<MemberFields>) => void;
  onRemove: () => void;
  /** Only in a new household; later the representative changes by an act of its own. */
  onRepresent?: () => void;
};

const relationChoices = [
  { value: '', name: 'Chưa rõ' },
  ...memberRelations.map((value) => ({ value: value as string, name: value as string })),
];

function MemberRow({ member, place, faults, isRepresentative, onChange, onRemove, onRepresent }: MemberRowProps) {
  const at = `body.members.${place}`;
  const known = relationChoices.some(({ value }) => value === member.relation);
  const who = member.name.trim() === '' ? `người thứ ${place + 1}` : member.name;
  return (
    <div className="households-member-form">
      <Field label="Họ và tên" value={member.name} maxLength={80} fault={faults[`${at}.name`]} onChange={(name) => onChange({ name })} />
      <div className="desk-pair">
        <Field
          label="Năm sinh"
          value={member.birthYear}
          maxLength={4}
          inputMode="numeric"
          fault={faults[`${at}.birthYear`]}
          onChange={(birthYear) => onChange({ birthYear })}
        />
        <SelectField
          label="Là gì trong hộ"
          value={member.relation}
          choices={known ? relationChoices : [...relationChoices, { value: member.relation, name: member.relation }]}
          onChange={(relation) => onChange({ relation })}
        />
      </div>
      <div className="households-line">
        {onRepresent === undefined ? (
          isRepresentative && <span className="households-tag">Đại diện hộ</span>
        ) : (
          <label className="desk-check">
            <input type="radio" name="household-representative" checked={isRepresentative} onChange={onRepresent} />
            <span>Đại diện hộ</span>
          </label>
        )}
        {(onRepresent !== undefined || !isRepresentative) && (
          <button type="button" className="desk-tool" aria-label={`Bỏ ${who}`} onClick={onRemove}>
            Bỏ
          </button>
        )}
      </div>
    </div>
  );
}
