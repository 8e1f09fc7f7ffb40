import './consultations.css';
import { type DeskConsultationRow, listDeskConsultations } from 'backend/contracts/consultation-desk';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { useListKeys } from '../use-list-keys.js';
import { clockWords, consultationStateWords } from './desk-words.js';
import { TermPart } from './term-part.js';

const shelves = [
  { value: 'all', name: 'Tất cả' },
  ...(['draft', 'open', 'closed', 'answered', 'archived'] as const).map((value) => ({ value, name: consultationStateWords[value] })),
] as const;

/** Every consultation, the newest first. */
export function ConsultationsPage() {
  const navigate = useNavigate();
  const mayWrite = useMay('consultations.write');
  const [shelf, setShelf] = useState<(typeof shelves)[number]['value']>('all');
  const query = shelf === 'all' ? {} : { state: shelf };
  const list = useApi(listDeskConsultations, { query }, { keepPreviousData: true });
  const more = useMore(listDeskConsultations, { query }, list.data?.next ?? null);
  const rows = [...(list.data?.consultations ?? []), ...more.pages.flatMap(({ consultations }) => consultations)];
  const create = () => navigate('/console/consultations/new');
  useListKeys('desk-consultation-row', mayWrite ? create : null);

  return (
    <Frame title="Lấy ý kiến Nhân dân">
      <p className="quiet">
        Hỏi ý kiến Nhân dân trước khi cơ quan có thẩm quyền quyết định (Điều 25–29). Đây là ý kiến tham khảo, khác với việc hộ dân bàn và
        quyết định.
      </p>
      <FilterChips legend="Xem" chips={shelves} value={shelf} onChoose={setShelf} />
      {mayWrite && <Button onPress={create}>Soạn lần lấy ý kiến</Button>}
      {rows.length > 0 && (
        <ul className="rows" aria-label="Các lần lấy ý kiến">
          {rows.map((row) => (
            <li key={row.id}>
              <Row row={row} />
            </li>
          ))}
        </ul>
      )}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>{shelf === 'all' ? 'Chưa có lần lấy ý kiến nào.' : 'Không có lần nào ở mục này.'}</p>
          {shelf === 'all' && <p className="quiet">Soạn dự thảo theo đoạn, gửi kế hoạch cho HĐND và MTTQ, rồi nhờ người thứ hai đăng.</p>}
        </Empty>
      )}
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={4} tall />}
      {more.button}
      <TermPart />
    </Frame>
  );
}

function Row({ row }: { row: DeskConsultationRow }) {
  const clock = clockWords(row);
  const facts = [
    row.number,
    row.matterName,
    row.ungrouped > 0 ? `${row.ungrouped} ý kiến cần duyệt, xếp nhóm` : null,
    row.hasCorrection ? 'có bản sửa chưa đăng' : null,
  ].filter((fact) => fact !== null);
  return (
    <Link to={`/console/consultations/${row.id}`} className="desk-consultation-row">
      <span className="desk-consultation-head">
        <span className="row-name">{row.title}</span>
        <span className="quiet">{consultationStateWords[row.state]}</span>
      </span>
      <span className="quiet">{facts.join(' · ')}</span>
      {clock !== null && <span className={clock.late ? 'desk-consultation-late' : 'quiet'}>{clock.words}</span>}
    </Link>
  );
}
