import './broadcasts.css';
import { type Broadcast, readBroadcast } from 'backend/contracts/broadcasts';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { Failure, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { Frame } from '../frame.js';
import { ApprovePage } from './approve-page.js';
import { ComposePage } from './compose-page.js';
import { ProgressPage } from './progress-page.js';
import { ReviewPage } from './review-page.js';

/** A new broadcast. */
export function NewBroadcastPage() {
  return <ComposePage broadcast={null} />;
}

/** One broadcast: still being written, waiting for the chairman, or on its way. `approves` opens the chairman's page. */
export function BroadcastPage({ approves = false }: { approves?: boolean }) {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const broadcast = useApi(
    readBroadcast,
    { params: { id } },
    {
      revalidateOnFocus: false,
      // Somebody else decides meanwhile.
      refreshInterval: (now) => (now?.status === 'submitted' ? 10_000 : 0),
    },
  );
  const keep = (newer: Broadcast) => void broadcast.mutate(newer, { revalidate: false });
  const reload = () => void broadcast.mutate();

  if (broadcast.data === undefined)
    return (
      <Frame title="Tin gửi dân" onBackToList={() => navigate('/console/broadcasts')}>
        {broadcast.error !== undefined ? <Failure failure={broadcast.error} onRetry={reload} /> : <Skeleton rows={4} tall />}
      </Frame>
    );
  const one = broadcast.data;
  if (approves) return <ApprovePage broadcast={one} onChange={keep} onReload={reload} />;
  const isOpenToEdit = one.status === 'draft' || search.get('edit') === '1';
  if (one.may.edit && isOpenToEdit)
    return (
      <ComposePage
        key={one.id}
        broadcast={one}
        onSaved={(newer) => {
          keep(newer);
          if (search.get('edit') === '1') navigate(`/console/broadcasts/${id}`, { replace: true });
        }}
      />
    );
  if (one.status === 'draft' || one.status === 'submitted') return <ReviewPage broadcast={one} onChange={keep} />;
  return <ProgressPage broadcast={one} onChange={keep} onReload={reload} />;
}
