import './surveys.css';
import { copySurvey, listDeskSurveys, type SurveyRow } from 'backend/contracts/surveys-desk';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { useListKeys } from '../use-list-keys.js';
import { modeWords, people, statusWords, timeWords } from './survey-words.js';

const shows = [
  { value: 'all', name: 'Tất cả' },
  { value: 'draft', name: 'Đang soạn' },
  { value: 'running', name: 'Đang mở' },
  { value: 'ended', name: 'Đã đóng' },
] as const;
type Show = (typeof shows)[number]['value'];

const nothing: Readonly<Record<Show, string>> = {
  all: 'Chưa có khảo sát nào.',
  draft: 'Không có khảo sát nào đang soạn.',
  running: 'Không có khảo sát nào đang mở hoặc chờ mở.',
  ended: 'Chưa có khảo sát nào đã đóng.',
};

/** Every survey, the newest first. Keys: j, k, Enter; n begins a new one. */
export function SurveysPage() {
  const navigate = useNavigate();
  const mayWrite = useMay('surveys.write');
  const [show, setShow] = useState<Show>('all');
  const list = useApi(listDeskSurveys, { query: { show } }, { keepPreviousData: true, refreshInterval: 30_000 });
  const more = useMore(listDeskSurveys, { query: { show } }, list.data?.next ?? null);
  const rows = [...(list.data?.surveys ?? []), ...more.pages.flatMap(({ surveys }) => surveys)];
  const begin = () => navigate('/console/surveys/new');
  useListKeys('desk-survey-link', mayWrite ? begin : null);

  return (
    <Frame title="Khảo sát" beside="Để tham khảo, không phải biểu quyết">
      <div className="desk-list-head">
        <FilterChips legend="Xem những khảo sát nào" chips={shows} value={show} onChoose={setShow} />
        {mayWrite && (
          <Button onPress={begin} label="Soạn khảo sát (phím n)">
            Soạn khảo sát
          </Button>
        )}
      </div>
      {rows.length > 0 && (
        <ul className="rows" aria-label="Khảo sát">
          {rows.map((row) => (
            <li key={row.id} className="desk-survey-item">
              <Row row={row} />
              {mayWrite && <CopyButton row={row} />}
            </li>
          ))}
        </ul>
      )}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>{nothing[show]}</p>
          <p className="quiet">Muốn biết người dân cần gì, thấy thế nào? Soạn vài câu hỏi, người dân trả lời trên điện thoại.</p>
        </Empty>
      )}
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={5} />}
      {more.button}
    </Frame>
  );
}

function Row({ row }: { row: SurveyRow }) {
  return (
    <Link to={`/console/surveys/${row.id}`} className="desk-survey-link">
      <span className="desk-survey-item-head">
        <span className="row-name">{row.title}</span>
        <span className="desk-survey-status" data-status={row.status}>
          {statusWords[row.status]}
        </span>
      </span>
      <span className="quiet">
        {row.status !== 'draft' && row.status !== 'scheduled' && row.status !== 'cancelled' && (
          <strong>{people(row.answered)} đã trả lời · </strong>
        )}
        {timeWords(row)} · {modeWords[row.mode].name}
      </span>
    </Link>
  );
}

function CopyButton({ row }: { row: SurveyRow }) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const copy = async () => {
    setBusy(true);
    setFault(null);
    try {
      const made = await call(copySurvey, { params: { id: row.id }, body: {} }, { idempotencyKey: crypto.randomUUID() });
      navigate(`/console/surveys/${made.id}`);
    } catch (error) {
      setFault(sayToOfficer(failureOf(error)));
      setBusy(false);
    }
  };
  return (
    <span className="desk-survey-copy">
      <button type="button" className="desk-tool" disabled={busy} aria-label={`Sao chép ${row.title}`} onClick={() => void copy()}>
        <Copy aria-hidden="true" size={18} />
        Sao chép
      </button>
      {fault !== null && (
        <span className="field-fault" role="alert">
          {fault}
        </span>
      )}
    </span>
  );
}
