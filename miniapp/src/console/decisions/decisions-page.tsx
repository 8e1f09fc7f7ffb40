import './decisions.css';
import { decisionItems } from 'backend/contracts/decisions';
import { type DeskDecisionRow, listDeskDecisions } from 'backend/contracts/decisions-desk';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { inVietnam } from '../../days.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { useListKeys } from '../use-list-keys.js';
import { baseOf, useKind } from './decision-base.js';
import { bindingSentence, clockOf, outcomeWords, statusWords, turnoutWords, wayWords } from './decision-words.js';

const shelves = [
  { value: 'going', name: 'Đang làm' },
  { value: 'ended', name: 'Đã xong' },
] as const;

const titles = { decision: 'Hộ biểu quyết', election: 'Bầu cử ở xóm' } as const;
const emptyWords = {
  decision: 'Chưa có việc nào đang bàn.',
  election: 'Chưa có cuộc bầu nào đang chuẩn bị.',
} as const;

/** What the households of one's hamlets decide, or elect; what is due first. Keys: j, k, Enter, n. */
export function DecisionsPage() {
  const kind = useKind();
  const base = baseOf(kind);
  const navigate = useNavigate();
  const mayWrite = useMay('decisions.write');
  const [show, setShow] = useState<'going' | 'ended'>('going');
  const query = { show, kind };
  const list = useApi(listDeskDecisions, { query }, { refreshInterval: 30_000 });
  const more = useMore(listDeskDecisions, { query }, list.data?.next ?? null);
  const rows = [...(list.data?.decisions ?? []), ...more.pages.flatMap(({ decisions }) => decisions)];
  const create = () => navigate(`${base}/new`);
  useListKeys('desk-decision-row', mayWrite ? create : null);

  return (
    <Frame title={titles[kind]} beside={bindingSentence}>
      <div className="desk-list-head">
        <FilterChips legend="Xem những việc nào" chips={shelves} value={show} onChoose={setShow} />
        {mayWrite && (
          <Button onPress={create} label={kind === 'election' ? 'Chuẩn bị cuộc bầu (phím n)' : 'Soạn việc mới (phím n)'}>
            {kind === 'election' ? 'Chuẩn bị cuộc bầu' : 'Soạn việc mới'}
          </Button>
        )}
      </div>
      {rows.length > 0 && (
        <ul className="rows" aria-label={titles[kind]}>
          {rows.map((row) => (
            <li key={row.id}>
              <Row row={row} base={base} />
            </li>
          ))}
        </ul>
      )}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>{show === 'going' ? emptyWords[kind] : 'Chưa có việc nào đã xong.'}</p>
          {show === 'going' && mayWrite && (
            <p className="quiet">
              {kind === 'election'
                ? 'Bầu Trưởng xóm, thành viên Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng: bấm “Chuẩn bị cuộc bầu”.'
                : 'Việc cần các hộ họp, bỏ phiếu hoặc biểu quyết theo Điều 15: bấm “Soạn việc mới”, hệ thống chỉ dẫn từng bước của luật.'}
            </p>
          )}
        </Empty>
      )}
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={4} />}
      {more.button}
    </Frame>
  );
}

/** "Xóm 1, Xóm 2 và 5 xóm khác". */
export function hamletsWords(names: readonly string[]): string {
  if (names.length <= 3) return names.join(', ');
  return `${names.slice(0, 2).join(', ')} và ${names.length - 2} xóm khác`;
}

function Row({ row, base }: { row: DeskDecisionRow; base: string }) {
  const clock = clockOf(row, inVietnam(new Date()).day);
  const article = decisionItems.find(({ item }) => item === row.item)?.article;
  return (
    <Link to={`${base}/${row.id}`} className="desk-decision-row">
      <span className="desk-decision-head">
        <span className="row-name">{row.title}</span>
        <span className="desk-decision-status" data-status={row.status}>
          {row.outcome === null ? statusWords[row.status] : outcomeWords(row.outcome, row.style)}
        </span>
      </span>
      <span className="quiet">{[row.number, wayWords[row.way], hamletsWords(row.hamletNames), article].filter(Boolean).join(' · ')}</span>
      <span className="desk-decision-head">
        {row.status === 'draft' || row.status === 'cancelled' ? <span /> : <span className="quiet">{turnoutWords(row.turnout)}</span>}
        {clock !== null && (
          <span className="desk-decision-clock" data-tone={clock.tone}>
            {clock.words}
          </span>
        )}
      </span>
    </Link>
  );
}
