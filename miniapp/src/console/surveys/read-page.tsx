import { surveyBasis } from 'backend/contracts/surveys';
import { copySurvey, remindSurvey, type Survey } from 'backend/contracts/surveys-desk';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/states.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { useSave } from '../use-save.js';
import { type Act, ActDialog } from './act-dialog.js';
import { useFound } from './form-editor.js';
import { HistoryPart } from './history-part.js';
import { PhonePreview } from './phone-preview.js';
import { PublishPart } from './publish-part.js';
import { draftOf } from './survey-draft.js';
import { audienceWords, fullInstant, modeWords, people, shortInstant, statusWords } from './survey-words.js';
import { TurnoutPart } from './turnout-part.js';

type ReadPageProps = { survey: Survey; onChange: (newer: Survey) => void; onReload: () => void };

/** A survey that is written: what it is, how many answer, and what can still be done with it. */
export function ReadPage({ survey, onChange, onReload }: ReadPageProps) {
  const navigate = useNavigate();
  const [act, setAct] = useState<Act | null>(null);
  return (
    <Frame title={survey.title} beside={statusWords[survey.status]} width="sides" onBackToList={() => navigate('/console/surveys')}>
      <div className="desk-side">
        {survey.status === 'closed' && <ClosedPart survey={survey} onReload={onReload} />}
        {survey.status === 'cancelled' && survey.cancelled !== null && (
          <Notice tone="attention" title="Khảo sát đã hủy">
            <p>
              {survey.cancelled.name} hủy lúc {shortInstant(survey.cancelled.at)}: {survey.cancelled.reason} Câu trả lời đã gửi đã được xóa.
            </p>
          </Notice>
        )}
        {survey.status === 'draft' && <DraftPart survey={survey} onChange={onChange} />}
        {survey.status === 'scheduled' && survey.opensAt !== null && (
          <Notice title={`Mở lúc ${fullInstant(survey.opensAt)}`}>
            <p>Đến giờ ấy người dân mới thấy khảo sát.</p>
          </Notice>
        )}
        {(survey.status === 'open' || survey.status === 'closed') && <TurnoutPart survey={survey} />}
        <ActsPart survey={survey} onAct={setAct} />
        <FactsPart survey={survey} />
        <HistoryPart survey={survey} />
      </div>
      <aside className="desk-side desk-side-stays" aria-label="Khảo sát trên điện thoại">
        <PhonePreview form={survey.form} title={survey.title} intro={survey.intro} chosen={null} />
      </aside>
      {act !== null && (
        <ActDialog
          act={act}
          survey={survey}
          onDone={(newer) => {
            setAct(null);
            onChange(newer);
          }}
          onClose={() => setAct(null)}
          onReload={onReload}
        />
      )}
    </Frame>
  );
}

/** For who may publish but does not write. */
function DraftPart({ survey, onChange }: { survey: Survey; onChange: (newer: Survey) => void }) {
  const found = useFound(survey.form);
  return (
    <PublishPart
      survey={survey}
      draft={draftOf(survey)}
      found={found}
      revision={() => survey.revision}
      onFlush={async () => true}
      onOpen={() => undefined}
      onSettings={() => undefined}
      onPublished={onChange}
    />
  );
}

function ClosedPart({ survey, onReload }: { survey: Survey; onReload: () => void }) {
  const closed = survey.closed;
  return (
    <section className="desk-step" aria-labelledby="survey-closed">
      <h2 id="survey-closed" className="section-title">
        Khảo sát đã đóng
      </h2>
      {closed !== null && (
        <p>
          {closed.by === null ? 'Tự đóng' : `${closed.by} đóng sớm`} lúc {fullInstant(closed.at)}.
          {closed.reason !== null && ` Lý do: ${closed.reason}`}
        </p>
      )}
      {survey.resultsReady ? (
        <Link to={`/console/surveys/${survey.id}/results`} className="desk-survey-results-link">
          Xem kết quả ({people(survey.answered)} trả lời)
        </Link>
      ) : (
        <>
          <p className="quiet">Câu trả lời đang được mở ra và trộn lại, thường mất ít phút.</p>
          <Button look="plain" onPress={onReload}>
            Xem đã xong chưa
          </Button>
        </>
      )}
    </section>
  );
}

