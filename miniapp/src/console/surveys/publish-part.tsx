import { minutesOf, questionsOf } from 'backend/contracts/survey-paths';
import { publishSurvey, readSurveyTurnout, type Survey, type SurveyDraft, type SurveyFinding } from 'backend/contracts/surveys-desk';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/states.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { useMay } from '../may.js';
import { useSave } from '../use-save.js';
import { ActDialog } from './act-dialog.js';
import type { Found } from './findings.js';
import type { Chosen } from './question-list.js';
import { numbersOf } from './survey-edit.js';
import { audienceWords, fullInstant, modeWords, people } from './survey-words.js';

type PublishPartProps = {
  survey: Survey;
  draft: SurveyDraft;
  found: Found;
  revision: () => number;
  /** Stores what was written; false when that was not possible. */
  onFlush: () => Promise<boolean>;
  onOpen: (chosen: Chosen) => void;
  onSettings: () => void;
  onPublished: (newer: Survey) => void;
};

/** What must be put right, what it will be, and publishing it. */
export function PublishPart({ survey, draft, found, revision, onFlush, onOpen, onSettings, onPublished }: PublishPartProps) {
  const hamlets = useCommune().data?.hamlets ?? [];
  const mayPublish = useMay('surveys.publish');
  const audience = useApi(readSurveyTurnout, { params: { id: survey.id } }, { revalidateOnFocus: false }).data?.audience ?? null;
  const { busy, failure, save, forget } = useSave();
  const [asking, setAsking] = useState(false);
  const [held, setHeld] = useState(false);
  const [dropping, setDropping] = useState(false);
  const numbers = numbersOf(draft.form);
  const count = questionsOf(draft.form).length;
  const who = audienceWords(draft.audience, hamlets);

  const ask = async () => {
    forget();
    const isStored = await onFlush();
    setHeld(!isStored);
    setAsking(isStored);
  };
  const publish = async () => {
    let newer: Survey | null = null;
    const isDone = await save(
      {},
      async () => {
        newer = await call(publishSurvey, { params: { id: survey.id }, body: { revision: revision() } });
      },
      'Đã phát hành khảo sát.',
    );
    setAsking(false);
    if (isDone && newer !== null) onPublished(newer);
  };

  return (
    <>
      <section className="desk-step" aria-labelledby="survey-check">
        <h2 id="survey-check" className="section-title">
          Kiểm tra
        </h2>
        {found.faults.length === 0 && (
          <Notice tone="done" title="Không còn chỗ nào phải sửa">
            <p>Các nhánh hỏi đều đi tới cuối khảo sát.</p>
          </Notice>
        )}
        {found.faults.length > 0 && (
          <Findings title="Phải sửa trước khi phát hành" findings={found.faults} numbers={numbers} tone="fault" onOpen={onOpen} />
        )}
        {found.warnings.length > 0 && (
          <Findings title="Nên xem lại" findings={found.warnings} numbers={numbers} tone="warning" onOpen={onOpen} />
        )}
      </section>
      <section className="desk-step" aria-labelledby="survey-facts">
        <h2 id="survey-facts" className="section-title">
          Người dân sẽ thấy
        </h2>
        <dl className="desk-facts">
          <dt>Ai trả lời</dt>
          <dd>
            {who.charAt(0).toUpperCase() + who.slice(1)}
            {audience !== null && `, hiện có ${people(audience)}`}
          </dd>
          <dt>Mở</dt>
          <dd>{draft.opensAt === null ? 'Ngay khi phát hành' : fullInstant(draft.opensAt)}</dd>
          <dt>Đóng</dt>
          <dd>{draft.closesAt === null ? 'Chưa chọn' : fullInstant(draft.closesAt)}</dd>
          <dt>Tên</dt>
          <dd>{modeWords[draft.mode].name}</dd>
          <dt>Dài</dt>
          <dd>
            {count} câu, khoảng {minutesOf(draft.form)} phút
          </dd>
          {draft.quotas.total !== null && (
            <>
              <dt>Nhận</dt>
              <dd>Nhiều nhất {people(draft.quotas.total)}</dd>
            </>
          )}
        </dl>
        <button type="button" className="desk-tool desk-survey-add" onClick={onSettings}>
          Đổi những điều này
        </button>
      </section>
      {(failure !== null || held) && (
        <p className="field-fault" role="alert">
          {failure !== null ? sayToOfficer(failure) : 'Bản nháp chưa lưu được nên chưa phát hành được. Xin xem dòng báo lưu ở trên.'}
        </p>
      )}
      {mayPublish ? (
        <Button busy={busy} disabled={found.faults.length > 0} onPress={() => void ask()}>
          Phát hành khảo sát
        </Button>
      ) : (
        <Notice>
          <p>Bản nháp đã lưu. Công chức Văn phòng hoặc Chủ tịch bấm phát hành.</p>
        </Notice>
      )}
      {survey.may.cancel && (
        <Button look="quiet" onPress={() => setDropping(true)}>
          Bỏ bản nháp này
        </Button>
      )}
      {dropping && (
        <ActDialog
          act="drop"
          survey={{ ...survey, revision: revision() }}
          onDone={onPublished}
          onClose={() => setDropping(false)}
          onReload={() => void onFlush()}
        />
      )}
      {asking && (
        <Dialog
          title="Phát hành khảo sát này?"
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button busy={busy} onPress={() => void publish()}>
                Phát hành
              </Button>
              <Button look="quiet" onPress={() => setAsking(false)}>
                Xem lại
              </Button>
            </>
          }
        >
          <p>
            {audience === null ? `${who.charAt(0).toUpperCase()}${who.slice(1)}` : people(audience)} sẽ thấy khảo sát{' '}
            {draft.opensAt === null ? 'ngay bây giờ' : `từ ${fullInstant(draft.opensAt)}`}, trả lời được đến{' '}
            {draft.closesAt === null ? 'khi đóng' : fullInstant(draft.closesAt)}.
          </p>
          <p>
            Sau đó không đổi được cách giữ tên, người được hỏi và hạn mức; có người bắt đầu trả lời rồi thì câu hỏi cũng không thay được,
            chỉ sửa được lỗi chữ. {modeWords[draft.mode].consequence}
          </p>
        </Dialog>
      )}
    </>
  );
}

type FindingsProps = {
  title: string;
  findings: readonly SurveyFinding[];
  numbers: ReadonlyMap<string, number>;
  tone: 'fault' | 'warning';
  onOpen: (chosen: Chosen) => void;
};

function Findings({ title, findings, numbers, tone, onOpen }: FindingsProps) {
  const Icon = tone === 'fault' ? CircleAlert : TriangleAlert;
  return (
    <div className="desk-survey-findings">
      <h3 className="desk-part-title">
        {title} ({findings.length})
      </h3>
      <ul>
        {findings.map(({ code, message, questions }) => (
          <li key={`${code} ${questions.join()} ${message}`} className={tone === 'fault' ? 'desk-survey-fault' : 'desk-survey-warning'}>
            <Icon aria-hidden="true" size={18} />
            <span>
              {message}
              {questions.length > 0 && (
                <span className="desk-survey-opens">
                  {questions.map((key) => (
                    <button key={key} type="button" className="text-button" onClick={() => onOpen({ kind: 'question', key })}>
                      Mở câu {numbers.get(key) ?? '?'}
                    </button>
                  ))}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
