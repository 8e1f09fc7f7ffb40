import './surveys.css';
import { type SurveyMode, surveyModes } from 'backend/contracts/surveys';
import { copySurvey, createSurvey, listDeskSurveys, type Survey } from 'backend/contracts/surveys-desk';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { useSave } from '../use-save.js';
import { faultsOfDraft, newDraft } from './survey-draft.js';
import { modeWords, statusWords } from './survey-words.js';

const asNew = 'new';

/** A new survey: what it is called and what becomes of names, from nothing or from the questions of an earlier one. */
export function NewSurveyPage() {
  const navigate = useNavigate();
  const earlier = useApi(listDeskSurveys, { query: {} }, { revalidateOnFocus: false }).data?.surveys ?? [];
  const { busy, failure, faults, save } = useSave();
  const [title, setTitle] = useState('');
  const [mode, setMode] = useState<SurveyMode>('confidential');
  const [from, setFrom] = useState(asNew);
  const sent = useRef({ key: '', body: '' });

  const begin = async (event: FormEvent) => {
    event.preventDefault();
    const draft = newDraft(title, mode);
    const what = from === asNew ? JSON.stringify(draft) : from;
    if (sent.current.body !== what) sent.current = { key: crypto.randomUUID(), body: what };
    const options = { idempotencyKey: sent.current.key };
    let made: Survey | null = null;
    const isDone = await save(
      from === asNew ? faultsOfDraft(draft) : {},
      async () => {
        made =
          from === asNew
            ? await call(createSurvey, { body: draft }, options)
            : await call(copySurvey, { params: { id: from }, body: {} }, options);
      },
      'Đã có bản nháp. Từ đây hệ thống tự lưu.',
    );
    if (isDone && made !== null) navigate(`/console/surveys/${(made as Survey).id}`, { replace: true });
  };

  return (
    <Frame title="Soạn khảo sát" onBackToList={() => navigate('/console/surveys')}>
      <form className="desk-side" noValidate onSubmit={(event) => void begin(event)}>
        {earlier.length > 0 && (
          <section className="desk-step">
            <Choices
              legend="Bắt đầu từ đâu"
              value={from}
              choices={[
                { value: asNew, name: 'Bản trống' },
                ...earlier.slice(0, 8).map((row) => ({
                  value: row.id,
                  name: `Câu hỏi của “${row.title}”`,
                  detail: `${statusWords[row.status]} · giờ mở, giờ đóng và câu trả lời không chép theo`,
                })),
              ]}
              onChoose={setFrom}
            />
          </section>
        )}
        {from === asNew && (
          <section className="desk-step">
            <Field
              label="Tên khảo sát"
              hint="Người dân đọc được. Ví dụ: Nhu cầu nước sạch năm 2027."
              value={title}
              maxLength={200}
              fault={faults['body.title']}
              onChange={setTitle}
            />
            <Choices
              legend="Tên người trả lời (đổi được cho đến khi phát hành)"
              value={mode}
              choices={surveyModes.map((one) => ({ value: one, name: modeWords[one].name, detail: modeWords[one].detail }))}
              onChoose={setMode}
            />
          </section>
        )}
        {failure !== null && failure.code !== 'invalid_request' && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
        <Button submits busy={busy}>
          Bắt đầu soạn
        </Button>
      </form>
    </Frame>
  );
}
