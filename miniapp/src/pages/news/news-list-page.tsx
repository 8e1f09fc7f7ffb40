import { listNews, type NewsItem } from 'backend/contracts/news';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { NewsRow } from '../../features/news/news-row.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';

/** Everything the commune sent, to be read again. */
export default function NewsListPage() {
  const list = useApi(listNews, { query: {} });
  const [more, setMore] = useState<{ rows: NewsItem[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const rows = [...(list.data?.news ?? []), ...(more?.rows ?? [])];
  const next = more === null ? (list.data?.next ?? null) : more.next;

  const load = async () => {
    if (next === null) return;
    setBusy(true);
    setFailure(null);
    try {
      const page = await call(listNews, { query: { after: next } });
      setMore({ rows: [...(more?.rows ?? []), ...page.news], next: page.next });
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };

  return (
    <Screen title="Tin của xã" backTo="/">
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={5} />}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>Xã chưa gửi tin nào.</p>
          <p className="quiet">Lời chúc, thông báo của xã sẽ để lại ở đây để đọc lại lúc nào cũng được.</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <ul className="rows">
          {rows.map((item) => (
            <NewsRow key={item.id} item={item} />
          ))}
        </ul>
      )}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayFailure(failure)}
        </p>
      )}
      {next !== null && (
        <Button look="plain" busy={busy} onPress={() => void load()}>
          Xem thêm
        </Button>
      )}
    </Screen>
  );
}
