import '../broadcasts/broadcasts.css';
import {
  type BroadcastTemplate,
  createBroadcastTemplate,
  listBroadcastTemplates,
  listTemplateVersions,
  updateBroadcastTemplate,
} from 'backend/contracts/broadcasts';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { Toggle } from '../../components/toggle.js';
import { spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { kindWords } from '../broadcasts/broadcast-words.js';
import { contentForm, draftFrom, emptyForm, faultsOf } from '../broadcasts/compose-form.js';
import { ContentPart, ExtrasPart } from '../broadcasts/content-part.js';
import { sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { Frame } from '../frame.js';
import { useSave } from '../use-save.js';

/** Ready texts: the list at the left, one of them with its versions at the right. */
export function TemplatesPage() {
  const list = useApi(listBroadcastTemplates, {});
  const [opened, setOpened] = useState<string | null>(null);
  const templates = list.data?.templates ?? [];
  const one = templates.find(({ id }) => id === opened) ?? null;
  const form = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (opened !== null) form.current?.scrollIntoView({ block: 'nearest' });
  }, [opened]);

  return (
    <Frame title="Mẫu tin" width="sides">
      <div className="desk-side">
        <section className="desk-step" aria-labelledby="templates-title">
          <h2 id="templates-title" className="section-title">
            Mẫu đang có
          </h2>
          {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
          {list.data === undefined && list.error === undefined && <Skeleton rows={4} />}
          {list.data !== undefined && templates.length === 0 && (
            <Empty>
              <p>Chưa có mẫu nào.</p>
              <p className="quiet">Tin hay gửi lại (họp xóm, cắt điện, tiêm phòng) nên lập mẫu một lần.</p>
            </Empty>
          )}
          <ul className="desk-records">
            {templates.map((template) => (
              <li key={template.id}>
                <span>
                  <strong>{template.name}</strong>
                  <span className="quiet desk-block">
                    {kindWords[template.kind].name} · bản {template.version}
                    {!template.active && ' · đã ngừng dùng'}
                  </span>
                </span>
                <button
                  type="button"
                  className="desk-tool"
                  aria-label={`Sửa mẫu ${template.name}`}
                  aria-pressed={template.id === opened}
                  onClick={() => setOpened(template.id)}
                >
                  Sửa
                </button>
              </li>
            ))}
          </ul>
          {opened !== null && (
            <Button look="plain" onPress={() => setOpened(null)}>
              Lập mẫu mới
            </Button>
          )}
        </section>
      </div>
      <div ref={form} className="desk-side">
        <TemplateForm
          key={one === null ? 'new' : `${one.id} ${one.version}`}
          template={one}
          onSaved={(saved) => {
            setOpened(saved.id);
            void list.mutate();
          }}
        />
        {one !== null && <Versions key={`versions ${one.id} ${one.version}`} template={one} />}
      </div>
    </Frame>
  );
}

const kinds = ['greeting', 'notice', 'urgent', 'disclosure'] as const;

function TemplateForm({ template, onSaved }: { template: BroadcastTemplate | null; onSaved: (saved: BroadcastTemplate) => void }) {
  const { busy, failure, faults, save } = useSave();
  const [name, setName] = useState(template?.name ?? '');
  const [active, setActive] = useState(template?.active ?? true);
  const [form, setForm] = useState(() => ({
    ...emptyForm(template?.kind ?? 'notice'),
    ...(template === null ? {} : contentForm(template.content)),
  }));
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = { ...(name.trim().length < 2 ? { 'body.name': 'Xin đặt tên cho mẫu.' } : {}), ...faultsOf(form, new Date()) };
    const { kind, content } = draftFrom(form);
    const body = { name: name.normalize('NFC').trim(), kind, content, active };
    const keep = async () => {
      onSaved(
        template === null
          ? await call(createBroadcastTemplate, { body })
          : await call(updateBroadcastTemplate, { params: { id: template.id }, body: { ...body, version: template.version } }),
      );
    };
    await save(wrong, keep, template === null ? 'Đã lập mẫu.' : 'Đã lưu thành bản mới.');
  };
  const change = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  return (
    <form className="desk-step" noValidate aria-labelledby="template-title" onSubmit={(event) => void send(event)}>
      <h2 id="template-title" className="section-title">
        {template === null ? 'Lập mẫu mới' : `Sửa mẫu, thành bản ${template.version + 1}`}
      </h2>
      <Field label="Tên mẫu" value={name} maxLength={80} fault={faults['body.name']} onChange={setName} />
      <SelectField
        label="Loại tin"
        value={form.kind}
        choices={kinds.map((value) => ({ value, name: kindWords[value].name }))}
        onChange={(value) => change({ kind: kinds.find((kind) => kind === value) ?? 'notice' })}
      />
      <ContentPart form={form} faults={faults} onChange={change} />
      <ExtrasPart form={form} faults={faults} onChange={change} />
      {template !== null && <Toggle name="Đang dùng" detail="Tắt thì mẫu không hiện lúc soạn tin." on={active} onChange={setActive} />}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {failure.code === 'revision_changed'
            ? 'Đồng nghiệp vừa sửa mẫu này. Xin tải lại trang, chép lại chỗ vừa sửa.'
            : sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy}>
        {template === null ? 'Lập mẫu' : 'Lưu bản mới'}
      </Button>
    </form>
  );
}

function Versions({ template }: { template: BroadcastTemplate }) {
  const list = useApi(listTemplateVersions, { params: { id: template.id } });
  return (
    <section className="desk-step" aria-labelledby="versions-title">
      <h2 id="versions-title" className="section-title">
        Các bản đã có
      </h2>
      <p className="quiet">Tin đã gửi giữ nguyên câu chữ của bản nó dùng.</p>
      {list.data === undefined && list.error === undefined && <Skeleton rows={2} />}
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      <ul className="desk-records">
        {list.data?.versions.map(({ version, changed, content }) => (
          <li key={version}>
            <details className="desk-fold">
              <summary>
                Bản {version}: {changed.name}, {spokenInstant(changed.at)}
              </summary>
              <p>
                <strong>{content.title}</strong>
              </p>
              <p className="desk-phone-text">{content.text}</p>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
