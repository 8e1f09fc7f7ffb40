import {
  type Broadcast,
  type BroadcastCounts,
  listRecipients,
  type Recipient,
  type RecipientState,
  recipientStates,
} from 'backend/contracts/broadcasts';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Failure, Skeleton } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { download } from '../../session.js';
import { useApi } from '../../use-api.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { useMedia } from '../use-media.js';
import { broadcastChannelWords, recipientStateWords, sayReason } from './broadcast-words.js';
import { RecipientMark } from './marks.js';
import { useMore } from './use-more.js';

/** The moment that says most of what became of somebody. */
const latest = ({ seenAt, deliveredAt, sentAt, dueAt, state }: Recipient): string | null => {
  if (seenAt !== null) return `xem ${spokenInstant(seenAt)}`;
  if (deliveredAt !== null) return `nhận ${spokenInstant(deliveredAt)}`;
  if (sentAt !== null) return `gửi ${spokenInstant(sentAt)}`;
  return dueAt !== null && state === 'waiting' ? `gửi từ ${spokenInstant(dueAt)}` : null;
};

/** What became of each one, by state and hamlet, and all of it as a spreadsheet. */
export function RecipientsPart({ broadcast, counts }: { broadcast: Broadcast; counts: BroadcastCounts }) {
  const isTable = useMedia('(min-width: 700px)');
  const hamlets = useCommune().data?.hamlets ?? [];
  const [state, setState] = useState<RecipientState | ''>('');
  const [hamletKey, setHamletKey] = useState('');
  const params = { id: broadcast.id };
  const query = { ...(state === '' ? {} : { state }), ...(hamletKey === '' ? {} : { hamletKey }) };
  const list = useApi(listRecipients, counts.recipients === 0 ? null : { params, query }, { refreshInterval: 10_000 });
  const more = useMore(listRecipients, { params, query }, list.data?.next ?? null);
  const rows = [...(list.data?.recipients ?? []), ...more.pages.flatMap(({ recipients }) => recipients)];

  if (counts.recipients === 0) return <p className="quiet">Danh sách người nhận lập xong sẽ hiện ở đây.</p>;
  return (
    <>
      <div className="desk-filters">
        <SelectField
          label="Kết quả"
          value={state}
          choices={[
            { value: '', name: 'Mọi kết quả' },
            ...recipientStates.filter((one) => one !== 'sending').map((value) => ({ value, name: recipientStateWords[value].name })),
          ]}
          onChange={(value) => setState(recipientStates.find((one) => one === value) ?? '')}
        />
        <SelectField
          label="Xóm"
          value={hamletKey}
          choices={[{ value: '', name: 'Mọi xóm' }, ...hamlets.map(({ key, name }) => ({ value: key, name }))]}
          onChange={setHamletKey}
        />
        <ExportButton broadcast={broadcast} />
      </div>
      {state !== '' && <p className="quiet">{recipientStateWords[state].says}</p>}
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={6} />}
      {list.data !== undefined && rows.length === 0 && <p className="desk-empty">Không có ai như vậy.</p>}
      {rows.length > 0 &&
        (isTable ? (
          <table className="desk-table desk-recipients">
            <thead>
              <tr>
                <th scope="col">Họ và tên</th>
                <th scope="col">Xóm</th>
                <th scope="col">Kết quả</th>
                <th scope="col">Bằng cách nào, vì sao</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <span className="desk-person">{row.name ?? 'Chưa rõ tên'}</span>
                  </td>
                  <td>
                    {row.hamletName ?? 'Chưa rõ xóm'}
                    {row.householdCode !== null && <span className="desk-under"> · hộ {row.householdCode}</span>}
                  </td>
                  <td>
                    <RecipientMark state={row.state} />
                  </td>
                  <td>
                    <HowAndWhy row={row} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <ul className="desk-broadcasts">
            {rows.map((row) => (
              <li key={row.id} className="desk-broadcast">
                <span className="desk-broadcast-words">
                  <strong>{row.name ?? 'Chưa rõ tên'}</strong>
                  <span className="desk-under">{row.hamletName ?? 'Chưa rõ xóm'}</span>
                  <HowAndWhy row={row} />
                </span>
                <RecipientMark state={row.state} />
              </li>
            ))}
          </ul>
        ))}
      {more.button}
    </>
  );
}

function HowAndWhy({ row }: { row: Recipient }) {
  const when = latest(row);
  return (
    <span className="desk-how">
      {row.reason !== null && <span>{sayReason(row.reason)}</span>}
      <span className="desk-under">
        {[row.channel === null ? null : broadcastChannelWords[row.channel], when, row.code === null ? null : `mã Zalo ${row.code}`]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </span>
  );
}

function ExportButton({ broadcast }: { broadcast: Broadcast }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const take = async () => {
    setBusy(true);
    setFault(null);
    try {
      const url = URL.createObjectURL(await download(`/broadcasts/${broadcast.id}/recipients.xlsx`));
      const link = document.createElement('a');
      link.href = url;
      link.download = `ket-qua-gui-tin-${(broadcast.startedAt ?? broadcast.updatedAt).slice(0, 10)}.xlsx`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch (error) {
      setFault(sayToOfficer(failureOf(error)));
    }
    setBusy(false);
  };
  return (
    <div className="desk-export">
      <button type="button" className="desk-tool" disabled={busy} aria-busy={busy} onClick={() => void take()}>
        <Download aria-hidden="true" size={20} />
        Tải về Excel
      </button>
      {fault !== null && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
