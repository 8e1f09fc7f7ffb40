import { type DeskConsultation, typeOpinion } from 'backend/contracts/consultation-desk';
import { consultationForms } from 'backend/contracts/consultation-matters';
import { numbered } from 'backend/contracts/consultation-text';
import { stanceWords } from 'backend/contracts/consultation-words';
import { type ConsultationForm, longestOpinion, type Stance, stances } from 'backend/contracts/consultations';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { inVietnam } from '../../days.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { DayField, NumberField, SelectField } from '../fields.js';
import { useSave } from '../use-save.js';

type TypeProps = { one: DeskConsultation; onDone: () => void; onClose: () => void };

/** What came on paper, at a meeting, by the box or the hotline. */
export function TypeDialog({ one, onDone, onClose }: TypeProps) {
  const { busy, failure, faults, save } = useSave();
  const hamlets = useCommune().data?.hamlets ?? [];
  const today = inVietnam(new Date()).day;
  const lastDay = one.closesOn !== null && one.closesOn < today ? one.closesOn : today;
  const [form, setForm] = useState({
    channel: 'hamlet_meeting' as ConsultationForm,
    on: lastDay,
    text: '',
    people: '1',
    stance: '',
    paragraph: '',
    hamletKey: '',
    note: '',
  });
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const creation = useRef({ key: '', body: '' });

  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    const known: Record<string, string> = {};
    if (form.text.trim().length < 3) known['body.text'] = 'Xin ghi nội dung ý kiến.';
    if (form.on === '') known['body.on'] = 'Xin chọn ngày nhận.';
    if (!/^[1-9]\d{0,4}$/.test(form.people)) known['body.people'] = 'Xin ghi số người, từ 1.';
    const body = {
      channel: form.channel,
      on: form.on,
      text: form.text,
      people: Number(form.people),
      stance: form.stance === '' ? null : (form.stance as Stance),
      paragraph: form.paragraph === '' ? null : form.paragraph,
      hamletKey: form.hamletKey === '' ? null : form.hamletKey,
      note: form.note,
    };
    const words = JSON.stringify(body);
    if (creation.current.body !== words) creation.current = { key: crypto.randomUUID(), body: words };
    const keep = () => call(typeOpinion, { params: { id: one.id }, body }, { idempotencyKey: creation.current.key });
    if (await save(known, keep, 'Đã nhập ý kiến.')) onDone();
  };

  return (
    <Dialog
      title="Nhập ý kiến nhận cách khác"
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={() => void send()}>
            Lưu ý kiến
          </Button>
          <Button look="quiet" onPress={onClose}>
            Quay lại
          </Button>
        </>
      }
    >
      <form className="desk-form" noValidate onSubmit={(event) => void send(event)}>
        <SelectField
          label="Nhận qua"
          value={form.channel}
          choices={consultationForms.map(({ key, name }) => ({ value: key, name }))}
          onChange={(channel) => change({ channel: consultationForms.find(({ key }) => key === channel)?.key ?? form.channel })}
        />
        <div className="desk-pair">
          <DayField
            label="Ngày nhận"
            max={lastDay}
            {...(one.opensOn === null ? {} : { min: one.versions[0]?.opensOn ?? one.opensOn })}
            value={form.on}
            fault={faults['body.on']}
            onChange={(on) => change({ on })}
          />
          <NumberField
            label="Số người cùng ý kiến"
            min={1}
            max={10_000}
            value={form.people}
            fault={faults['body.people']}
            onChange={(people) => change({ people })}
          />
        </div>
        <Field
          label="Nội dung ý kiến"
          hint="Ghi đúng ý, không ghi tên và số điện thoại."
          rows={4}
          value={form.text}
          maxLength={longestOpinion}
          fault={faults['body.text']}
          onChange={(text) => change({ text })}
        />
        <SelectField
          label="Góp ý về"
          value={form.paragraph}
          choices={[
            { value: '', name: 'Cả dự thảo' },
            ...numbered(one.current?.content.parts ?? []).flatMap(({ key, number, text }) =>
              number === null ? [] : [{ value: key, name: `Đoạn ${number}: ${text.slice(0, 40)}` }],
            ),
          ]}
          fault={faults['body.paragraph']}
          onChange={(paragraph) => change({ paragraph })}
        />
        <div className="desk-pair">
          <SelectField
            label="Bày tỏ chung"
            value={form.stance}
            choices={[{ value: '', name: 'Không nêu' }, ...stances.map((value) => ({ value, name: stanceWords[value] }))]}
            onChange={(stance) => change({ stance })}
          />
          <SelectField
            label="Xóm"
            value={form.hamletKey}
            choices={[{ value: '', name: 'Không ghi' }, ...hamlets.map(({ key, name }) => ({ value: key, name }))]}
            fault={faults['body.hamletKey']}
            onChange={(hamletKey) => change({ hamletKey })}
          />
        </div>
        <Field
          label="Lưu ở đâu"
          hint="Số biên bản, số phiếu, tập hồ sơ."
          value={form.note}
          maxLength={200}
          fault={faults['body.note']}
          onChange={(note) => change({ note })}
        />
        {failure !== null && failure.code !== 'invalid_request' && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
