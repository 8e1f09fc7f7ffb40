import { listReceptionEntries, receptionKinds } from 'backend/contracts/reception-register';
import { receptionKindWords } from 'backend/contracts/reception-words';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Field } from '../../components/field.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { inVietnam, plainDate } from '../../days.js';
import { download } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { useMore } from '../broadcasts/use-more.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { isDay } from '../day-list.js';
import { DayField, SelectField } from '../fields.js';
import { Frame } from '../frame.js';
import { useListKeys } from '../use-list-keys.js';
import { ReceptionNav } from './reception-nav.js';
import { clockOf, kindOf } from './reception-words.js';

/** The register, newest number first, found by number, day and kind; a period goes out as a spreadsheet. */
export function RegisterPage() {
  const today = inVietnam(new Date()).day;
  const [from, setFrom] = useState(`${today.slice(0, 4)}-01-01`);
  const [to, setTo] = useState(today);
  const [number, setNumber] = useState('');
  const [kind, setKind] = useState('');
  const asked = useDelayed(number.trim(), 250);
  const isNumber = /^\d{1,6}(\/\d{4})?$/.test(asked);
  const known = receptionKinds.find((one) => one === kind);
  const query = {
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    ...(isNumber && { number: asked }),
    ...(known !== undefined && { kind: known }),
  };
  const list = useApi(listReceptionEntries, { query }, { keepPreviousData: true });
  const more = useMore(listReceptionEntries, { query }, list.data?.next ?? null);
  const rows = [...(list.data?.entries ?? []), ...more.pages.flatMap(({ entries }) => entries)];
  useListKeys('desk-reception-number', null);

  return (
    <Frame title="Sổ tiếp công dân" beside="Mẫu 03/TCD" width="sides">
      <div className="desk-reception-wide">
        <div className="desk-list-head">
          <ReceptionNav />
          <ExportButton from={from} to={to} />
        </div>
        <section className="desk-reception-filters" aria-label="Lọc sổ">
          <DayField label="Từ ngày" value={from} onChange={setFrom} />
          <DayField label="Đến ngày" value={to} onChange={setTo} />
          <Field
            label="Số trong sổ"
            value={number}
            maxLength={12}
            placeholder="12 hoặc 12/2026"
            fault={asked !== '' && !isNumber ? 'Số có dạng 12 hoặc 12/2026.' : undefined}
            onChange={setNumber}
          />
          <SelectField
            label="Loại đơn"
            value={kind}
            choices={[{ value: '', name: 'Tất cả' }, ...receptionKinds.map((one) => ({ value: one, name: receptionKindWords[one] }))]}
            onChange={setKind}
          />
        </section>
        {rows.length > 0 && (
          <table className="desk-reception-table">
            <thead>
              <tr>
                <th scope="col">Số</th>
                <th scope="col">Ngày tiếp</th>
                <th scope="col">Họ tên</th>
                <th scope="col">Nội dung</th>
                <th scope="col">Loại</th>
                <th scope="col">Trả lời</th>
                <th scope="col">Người ghi</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((entry) => {
                const clock = clockOf(entry, today);
                return (
                  <tr key={entry.id}>
                    <td>
                      <Link
                        to={`/console/reception/entries/${entry.id}`}
                        className="desk-reception-number"
                        aria-label={`Mở số ${entry.number}`}
                      >
                        {entry.number}
                      </Link>
                    </td>
                    <td>{plainDate(entry.day)}</td>
                    <td>{entry.secret ? kindOf(entry) : entry.name}</td>
                    <td>{entry.content}</td>
                    <td>{entry.secret ? '' : kindOf(entry)}</td>
                    <td>
                      <span className="desk-reception-clock" data-tone={clock.tone}>
                        {clock.words}
                      </span>
                    </td>
                    <td>{entry.handlerName}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        {list.data !== undefined && rows.length === 0 && (
          <Empty>
            <p>Không có dòng nào trong khoảng này.</p>
            <p className="quiet">Sổ ghi ở trang của từng buổi tiếp, từ ngày tiếp trở đi.</p>
          </Empty>
        )}
        {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
        {list.data === undefined && list.error === undefined && <Skeleton rows={5} />}
        {more.button}
      </div>
    </Frame>
  );
}

/** Denunciations go out with number and day only; that it was taken out is written down. */
function ExportButton({ from, to }: { from: string; to: string }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const take = async () => {
    setBusy(true);
    setFault(null);
    try {
      const url = URL.createObjectURL(await download(`/desk/reception/register.xlsx?from=${from}&to=${to}`));
      const link = document.createElement('a');
      link.href = url;
      link.download = `so-tiep-cong-dan-${from}-${to}.xlsx`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch (error) {
      setFault(sayToOfficer(failureOf(error)));
    }
    setBusy(false);
  };
  return (
    <div>
      <button
        type="button"
        className="desk-tool"
        disabled={busy || !isDay(from) || !isDay(to)}
        aria-busy={busy}
        onClick={() => void take()}
      >
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
