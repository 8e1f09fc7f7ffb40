import './consultations.css';
import { decisionWords } from 'backend/contracts/consultation-words';
import {
  type Consultation,
  listPublicOpinions,
  type PublicOpinion,
  supportOpinion,
  takeSupportBack,
} from 'backend/contracts/consultations';
import { ThumbsUp } from 'lucide-react';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Failure, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';
import { aboutWords, saidBy } from './consultation-words.js';

type OpinionsProps = { found: Consultation; paragraph: string | null; onEverything: () => void };

/** What others said, let through by an officer; of one paragraph when one was chosen. */
export function OpinionsPart({ found, paragraph, onEverything }: OpinionsProps) {
  const { id, opinions, opinionCount, parts } = found;
  const query = paragraph === null ? {} : { paragraph };
  const ofOne = useApi(listPublicOpinions, paragraph === null ? null : { params: { id }, query });
  const first = paragraph === null ? opinions : ofOne.data;
  const part = parts.find(({ key }) => key === paragraph);
  return (
    <section className="stack" aria-labelledby="opinions-title" id="opinions">
      <h2 id="opinions-title" className="section-title">
        {part?.number == null ? `Ý kiến đã đăng (${opinionCount})` : `Ý kiến về đoạn ${part.number}`}
      </h2>
      {paragraph !== null && (
        <Button look="quiet" onPress={onEverything}>
          Xem mọi ý kiến
        </Button>
      )}
      {first !== undefined ? (
        <List key={`${paragraph} ${first.opinions[0]?.id}`} found={found} query={query} first={first} />
      ) : ofOne.error !== undefined ? (
        <Failure failure={ofOne.error} onRetry={() => void ofOne.mutate()} />
      ) : (
        <Skeleton rows={2} tall />
      )}
    </section>
  );
}

type ListProps = { found: Consultation; query: { paragraph?: string }; first: Consultation['opinions'] };

function List({ found, query, first }: ListProps) {
  const [more, setMore] = useState<{ opinions: PublicOpinion[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const next = more === null ? first.next : more.next;
  const all = [...first.opinions, ...(more?.opinions ?? [])];

  const load = async () => {
    if (next === null) return;
    setBusy(true);
    setFailure(null);
    try {
      const page = await call(listPublicOpinions, { params: { id: found.id }, query: { ...query, after: next } });
      setMore({ opinions: [...(more?.opinions ?? []), ...page.opinions], next: page.next });
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };

  if (all.length === 0)
    return (
      <p className="quiet">
        {found.state === 'open' ? 'Chưa có ý kiến nào được đăng. Mời ông/bà góp ý.' : 'Không có ý kiến nào được đăng.'}
      </p>
    );
  return (
    <>
      <ul className="rows">
        {all.map((opinion) => (
          <li key={opinion.id}>
            <Opinion opinion={opinion} found={found} />
          </li>
        ))}
      </ul>
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
    </>
  );
}

function Opinion({ opinion, found }: { opinion: PublicOpinion; found: Consultation }) {
  const { text, on, answer } = opinion;
  return (
    <article className="consultation-opinion">
      <p className="consultation-words">{text}</p>
      <p className="quiet">
        {saidBy(opinion)} · {plainDate(on)} · {aboutWords(opinion, found)}
      </p>
      {answer !== null && (
        <p className="consultation-answer">
          {decisionWords[answer.decision]}: {answer.title}
        </p>
      )}
      <div className="consultation-opinion-foot">
        <Support opinion={opinion} found={found} />
      </div>
    </article>
  );
}

/** One press supports, another takes it back. */
function Support({ opinion, found }: { opinion: PublicOpinion; found: Pick<Consultation, 'id' | 'state'> }) {
  const announce = useAnnounce();
  const [now, setNow] = useState({ supports: opinion.supports, supported: opinion.supported });
  const [busy, setBusy] = useState(false);

  const press = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const request = { params: { id: found.id, opinionId: opinion.id } };
      setNow(await call(now.supported ? takeSupportBack : supportOpinion, request));
      announce(now.supported ? 'Đã thôi ủng hộ.' : 'Đã ủng hộ ý kiến này.');
    } catch (error) {
      announce(sayFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0)));
    }
    setBusy(false);
  };

  if (found.state !== 'open') return now.supports === 0 ? null : <p className="quiet">{now.supports} người ủng hộ</p>;
  return (
    <button type="button" className="consultation-support" aria-pressed={now.supported} aria-busy={busy} onClick={() => void press()}>
      <ThumbsUp aria-hidden="true" size={18} />
      {now.supported ? 'Đã ủng hộ' : 'Ủng hộ'}
      {now.supports > 0 && <span> ({now.supports})</span>}
      <span className="visually-hidden"> ý kiến: {opinion.text.slice(0, 60)}</span>
    </button>
  );
}
