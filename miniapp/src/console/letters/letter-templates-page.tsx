import '../broadcasts/broadcasts.css';
import './letters.css';
import {
  type LifeLetterKindInfo,
  listLifeLetterKinds,
  listLifeLetterTemplateVersions,
  updateLifeLetterTemplate,
} from 'backend/contracts/life-letters';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Failure, Skeleton } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { Frame } from '../frame.js';
import { useSave } from '../use-save.js';

/** The words each kind of letter begins with; a change is a new version and touches no letter already signed. */
export function LetterTemplatesPage() {
  const navigate = useNavigate();
  const kinds = useApi(listLifeLetterKinds, {}, { revalidateOnFocus: false });
  const [kind, setKind] = useState<string>('birth');
  const info = kinds.data?.kinds.find((one) => one.kind === kind);
  return (
    <Frame title="Mẫu thư" onBackToList={() => navigate('/console/letters')}>
      {kinds.data === undefined && kinds.error !== undefined && <Failure failure={kinds.error} onRetry={() => void kinds.mutate()} />}
      {kinds.data === undefined && kinds.error === undefined && <Skeleton rows={4} />}
      {kinds.data !== undefined && info !== undefined && (
        <>
          <SelectField
            label="Loại thư"
            value={kind}
            choices={kinds.data.kinds.map(({ kind: value, name }) => ({ value, name }))}
            onChange={setKind}
          />
          <TemplateForm key={`${info.kind} ${info.template.version}`} info={info} onSaved={() => void kinds.mutate()} />
        </>
      )}
    </Frame>
  );
}

function TemplateForm({ info, onSaved }: { info: LifeLetterKindInfo; onSaved: () => void }) {
  const { busy, failure, faults, save } = useSave();
  const { kind, template } = info;
  const [title, setTitle] = useState(template.title);
  const [text, setText] = useState(template.text);
  const versions = useApi(listLifeLetterTemplateVersions, { params: { kind } });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const body = { version: template.version, title: title.trim(), text: text.trim() };
    if (await save({}, () => call(updateLifeLetterTemplate, { params: { kind }, body }), 'Đã lưu mẫu thư.')) {
      void versions.mutate();
      onSaved();
    }
  };
  return (
    <form className="desk-step" noValidate onSubmit={(event) => void send(event)}>
      <p className="quiet">
        {template.changed === null
          ? 'Đang dùng mẫu ban đầu.'
          : `Đang dùng bản ${template.version}, ${template.changed.name} sửa lúc ${spokenInstant(template.changed.at)}.`}
      </p>
      <Field label="Tiêu đề" value={title} maxLength={80} fault={faults['body.title']} onChange={setTitle} />
      <Field
        label="Lời thư"
        hint="Cách một dòng trống là sang đoạn mới. Phần trong [ ] tự bỏ khi thiếu thông tin."
        rows={12}
        maxLength={1_200}
        value={text}
        fault={faults['body.text']}
        onChange={setText}
      />
      <details className="desk-fold">
        <summary>Các chỗ điền tự động</summary>
        <dl className="desk-facts">
          {[...info.facts, ...info.variables].map(({ variable, label }) => (
            <div key={variable} className="desk-fact-line">
              <dt>{`{${variable}}`}</dt>
              <dd>{label}</dd>
            </div>
          ))}
        </dl>
      </details>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy} disabled={title === template.title && text === template.text}>
        Lưu thành mẫu mới
      </Button>
      <details className="desk-fold">
        <summary>Các bản trước</summary>
        <ul className="desk-records">
          {(versions.data?.versions ?? []).map((one) => (
            <li key={one.version}>
              <span>
                <strong>{one.version === 0 ? 'Mẫu ban đầu' : `Bản ${one.version}`}</strong>
                {one.changed !== null && (
                  <span className="desk-block quiet">
                    {one.changed.name}, {spokenInstant(one.changed.at)}
                  </span>
                )}
              </span>
              <button type="button" className="desk-tool" onClick={() => setText(one.text)}>
                Lấy lại lời bản này
              </button>
            </li>
          ))}
        </ul>
      </details>
    </form>
  );
}
