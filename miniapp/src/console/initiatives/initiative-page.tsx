import './initiatives.css';
import '../../features/initiatives/initiatives.css';
import { decisionItems } from 'backend/contracts/decisions';
import { type DeskInitiative, readDeskInitiative } from 'backend/contracts/initiatives';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { longDate, plainDate, spokenInstant } from '../../days.js';
import { initiativeStateWords, placeWords } from '../../features/initiatives/initiative-words.js';
import { ProgressLine } from '../../features/initiatives/progress.js';
import { useApi } from '../../use-api.js';
import { Frame } from '../frame.js';
import { type Asked, InitiativeDialog } from './act-dialog.js';
import { AssentsPart } from './assents-part.js';
import { dueWords, signsSaid } from './desk-words.js';
import { PaperPart } from './paper-part.js';
import { Words } from './words-part.js';

/** One initiative at the desk: read, check, collect on paper, support, answer. */
export function DeskInitiativePage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const read = useApi(readDeskInitiative, { params: { id } }, { refreshInterval: 30_000 });
  return (
    <Frame title="Sáng kiến" onBackToList={() => navigate('/console/initiatives')}>
      {read.data !== undefined ? (
        <Shown key={id} initiative={read.data} onChange={(next) => void read.mutate(next, { revalidate: false })} />
      ) : read.error !== undefined ? (
        <Failure failure={read.error} onRetry={() => void read.mutate()} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Frame>
  );
}

function Shown({ initiative, onChange }: { initiative: DeskInitiative; onChange: (next: DeskInitiative) => void }) {
  const { id, words, hamletName, state, proposerName, householdCode, submittedOn, may, progress, until, support, answer } = initiative;
  const [asked, setAsked] = useState<Asked | null>(null);
  // Read anew with each household that signs or is taken out.
  const [recorded, setRecorded] = useState(0);
  const changed = (next: DeskInitiative) => {
    onChange(next);
    setRecorded((count) => count + 1);
  };
  const due = dueWords(initiative);
  return (
    <>
      <section className="desk-step" aria-labelledby="initiative-title">
        <p className="quiet">
          {placeWords(hamletName)} · {initiativeStateWords[state]}
        </p>
        <h2 id="initiative-title" className="title">
          {words.title}
        </h2>
        {due !== null && <p className={initiative.lateBy > 0 ? 'desk-initiative-late' : 'quiet'}>{due}</p>}
        <Words words={words} />
        <p className="quiet">
          Người đề xuất: {proposerName ?? 'đã xóa tài khoản'}
          {householdCode !== null && `, hộ ${householdCode}`}. Gửi ngày {plainDate(submittedOn)}.
        </p>
        {signsSaid(initiative.signs).map((said) => (
          <p key={said} className="desk-unsure">
            {said}
          </p>
        ))}
        <ItemLine initiative={initiative} />
        {may.check && (
          <>
            <p>
              Ở bước này chỉ xem hai điều: có thuộc sáu việc của Điều 15 không, và có trái pháp luật không. Hay hay dở là để các hộ bàn.
            </p>
            <div className="desk-initiative-acts">
              <button type="button" className="desk-tool" onClick={() => setAsked('admit')}>
                Cho lấy đồng thuận
              </button>
              <button type="button" className="desk-tool desk-tool-danger" onClick={() => setAsked('refuse')}>
                Trả lại kèm lý do
              </button>
            </div>
          </>
        )}
      </section>
      {progress !== null && (
        <section className="desk-step" aria-labelledby="initiative-progress">
          <h2 id="initiative-progress" className="section-title">
            Các hộ đồng thuận
          </h2>
          <ProgressLine progress={progress} supported={support !== null} />
          {state === 'collecting' && until !== null && (
            <p className="quiet">Đến hết {longDate(until)}. Mỗi đồng thuận có giá trị ba tháng, tính lại mỗi ngày theo sổ hộ.</p>
          )}
          {support !== null && (
            <Notice tone="done" title={`${support.by} ủng hộ ngày ${plainDate(support.on)}`}>
              <p className="initiative-said">{support.reason}</p>
            </Notice>
          )}
          {may.support && (
            <div className="desk-initiative-acts">
              <button type="button" className="desk-tool" onClick={() => setAsked('support')}>
                Mặt trận ủng hộ
              </button>
            </div>
          )}
          {may.record && <PaperPart id={id} onRecorded={changed} />}
          <AssentsPart key={recorded} id={id} mayRemove={may.record} onRemoved={changed} />
        </section>
      )}
      {(may.answer || answer !== null) && (
        <section className="desk-step" aria-labelledby="initiative-answer">
          <h2 id="initiative-answer" className="section-title">
            Trả lời
          </h2>
          {answer === null ? (
            <>
              <p>Đã đủ hộ đồng thuận. Đưa ra để các hộ bàn và quyết định, hoặc nêu rõ lý do không đưa ra; mọi người đều đọc được.</p>
              <div className="desk-initiative-acts">
                <button type="button" className="desk-tool" onClick={() => setAsked('forward')}>
                  Đưa ra bàn, quyết định
                </button>
                <button type="button" className="desk-tool desk-tool-danger" onClick={() => setAsked('decline')}>
                  Không đưa ra, nêu lý do
                </button>
              </div>
            </>
          ) : (
            <Notice
              tone={answer.kind === 'forwarded' ? 'done' : 'info'}
              title={answer.kind === 'forwarded' ? 'Được đưa ra bàn, quyết định' : 'Không đưa ra bàn'}
            >
              {answer.meetingOn !== null && <p>Họp: {longDate(answer.meetingOn)}.</p>}
              {answer.words !== '' && <p className="initiative-said">{answer.words}</p>}
              <p className="quiet">
                {answer.by} trả lời ngày {plainDate(answer.on)}.
              </p>
            </Notice>
          )}
        </section>
      )}
      {asked !== null && (
        <InitiativeDialog
          initiative={initiative}
          asked={asked}
          onClose={() => setAsked(null)}
          onDone={(next) => {
            setAsked(null);
            onChange(next);
          }}
        />
      )}
    </>
  );
}

function ItemLine({ initiative }: { initiative: DeskInitiative }) {
  const { check, item, saidItem } = initiative;
  const found = decisionItems.find((one) => one.item === (item ?? saidItem));
  if (check !== null)
    return (
      <p>
        {check.admitted ? `Được nhận: ${found?.name ?? ''} (${found?.article ?? ''}).` : `Trả lại: ${check.reason ?? ''}`}{' '}
        <span className="quiet">
          {check.by}, {spokenInstant(check.at)}
        </span>
      </p>
    );
  return (
    <p>{found === undefined ? 'Người đề xuất không rõ thuộc việc nào.' : `Người đề xuất cho là: ${found.name} (${found.article}).`}</p>
  );
}
