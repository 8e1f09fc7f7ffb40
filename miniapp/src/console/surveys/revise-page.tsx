import type { SurveyForm } from 'backend/contracts/survey-questions';
import { correctSurvey, reviseSurvey, type Survey } from 'backend/contracts/surveys-desk';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { FormEditor, useFound } from './form-editor.js';

const words = {
  correct: {
    title: 'Sửa lỗi chữ',
    button: 'Đăng bản sửa chữ',
    consequence: 'Người dân thấy chữ mới ngay. Câu đã trả lời giữ nguyên; chữ cũ, chữ mới và lý do được ghi lại.',
    done: 'Đã sửa chữ.',
  },
  revise: {
    title: 'Thay câu hỏi',
    button: 'Đăng phiên bản mới',
    consequence: 'Chưa ai trả lời nên còn thay được câu hỏi. Bản cũ được giữ lại cùng lý do.',
    done: 'Đã đăng phiên bản mới.',
  },
} as const;

type RevisePageProps = { survey: Survey; way: keyof typeof words; onChange: (newer: Survey) => void };

/** The questions of a published survey: others while nobody has answered, afterwards only better words. Nothing changes until it is sent. */
export function RevisePage({ survey, way, onChange }: RevisePageProps) {
  const navigate = useNavigate();
  const { busy, failure, faults, save, forget } = useSave();
  const [form, setForm] = useState(survey.form);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const found = useFound(form);
  const unsaved = form !== survey.form;
  const guard = useLeaveGuard(unsaved);
  const back = `/console/surveys/${survey.id}`;
  const say = words[way];
  const change = useCallback((how: (form: SurveyForm) => SurveyForm) => setForm(how), []);

  const send = async () => {
    let newer: Survey | null = null;
    const body = { revision: survey.revision, form, reason };
    const request = { params: { id: survey.id }, body };
    const isDone = await save(
      reason.trim().length < 5 ? { 'body.reason': 'Xin ghi lý do, ít nhất 5 chữ cái.' } : {},
      async () => {
        newer = await (way === 'correct' ? call(correctSurvey, request) : call(reviseSurvey, request));
      },
      say.done,
    );
    if (!isDone || newer === null) return;
    // The guard's second entry of the history goes before the page does.
    window.addEventListener('popstate', () => navigate(back, { replace: true }), { once: true });
    setForm((newer as Survey).form);
    onChange(newer);
  };

  return (
    <Frame title={say.title} beside={survey.title} width="sides" onBackToList={() => guard.before(() => navigate(back))}>
      <div className="desk-survey-head">
        <p className="quiet">{say.consequence}</p>
        <span className="desk-survey-head-act">
          <Button
            disabled={!unsaved || found.faults.length > 0}
            onPress={() => {
              forget();
              setAsking(true);
            }}
          >
            {say.button}
          </Button>
        </span>
      </div>
      <FormEditor
        form={form}
        onChange={change}
        found={found}
        title={survey.title}
        intro={survey.intro}
        wordsOnly={way === 'correct'}
        opened={null}
      />
      {asking && (
        <Dialog
          title={`${say.button}?`}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button busy={busy} onPress={() => void send()}>
                {say.button}
              </Button>
              <Button look="quiet" onPress={() => setAsking(false)}>
                Xem lại
              </Button>
            </>
          }
        >
          <p>{say.consequence}</p>
          <Field label="Lý do" value={reason} maxLength={300} fault={faults['body.reason']} onChange={setReason} />
          {failure !== null && (
            <p className="field-fault" role="alert">
              {sayToOfficer(failure)}
            </p>
          )}
        </Dialog>
      )}
      <LeaveDialog guard={guard} lost="Những chỗ vừa sửa chưa đăng sẽ mất." />
    </Frame>
  );
}
