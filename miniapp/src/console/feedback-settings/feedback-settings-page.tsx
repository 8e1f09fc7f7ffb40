import '../conversations/inbox.css';
import '../broadcasts/broadcasts.css';
import '../settings/settings.css';
import '../feedback/report.css';
import './feedback-settings.css';
import { type FeedbackSettings, readFeedbackSettings, saveFeedbackSettings } from 'backend/contracts/feedback-settings';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../../components/button.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { CategoriesPart } from './categories-part.js';
import { CoversPart } from './covers-part.js';
import { PetitionPart } from './petition-part.js';
import { RoutingPart } from './routing-part.js';
import { changedParts, faultsOf, formOf, type Part, partOf, parts, type SettingsForm, settingsFrom, upon } from './settings-form.js';
import { TemplatesPart } from './templates-part.js';
import { TermsPart } from './terms-part.js';
import { type Handler, useHandlers } from './use-handlers.js';

export const partWords = {
  categories: 'Lĩnh vực',
  routing: 'Phân công',
  covers: 'Người thay khi nghỉ',
  templates: 'Mẫu trả lời',
  terms: 'Thời hạn',
  petitionHandlerId: 'Đơn thư niêm phong',
} satisfies Record<Part, string>;

/** What each part of the page gets. */
export type PartProps = {
  form: SettingsForm;
  faults: Readonly<Record<string, string>>;
  handlers: readonly Handler[];
  onChange: (part: Partial<SettingsForm>) => void;
};

/** Categories, who answers for them, who stands in, words to answer with, the clocks, and who opens sealed petitions. */
export function FeedbackSettingsPage() {
  const settings = useApi(readFeedbackSettings, {}, { revalidateOnFocus: false });
  return (
    <Frame title="Cài đặt phản ánh">
      {settings.data !== undefined ? (
        <Editor
          settings={settings.data}
          onNewer={(newer) => void settings.mutate(newer, { revalidate: false })}
          onReload={() => settings.mutate()}
        />
      ) : settings.error !== undefined ? (
        <Failure failure={settings.error} onRetry={() => void settings.mutate()} />
      ) : (
        <Skeleton rows={4} tall />
      )}
    </Frame>
  );
}

type EditorProps = {
  settings: FeedbackSettings;
  onNewer: (newer: FeedbackSettings) => void;
  onReload: () => Promise<FeedbackSettings | undefined>;
};

function Editor({ settings, onNewer, onReload }: EditorProps) {
  const handlers = useHandlers();
  const { busy, failure, faults, save, forget } = useSave();
  const [base, setBase] = useState(settings);
  const [form, setForm] = useState(() => formOf(settings));
  const [part, setPart] = useState<Part>('categories');
  /** Parts somebody else changed while I did too. */
  const [both, setBoth] = useState<readonly Part[] | null>(null);
  const saved = formOf(base);
  const changed = changedParts(saved, form);
  const guard = useLeaveGuard(changed.length > 0);

  const [firstFault] = Object.keys(faults);
  useEffect(() => {
    const there = firstFault === undefined ? null : partOf(firstFault);
    if (there === null) return;
    setPart(there);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.feedback-settings [aria-invalid="true"]')?.focus());
  }, [firstFault]);

  const change = (some: Partial<SettingsForm>) => setForm((before) => ({ ...before, ...some }));
  const taken = (newer: FeedbackSettings) => {
    setBase(newer);
    setForm(formOf(newer));
    setBoth(null);
    onNewer(newer);
  };
  const send = async () => {
    try {
      taken(await call(saveFeedbackSettings, { body: { ...settingsFrom(form), revision: base.revision } }));
    } catch (error) {
      if (failureOf(error).code === 'report_changed') {
        const theirs = await onReload();
        if (theirs !== undefined) {
          const joined = upon(saved, form, formOf(theirs));
          setBase(theirs);
          setForm(joined.form);
          setBoth(joined.both);
        }
      }
      throw error;
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(faultsOf(form), send, 'Đã lưu cài đặt.');
  };
  const undo = () => {
    forget();
    setBoth(null);
    setForm(saved);
  };
  const props: PartProps = { form, faults, handlers, onChange: change };
  const isConflict = failure?.code === 'report_changed';

  return (
    <form className="feedback-settings" noValidate onSubmit={submit}>
      <FilterChips
        legend="Phần cài đặt"
        chips={parts.map((value) => ({ value, name: changed.includes(value) ? `${partWords[value]} (đã sửa)` : partWords[value] }))}
        value={part}
        onChoose={setPart}
      />
      {isConflict && both !== null && (
        <Notice tone="attention" title="Cài đặt vừa được người khác sửa" urgent>
          <p>
            {both.length === 0
              ? 'Đã lấy bản mới và giữ những chỗ vừa sửa ở đây. Xin xem lại rồi bấm lưu lần nữa.'
              : `Người kia cũng sửa phần ${both.map((one) => partWords[one]).join(', ')}. Bấm lưu lần nữa sẽ thay phần ấy bằng bản ở đây.`}
          </p>
        </Notice>
      )}
      {part === 'categories' && <CategoriesPart {...props} />}
      {part === 'routing' && <RoutingPart {...props} />}
      {part === 'covers' && <CoversPart {...props} />}
      {part === 'templates' && <TemplatesPart {...props} />}
      {part === 'terms' && <TermsPart {...props} saved={saved.terms} />}
      {part === 'petitionHandlerId' && <PetitionPart {...props} />}
      <div className="desk-save-bar" data-changed={changed.length > 0}>
        <div className="desk-save-words">
          {failure !== null && !isConflict ? (
            <p className="field-fault" role="alert">
              {failure.code === 'invalid_request' ? 'Có chỗ chưa đúng, xin xem phần được đánh dấu.' : sayToOfficer(failure)}
            </p>
          ) : Object.keys(faults).length > 0 ? (
            <p className="field-fault" role="alert">
              Có chỗ chưa đúng, xin xem phần được đánh dấu.
            </p>
          ) : (
            <p className="quiet">
              {changed.length === 0 ? 'Chưa sửa gì.' : `Đã sửa: ${changed.map((one) => partWords[one]).join(', ')}. Chưa lưu.`}
            </p>
          )}
        </div>
        {changed.length > 0 && (
          <button type="button" className="desk-tool" disabled={busy} onClick={undo}>
            Bỏ thay đổi
          </button>
        )}
        <Button submits busy={busy} disabled={changed.length === 0}>
          Lưu cài đặt
        </Button>
      </div>
      <LeaveDialog guard={guard} lost="Những chỗ vừa sửa sẽ mất, cài đặt vẫn như lần lưu trước." />
    </form>
  );
}
