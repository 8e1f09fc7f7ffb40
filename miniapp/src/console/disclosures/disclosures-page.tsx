import './disclosures.css';
import { type DisclosureRow, disclosureStatuses, listDeskDisclosures, listDisclosureClasses } from 'backend/contracts/disclosures';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { inVietnam } from '../../days.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { useMore } from '../broadcasts/use-more.js';
import { SelectField } from '../fields.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { clockWords, statusWords } from './disclosure-form.js';

/** Everything that is or will be disclosed, the newest first. */
export function DisclosuresPage() {
  const navigate = useNavigate();
  const mayWrite = useMay('disclosures.write');
  const [typed, setTyped] = useState('');
  const [status, setStatus] = useState('');
  const [chosen, setChosen] = useState('');
  const asked = useDelayed(typed.trim(), 250);
  const classes = useApi(listDisclosureClasses, {}, { revalidateOnFocus: false });
  const known = disclosureStatuses.find((one) => one === status);
  const query = {
    ...(asked === '' ? {} : { q: asked }),
    ...(known === undefined ? {} : { status: known }),
    ...(chosen === '' ? {} : { classNumber: Number(chosen) }),
  };
  const list = useApi(listDeskDisclosures, { query }, { keepPreviousData: true });
  const more = useMore(listDeskDisclosures, { query }, list.data?.next ?? null);
  const rows = [...(list.data?.disclosures ?? []), ...more.pages.flatMap(({ disclosures }) => disclosures)];
  const isFiltered = Object.keys(query).length > 0;

  return (
    <Frame title="Công khai">
      <section className="desk-disclosure-filters" aria-label="Lọc danh sách">
        <Field label="Tìm (không cần gõ dấu)" type="search" value={typed} maxLength={100} onChange={setTyped} />
        <SelectField
          label="Nhóm nội dung"
          value={chosen}
          choices={[
            { value: '', name: 'Tất cả' },
            ...(classes.data?.classes ?? []).map(({ number, label }) => ({ value: String(number), name: `${number}. ${label}` })),
          ]}
          onChange={setChosen}
        />
        <SelectField
          label="Trạng thái"
          value={status}
          choices={[{ value: '', name: 'Tất cả' }, ...disclosureStatuses.map((one) => ({ value: one, name: statusWords[one] }))]}
          onChange={setStatus}
        />
      </section>
      {mayWrite && <Button onPress={() => navigate('/console/disclosures/new')}>Soạn nội dung công khai</Button>}
      {rows.length > 0 && (
        <ul className="rows" aria-label="Nội dung công khai">
          {rows.map((row) => (
            <li key={row.id}>
              <Row row={row} />
            </li>
          ))}
        </ul>
      )}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>{isFiltered ? 'Không có nội dung nào khớp.' : 'Chưa có nội dung công khai nào.'}</p>
          {!isFiltered && (
            <p className="quiet">Soạn một lần: có ngay trang cho người dân, tờ niêm yết, bài đọc loa và bản nháp tin Zalo.</p>
          )}
        </Empty>
      )}
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={5} />}
      {more.button}
    </Frame>
  );
}

function Row({ row }: { row: DisclosureRow }) {
  const clock = clockWords(row, inVietnam(new Date()).day);
  return (
    <Link to={`/console/disclosures/${row.id}`} className="desk-disclosure-row">
      <span className="desk-disclosure-head">
        <span className="row-name">{row.title}</span>
        <span className="quiet">{statusWords[row.status]}</span>
      </span>
      <span className="quiet">
        {row.number} · {row.classLabel}
        {row.documentNumber !== null && ` · ${row.documentNumber}`}
      </span>
      {clock !== null && <span className={clock.late ? 'desk-disclosure-late' : 'quiet'}>{clock.words}</span>}
    </Link>
  );
}
