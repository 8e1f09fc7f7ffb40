import type { SurveyForm } from 'backend/contracts/survey-questions';
import { checkSurvey, type Survey, type SurveyDraft } from 'backend/contracts/surveys-desk';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { useApi } from '../../use-api.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { together } from './findings.js';
import { FormEditor, useFound } from './form-editor.js';
import { PublishPart } from './publish-part.js';
import type { Chosen } from './question-list.js';
import { SaveLine } from './save-line.js';
import { SettingsPart } from './settings-part.js';
import { draftOf, refusedFindings } from './survey-draft.js';
import { useAutosave } from './use-autosave.js';

const parts = [
  { value: 'questions', name: '1. Câu hỏi' },
  { value: 'settings', name: '2. Ai trả lời, khi nào' },
  { value: 'publish', name: '3. Kiểm tra, phát hành' },
] as const;
const nothing: Readonly<Record<string, string>> = {};
type Part = (typeof parts)[number]['value'];

type DraftPageProps = { survey: Survey; onChange: (newer: Survey) => void; onTakeTheirs: (theirs: Survey) => void };

/** A draft: questions, settings, publishing. It stores itself. */
export function DraftPage({ survey, onChange, onTakeTheirs }: DraftPageProps) {
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const part: Part = parts.find(({ value }) => value === search.get('part'))?.value ?? 'questions';
  const [draft, setDraft] = useState<SurveyDraft>(() => draftOf(survey));
  const [opened, setOpened] = useState<Chosen | null>(null);
  const check = useApi(checkSurvey, { params: { id: survey.id } }, { revalidateOnFocus: false });
  const { mutate: checkAgain } = check;

  const onStored = useCallback(
    (newer: Survey) => {
      onChange(newer);
      void checkAgain();
    },
    [onChange, checkAgain],
  );
  const { state, flush, keepMine, revision } = useAutosave(survey, draft, onStored);
  const guard = useLeaveGuard(state.kind === 'held' || state.kind === 'failed' || state.kind === 'conflict');
  const live = useFound(draft.form);
  const refused = state.kind === 'failed' ? state.failure.fields : nothing;
  const found = useMemo(() => {
    const all = together(live, check.data);
    return { ...all, faults: [...all.faults, ...refusedFindings(draft.form, refused)] };
  }, [live, check.data, refused, draft.form]);

  const changeForm = useCallback((how: (form: SurveyForm) => SurveyForm) => {
    setDraft((before) => {
      const form = how(before.form);
      return form === before.form ? before : { ...before, form };
    });
  }, []);
  const change = useCallback((change: Partial<SurveyDraft>) => setDraft((before) => ({ ...before, ...change })), []);
  const go = (next: Part) => setSearch(next === 'questions' ? {} : { part: next }, { replace: true });
  const open = (chosen: Chosen) => {
    setOpened({ ...chosen });
    go('questions');
  };
  const faults = state.kind === 'held' ? state.faults : refused;

  return (
    <Frame
      title={draft.title === '' ? 'Khảo sát' : draft.title}
      beside="Đang soạn"
      width="sides"
      onBackToList={() => guard.before(() => navigate('/console/surveys'))}
    >
      <div className="desk-survey-head">
        <FilterChips legend="Phần của việc soạn" chips={parts} value={part} onChoose={go} />
        <SaveLine state={state} onRetry={() => void flush()} />
      </div>
      <FormEditor
        form={draft.form}
        onChange={changeForm}
        found={found}
        title={draft.title}
        intro={draft.intro}
        opened={opened}
        isShown={part === 'questions'}
      />
      {part === 'settings' && (
        <div className="desk-survey-column">
          <SettingsPart draft={draft} faults={faults} onChange={change} />
          <Button look="plain" onPress={() => go('publish')}>
            Sang bước kiểm tra, phát hành
          </Button>
        </div>
      )}
      {part === 'publish' && (
        <div className="desk-survey-column">
          <PublishPart
            survey={survey}
            draft={draft}
            found={found}
            revision={() => revision.current}
            onFlush={flush}
            onOpen={open}
            onSettings={() => go('settings')}
            onPublished={onChange}
          />
        </div>
      )}
      {state.kind === 'conflict' && (
        <Dialog
          title="Đồng nghiệp vừa sửa khảo sát này"
          onClose={() => undefined}
          actions={
            <>
              <Button onPress={() => onTakeTheirs(state.theirs)}>Lấy bản của đồng nghiệp</Button>
              <Button look="plain" onPress={() => void keepMine(state.theirs)}>
                Giữ bản của tôi
              </Button>
            </>
          }
        >
          <p>Trong lúc ở đây đang viết, bản nháp đã được lưu từ máy khác. Chưa có gì bị mất.</p>
          <p>Lấy bản của đồng nghiệp thì những gì vừa viết từ lần lưu trước sẽ bỏ; giữ bản của tôi thì thay bản vừa lưu kia.</p>
        </Dialog>
      )}
      <LeaveDialog guard={guard} lost="Những gì vừa viết chưa lưu được sẽ mất." />
    </Frame>
  );
}
