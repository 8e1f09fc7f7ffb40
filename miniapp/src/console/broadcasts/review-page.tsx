import type { Broadcast } from 'backend/contracts/broadcasts';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { sayTitle, sayWhen } from './broadcast-words.js';
import { CancelDialog } from './cancel-dialog.js';
import { draftFrom, formOf } from './compose-form.js';
import { LetterOf, useAudienceWords } from './letter-of.js';
import { BroadcastMark } from './marks.js';
import { PlanPanel } from './plan-panel.js';
import { usePreview } from './use-preview.js';

/** A broadcast that waits for the chairman, or a draft of somebody who may only read. */
export function ReviewPage({ broadcast, onChange }: { broadcast: Broadcast; onChange: (broadcast: Broadcast) => void }) {
  const navigate = useNavigate();
  const audience = useAudienceWords();
  const { preview, failure } = usePreview(draftFrom(formOf(broadcast)));
  const [asksCancel, setAsksCancel] = useState(false);
  return (
    <Frame title={sayTitle(broadcast.content.title, broadcast)} width="sides" onBackToList={() => navigate('/console/broadcasts')}>
      <div className="desk-side">
        <section className="desk-step" aria-labelledby="state-title">
          <h2 id="state-title" className="visually-hidden">
            Tình trạng
          </h2>
          <BroadcastMark status={broadcast.status} />
          {broadcast.submitted !== null && (
            <p>
              {broadcast.submitted.name} trình lúc {spokenInstant(broadcast.submitted.at)}. Chủ tịch được báo trên Zalo.
            </p>
          )}
          <dl className="desk-facts">
            <dt>Gửi cho</dt>
            <dd>{audience(broadcast)}</dd>
            <dt>Gửi lúc</dt>
            <dd>{sayWhen(broadcast.sendAt)}</dd>
            <dt>Người soạn</dt>
            <dd>{broadcast.authors.length === 0 ? 'Máy soạn sẵn' : broadcast.authors.join(', ')}</dd>
          </dl>
          {broadcast.status === 'draft' && !broadcast.may.edit && (
            <Notice>
              <p>Tin này đang được soạn, chưa trình duyệt.</p>
            </Notice>
          )}
          {broadcast.may.approve && <Button onPress={() => navigate(`/console/broadcasts/${broadcast.id}/approve`)}>Xem và duyệt</Button>}
          {broadcast.may.edit && (
            <Button look="plain" onPress={() => navigate(`/console/broadcasts/${broadcast.id}?edit=1`)}>
              Sửa lại
            </Button>
          )}
          {broadcast.may.cancel && (
            <Button look="quiet" onPress={() => setAsksCancel(true)}>
              Bỏ tin này
            </Button>
          )}
        </section>
        <section className="desk-step" aria-labelledby="plan-title">
          <h2 id="plan-title" className="section-title">
            Nếu gửi bây giờ
          </h2>
          {preview !== null ? (
            <PlanPanel plan={preview.plan} />
          ) : failure !== null ? (
            <p className="field-fault">{sayToOfficer(failure)}</p>
          ) : (
            <p className="quiet">Đang tính…</p>
          )}
        </section>
      </div>
      <div className="desk-side desk-side-stays">
        <LetterOf broadcast={broadcast} preview={preview} />
      </div>
      {asksCancel && <CancelDialog broadcast={broadcast} onChange={onChange} onClose={() => setAsksCancel(false)} />}
    </Frame>
  );
}
