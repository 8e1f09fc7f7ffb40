import './feedback.css';
import { liftReportBlock, listReportBlocks } from 'backend/contracts/feedback-desk';
import { useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { count, momentWords } from './feedback-words.js';

/** Whose further reports go aside unseen, until when and why. Who they are is not said: the block knows a sender only by a mark. */
export function BlocksPage() {
  const announce = useAnnounce();
  const list = useApi(listReportBlocks, {});
  const [busyId, setBusyId] = useState<string | null>(null);
  const lift = async (id: string) => {
    setBusyId(id);
    try {
      const { lifted } = await call(liftReportBlock, { params: { id } });
      announce(lifted ? 'Đã thôi để riêng. Từ giờ phản ánh của người này vào hộp như mọi người.' : 'Đã thôi để riêng từ trước.');
    } catch (error) {
      announce(sayToOfficer(failureOf(error)));
    }
    setBusyId(null);
    void list.mutate();
  };
  const blocks = list.data?.blocks ?? [];
  return (
    <Frame title="Người gửi để riêng">
      <p>Những gì họ gửi nằm ở “Xem trước”, không ai được nhắc. Họ không biết và vẫn nhận biên nhận như thường.</p>
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={4} />}
      {list.data !== undefined && blocks.length === 0 && (
        <Empty>
          <p>Không để riêng ai.</p>
          <p className="quiet">Khi có người gửi quảng cáo hoặc gửi dồn dập, mở một phản ánh của họ, bấm Việc khác, Để riêng người gửi.</p>
        </Empty>
      )}
      {blocks.length > 0 && (
        <ul className="rows">
          {blocks.map(({ id, until, reason, by, at, held }) => (
            <li key={id} className="row report-block">
              <span className="row-words">
                <span className="row-name">{reason}</span>
                <span className="quiet">
                  Đến hết {plainDate(until)} · {by}, {momentWords(at)} ·{' '}
                  {held === 0 ? 'chưa gửi thêm' : `đã để riêng ${count(held)} phản ánh`}
                </span>
              </span>
              <button type="button" className="desk-tool" disabled={busyId === id} onClick={() => void lift(id)}>
                Thôi để riêng
              </button>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}
