import '../../features/consultations/consultations.css';
import { listConsultations, type PublicConsultationRow } from 'backend/contracts/consultations';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { inVietnam } from '../../days.js';
import { stateLine } from '../../features/consultations/consultation-words.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';

/** What the commune asks Nhân dân before it is decided: open now, and what came of earlier ones. */
export default function ConsultationsPage() {
  const list = useApi(listConsultations, { query: {} });
  const [more, setMore] = useState<{ past: PublicConsultationRow[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const open = list.data?.open ?? [];
  const past = [...(list.data?.past ?? []), ...(more?.past ?? [])];
  const next = more === null ? (list.data?.next ?? null) : more.next;

  const load = async () => {
    if (next === null) return;
    setBusy(true);
    setFailure(null);
    try {
      const page = await call(listConsultations, { query: { after: next } });
      setMore({ past: [...(more?.past ?? []), ...page.past], next: page.next });
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };

  return (
    <Screen title="Lấy ý kiến" backTo="/">
      <p>Xã hỏi ý kiến bà con trước khi quyết định, rồi trả lời đã tiếp thu điều gì và vì sao.</p>
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={3} tall />}
      {list.data !== undefined && open.length === 0 && (
        <Empty>
          <p>Hiện không có việc nào đang lấy ý kiến.</p>
          <p className="quiet">Có việc mới, xã sẽ báo ở đây và trên loa truyền thanh.</p>
        </Empty>
      )}
      {open.length > 0 && <Rows title="Đang lấy ý kiến" rows={open} />}
      {past.length > 0 && <Rows title="Đã kết thúc" rows={past} />}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayFailure(failure)}
        </p>
      )}
      {next !== null && (
        <Button look="plain" busy={busy} onPress={() => void load()}>
          Xem cũ hơn
        </Button>
      )}
    </Screen>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly PublicConsultationRow[] }) {
  const today = inVietnam(new Date()).day;
  return (
    <section className="stack" aria-label={title}>
      <h2 className="section-title">{title}</h2>
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={`/consultations/${row.id}`} className="row">
              <span className="row-words">
                <span className="row-name">{row.title}</span>
                <span className="consultation-state" data-state={row.state}>
                  {stateLine(row, today)}
                </span>
                <span className="quiet">{row.matterName}</span>
              </span>
              <ChevronRight aria-hidden="true" size={22} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