function FactsPart({ survey }: { survey: Survey }) {
  const hamlets = useCommune().data?.hamlets ?? [];
  const who = audienceWords(survey.audience, hamlets);
  return (
    <section className="desk-step" aria-labelledby="survey-facts">
      <h2 id="survey-facts" className="section-title">
        Khảo sát này
      </h2>
      <dl className="desk-facts">
        <dt>Ai trả lời</dt>
        <dd>{who.charAt(0).toUpperCase() + who.slice(1)}</dd>
        <dt>Tên</dt>
        <dd>{modeWords[survey.mode].name}</dd>
        {survey.opensAt !== null && (
          <>
            <dt>Mở</dt>
            <dd>{fullInstant(survey.opensAt)}</dd>
          </>
        )}
        {survey.closesAt !== null && (
          <>
            <dt>Đóng</dt>
            <dd>{fullInstant(survey.closesAt)}</dd>
          </>
        )}
        <dt>Dài</dt>
        <dd>khoảng {survey.minutes} phút</dd>
        <dt>Căn cứ</dt>
        <dd>{surveyBasis}. Kết quả để tham khảo, không phải biểu quyết.</dd>
      </dl>
    </section>
  );
}

function ActsPart({ survey, onAct }: { survey: Survey; onAct: (act: Act) => void }) {
  const navigate = useNavigate();
  const mayCopy = useMay('surveys.write');
  const { busy, failure, save } = useSave();
  const { may } = survey;
  const remind = () =>
    void save(
      {},
      async () => {
        const { broadcastId } = await call(remindSurvey, { params: { id: survey.id }, body: {} });
        navigate(`/console/broadcasts/${broadcastId}`);
      },
      'Đã soạn tin nhắc. Xem lại rồi trình duyệt.',
    );
  const copy = () =>
    void save(
      {},
      async () => {
        const made = await call(copySurvey, { params: { id: survey.id }, body: {} }, { idempotencyKey: crypto.randomUUID() });
        navigate(`/console/surveys/${made.id}`);
      },
      'Đã sao chép thành bản nháp mới.',
    );
  return (
    <section className="desk-step" aria-labelledby="survey-acts">
      <h2 id="survey-acts" className="section-title">
        Việc làm được
      </h2>
      <div className="desk-survey-tools">
        {may.remind && (
          <button type="button" className="desk-tool" disabled={busy} onClick={remind}>
            Soạn tin nhắc
          </button>
        )}
        {may.extend && (
          <button type="button" className="desk-tool" onClick={() => onAct('extend')}>
            Gia hạn
          </button>
        )}
        {may.correct && (
          <Link to="?way=correct" className="desk-tool">
            Sửa lỗi chữ
          </Link>
        )}
        {may.revise && (
          <Link to="?way=revise" className="desk-tool">
            Thay câu hỏi
          </Link>
        )}
        {mayCopy && (
          <button type="button" className="desk-tool" disabled={busy} onClick={copy}>
            Sao chép thành bản mới
          </button>
        )}
        {may.close && (
          <button type="button" className="desk-tool" onClick={() => onAct('close')}>
            Đóng sớm
          </button>
        )}
        {may.cancel && (
          <button type="button" className="desk-tool desk-tool-danger" onClick={() => onAct('cancel')}>
            Hủy khảo sát
          </button>
        )}
      </div>
      {!may.remind && survey.status === 'open' && survey.remindFrom !== null && (
        <p className="quiet">Vừa nhắc rồi; nhắc lại được từ {shortInstant(survey.remindFrom)}.</p>
      )}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
    </section>
  );
}
