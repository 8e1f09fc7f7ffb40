import { homeVisitReasons, relations } from 'backend/contracts/appointments';
import type { Me } from 'backend/contracts/residents';
import { useState } from 'react';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import type { Draft } from '../../features/appointments/draft.js';
import { PhoneRequest } from '../../features/residents/phone-request.js';
import { useKeepMe } from '../../features/residents/use-me.js';
import { homeVisitWords, relationWords } from '../../words.js';
import { HoldLine } from './hold-line.js';

type WhoStepProps = { draft: Draft; change: (part: Partial<Draft>) => void; me: Me; faults: Record<string, string> };

type Relation = Draft['relation'];
const others = relations.filter((relation) => relation !== 'self');

function isRelation(text: string): text is Relation {
  return (relations as readonly string[]).includes(text);
}

/** Who comes, how to reach them, and for a visit at home why and where. */
export function WhoStep({ draft, change, me, faults }: WhoStepProps) {
  return (
    <>
      <HoldLine draft={draft} />
      <PersonPart draft={draft} change={change} me={me} faults={faults} />
      {draft.way === 'home' && <VisitPart draft={draft} change={change} faults={faults} />}
      <PhonePart draft={draft} change={change} me={me} faults={faults} />
    </>
  );
}

function PersonPart({ draft, change, me, faults }: WhoStepProps) {
  const forSelf = draft.relation === 'self';
  const family = me.family.filter((member): member is { name: string; relation: Relation } => isRelation(member.relation));
  const remembered = family.findIndex(({ name, relation }) => name === draft.name && relation === draft.relation);
  const [typing, setTyping] = useState(!forSelf && remembered === -1);
  const chosen = forSelf ? 'self' : remembered !== -1 && !typing ? `family-${remembered}` : 'new';

  return (
    <>
      <Choices
        legend="Đặt cho ai?"
        value={chosen}
        choices={[
          { value: 'self', name: me.nameKnown ? `Tôi (${me.name})` : 'Tôi' },
          ...family.map(({ name, relation }, place) => ({ value: `family-${place}`, name, detail: relationWords[relation] })),
          { value: 'new', name: family.length === 0 ? 'Người trong nhà, hàng xóm' : 'Người khác, chưa có ở trên' },
        ]}
        onChoose={(value) => {
          const member = family[Number(value.replace('family-', ''))];
          setTyping(value === 'new');
          if (value === 'self') change({ relation: 'self', name: '' });
          else if (value !== 'new' && member !== undefined) change({ relation: member.relation, name: member.name });
          else change({ relation: 'child', name: '' });
        }}
      />
      {chosen === 'new' && (
        <Choices
          small
          legend="Người đó là ai với ông/bà?"
          value={draft.relation}
          choices={others.map((relation) => ({ value: relation, name: relationWords[relation] }))}
          onChoose={(relation) => change({ relation })}
        />
      )}
      {(chosen === 'new' || (forSelf && !me.nameKnown)) && (
        <Field
          label={forSelf ? 'Họ và tên của ông/bà' : 'Họ và tên người cần làm giấy tờ'}
          value={draft.name}
          autoComplete={forSelf ? 'name' : 'off'}
          maxLength={80}
          fault={faults['body.person.name']}
          onChange={(name) => change({ name })}
        />
      )}
    </>
  );
}

function VisitPart({ draft, change, faults }: Omit<WhoStepProps, 'me'>) {
  return (
    <>
      <Choices
        legend="Vì sao cần phục vụ tại nhà?"
        value={draft.visitReason}
        choices={homeVisitReasons.map((reason) => ({ value: reason, name: homeVisitWords[reason] }))}
        fault={draft.visitReason === null ? faults['body.homeVisit.reason'] : undefined}
        onChoose={(visitReason) => change({ visitReason })}
      />
      <Field
        label="Nhà ở đâu?"
        hint="Xóm, chỗ dễ tìm. Ví dụ: xóm Tân Lập, cạnh nhà văn hóa."
        value={draft.visitAddress}
        maxLength={200}
        fault={faults['body.homeVisit.address']}
        onChange={(visitAddress) => change({ visitAddress })}
      />
      <Field
        label="Dặn thêm cán bộ (không bắt buộc)"
        hint="Chỉ cán bộ đến nhà đọc được, xóa sau buổi làm việc."
        value={draft.visitNote}
        rows={3}
        maxLength={300}
        fault={faults['body.homeVisit.note']}
        onChange={(visitNote) => change({ visitNote })}
      />
    </>
  );
}

function PhonePart({ draft, change, me, faults }: WhoStepProps) {
  const keepMe = useKeepMe();
  const [answer, setAnswer] = useState<string | null>(null);

  if (me.phoneMasked !== null) {
    return (
      <p>
        Khi cần, cán bộ gọi số <strong>{me.phoneMasked}</strong>. <span className="quiet">Đổi hoặc xóa số ở mục Cá nhân.</span>
      </p>
    );
  }
  return (
    <section className="stack" aria-labelledby="phone-title">
      <h3 id="phone-title" className="section-title">
        Số điện thoại (không bắt buộc)
      </h3>
      <p className="quiet">Để cán bộ gọi khi lịch có thay đổi.</p>
      {answer === null ? <PhoneRequest onSaved={keepMe} onRefused={setAnswer} /> : <Notice>{answer}</Notice>}
      <Field
        label="Hoặc gõ số điện thoại"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        maxLength={20}
        value={draft.phone}
        fault={faults['body.phone']}
        onChange={(phone) => change({ phone })}
      />
    </section>
  );
}
