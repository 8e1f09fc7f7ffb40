import { readReportForm, reportKinds } from 'backend/contracts/feedback';
import type { DeskReport } from 'backend/contracts/feedback-desk';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import { kindWords } from '../../features/feedback/report-words.js';
import { useApi } from '../../use-api.js';
import { NumberField, SelectField } from '../fields.js';
import { useSave } from '../use-save.js';
import { type ActForm, actFaults, actionOf, emptyActForm, type FormAct, fieldsOf } from './act-forms.js';
import { sayRefusal, wordsOf } from './feedback-words.js';
import { OfficerField, useOfficers } from './officer-field.js';
import type { Act } from './report-pane.js';

type ActDialogProps = {
  report: DeskReport;
  what: FormAct;
  act: Act;
  onClose: () => void;
  /** Said instead of the usual consequence, where it depends on the report. */
  consequence?: string;
};

const dangerous = new Set<FormAct>(['decline', 'forward', 'mark_spam', 'block', 'hide_from_board']);

/** One act with its small form: what follows from it, what it needs to know, and one button. What was typed stays when it was refused. */
export function ActDialog({ report, what, act, onClose, consequence }: ActDialogProps) {
  const words = wordsOf(what);
  const { busy, failure, faults: refused, save } = useSave();
  const [form, setForm] = useState<ActForm>({ ...emptyActForm, complex: !report.complex });
  const categories = useApi(readReportForm, what === 'reclassify' ? {} : null, { revalidateOnFocus: false }).data?.categories ?? [];
  const faults = fieldsOf(refused);
  const change = (part: Partial<ActForm>) => setForm((before) => ({ ...before, ...part }));
  const isOver = !report.may.includes(what);
  const name = words.name.replace(/…$/, '');
  const said = consequence ?? words.consequence;

  const send = async () => {
    if (await save(actFaults(what, form, categories), () => act(actionOf(what, form)), words.done)) onClose();
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <>
          <Button look={dangerous.has(what) ? 'danger' : 'main'} busy={busy} disabled={isOver} onPress={() => void send()}>
            {name}
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      {said !== '' && <p className="desk-affected">{said}</p>}
      {(what === 'assign' || what === 'hand_over') && <WhoField form={form} report={report} fault={faults.officerId} onChange={change} />}
      {what === 'forward' && (
        <Field label="Chuyển tới cơ quan nào" value={form.to} maxLength={150} fault={faults.to} onChange={(to) => change({ to })} />
      )}
      {what === 'reclassify' && <KindFields form={form} report={report} categories={categories} faults={faults} onChange={change} />}
      {what === 'set_complexity' && (
        <Choices
          legend="Mức"
          value={form.complex ? 'complex' : 'simple'}
          choices={[
            { value: 'simple', name: 'Đơn giản', detail: 'Thông tin có sẵn.' },
            { value: 'complex', name: 'Phức tạp', detail: 'Phải tập hợp từ nhiều nơi hoặc hỏi cơ quan khác.' },
          ]}
          onChoose={(level) => change({ complex: level === 'complex' })}
        />
      )}
      {what === 'block' && (
        <NumberField
          label="Trong bao nhiêu ngày"
          min={1}
          max={365}
          value={form.days}
          fault={faults.days}
          onChange={(days) => change({ days })}
        />
      )}
      {words.field !== undefined && (
        <>
          {words.ready !== undefined && (
            <div className="desk-chips">
              {words.ready.map((ready) => (
                <button key={ready} type="button" className="desk-count" onClick={() => change({ text: ready })}>
                  {ready}
                </button>
              ))}
            </div>
          )}
          <Field
            label={words.field}
            {...(words.hint === undefined ? {} : { hint: words.hint })}
            rows={3}
            maxLength={what === 'note' ? 1_000 : 500}
            value={form.text}
            fault={faults.text}
            onChange={(text) => change({ text })}
          />
        </>
      )}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayRefusal(failure)}
        </p>
      )}
      {isOver && (
        <Notice tone="attention" title="Phản ánh đã sang bước khác">
          <p>Việc này không còn làm được. Chữ vừa gõ vẫn ở trên để chép lại.</p>
        </Notice>
      )}
    </Dialog>
  );
}

type FieldsProps = { form: ActForm; report: DeskReport; onChange: (part: Partial<ActForm>) => void };

function WhoField({ form, report, fault, onChange }: FieldsProps & { fault: string | undefined }) {
  const officers = useOfficers();
  return (
    <OfficerField
      label="Người nhận"
      officers={officers}
      value={form.officerId}
      without={report.assignee === null ? [] : [report.assignee.officerId]}
      fault={fault}
      onChange={(officerId) => onChange({ officerId })}
    />
  );
}

type Category = { key: string; name: string; kind: DeskReport['kind'] };

/** The right kind, and for those we take the right category of it. */
function KindFields({
  form,
  report,
  categories,
  faults,
  onChange,
}: FieldsProps & { categories: readonly Category[]; faults: Readonly<Record<string, string>> }) {
  const ofKind = categories.filter(({ kind }) => kind === form.kind);
  return (
    <>
      <SelectField
        label="Loại đúng"
        value={form.kind}
        choices={[
          { value: '', name: `Đang là: ${kindWords[report.kind]}` },
          ...reportKinds.map((value) => ({ value, name: kindWords[value] })),
          { value: 'complaint', name: 'Khiếu nại (hướng dẫn làm đơn)' },
        ]}
        {...(form.kind === 'complaint' && {
          hint: 'Xã không nhận khiếu nại qua mạng: người gửi được hướng dẫn nơi nộp, mẫu đơn và lịch tiếp công dân. Phản ánh khép lại.',
        })}
        fault={faults.kind ?? faults.to}
        onChange={(kind) =>
          onChange({ kind: kind === 'complaint' ? kind : (reportKinds.find((one) => one === kind) ?? ''), categoryKey: '' })
        }
      />
      {ofKind.length > 0 && (
        <SelectField
          label="Lĩnh vực"
          value={form.categoryKey}
          choices={[{ value: '', name: 'Xin chọn' }, ...ofKind.map(({ key, name }) => ({ value: key, name }))]}
          fault={faults.categoryKey}
          onChange={(categoryKey) => onChange({ categoryKey })}
        />
      )}
    </>
  );
}
