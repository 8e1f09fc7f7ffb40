import {
  type DeskConsultation,
  type DeskOpinion,
  groupOpinions,
  listDeskOpinions,
  moderateOpinion,
  type OpinionState,
  outside,
  saveSynthesis,
} from 'backend/contracts/consultation-desk';
import { useRef, useState } from 'react';
import { useParams } from 'react-router-dom';
import type { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { FilterChips } from '../filter-chips.js';
import { DownloadButton } from '../households/export-button.js';
import { KeysDialog } from '../keys-dialog.js';
import { useMay } from '../may.js';
import { useKeys } from '../use-keys.js';
import { ConsultationFrame, Loaded } from './consultation-frame.js';
import { DecisionDialog } from './decision-dialog.js';
import { opinionStateWords } from './desk-words.js';
import { GroupBar } from './group-bar.js';
import { OpinionCard } from './opinion-card.js';
import { TypeDialog } from './type-dialog.js';

/** What people said, read here before everybody reads it, and put into groups. */
export function ConsultationOpinionsPage() {
  const { id = '' } = useParams();
  return (
    <Loaded id={id}>
      {(one, onChange, reload) => (
        <ConsultationFrame one={one}>
          <Opinions key={id} one={one} onChange={onChange} reload={reload} />
        </ConsultationFrame>
      )}
    </Loaded>
  );
}

type Shelf = OpinionState | 'ungrouped';
const queryOf = (shelf: Shelf) => (shelf === 'ungrouped' ? { group: 'none' as const } : { state: shelf });
const nothing: Readonly<Record<Shelf, string>> = {
  waiting: 'Không còn ý kiến nào chờ duyệt.',
  ungrouped: 'Mọi ý kiến đã cho đăng đều có nhóm.',
  shown: 'Chưa cho đăng ý kiến nào.',
  hidden: 'Chưa có ý kiến nào bị giữ lại.',
};
const keyWords = [
  ['j', 'Ý kiến sau'],
  ['k', 'Ý kiến trước'],
  ['a', 'Cho đăng'],
  ['e', 'Sửa rồi cho đăng'],
  ['h', 'Không đăng'],
  ['1–9', 'Xếp vào nhóm thứ 1–9'],
  ['0', 'Không thuộc nội dung'],
  ['x', 'Bỏ khỏi nhóm'],
  ['n', 'Nhập ý kiến nhận bằng cách khác'],
  ['?', 'Xem phím tắt'],
] as const;

type OpinionsProps = { one: DeskConsultation; onChange: (newer: DeskConsultation) => void; reload: () => void };

function Opinions({ one, onChange, reload }: OpinionsProps) {
  const announce = useAnnounce();
  const mayWrite = useMay('consultations.write');
  const [shelf, setShelf] = useState<Shelf>(one.counts.waiting > 0 || one.counts.ungrouped === 0 ? 'waiting' : 'ungrouped');
  const [asking, setAsking] = useState<{ opinion: DeskOpinion; decision: 'edit' | 'hide' } | null>(null);
  const [opened, setOpened] = useState<'keys' | 'type' | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const request = { params: { id: one.id }, query: queryOf(shelf) };
  const list = useApi(listDeskOpinions, request, { keepPreviousData: true });
  const more = useMore(listDeskOpinions, request, list.data?.next ?? null);
  const rows = [...(list.data?.opinions ?? []), ...more.pages.flatMap(({ opinions }) => opinions)];
  const cards = useRef(new Map<string, HTMLElement>());
  const isTakenIn = one.state === 'open' || one.state === 'closed';
  const mayGroup = mayWrite && isTakenIn;
  const points = one.synthesis?.points ?? [];

  const again = () => {
    void list.mutate();
    reload();
  };
  const work = async (act: () => Promise<unknown>, done: string) => {
    setFailure(null);
    try {
      await act();
      announce(done);
    } catch (error) {
      setFailure(failureOf(error));
    }
    void list.mutate();
  };
  const approve = ({ id, revision }: DeskOpinion) =>
    work(async () => {
      await call(moderateOpinion, { params: { id }, body: { decision: 'approve', revision } });
      reload();
    }, 'Đã cho đăng ý kiến.');
  const group = (opinion: DeskOpinion, key: string | null) =>
    work(
      async () => onChange(await call(groupOpinions, { params: { id: one.id }, body: { opinionIds: [opinion.id], group: key } })),
      key === null ? 'Đã bỏ khỏi nhóm.' : key === outside ? 'Đã ghi là không thuộc nội dung.' : 'Đã xếp nhóm.',
    );
  const addPoint = async (title: string) => {
    const { synthesis, revision } = one;
    const kept = points.map(({ key, title: name, decision, reason }) => ({ key, title: name, decision, reason }));
    const body = {
      revision,
      text: synthesis?.text ?? '',
      sentAbove: synthesis?.sentAbove ?? null,
      points: [...kept, { key: null, title, decision: null, reason: '' }],
    };
    await work(async () => onChange(await call(saveSynthesis, { params: { id: one.id }, body })), 'Đã thêm nhóm ý kiến.');
  };

  const here = (): DeskOpinion | null => rows.find(({ id }) => cards.current.get(id)?.contains(document.activeElement) === true) ?? null;
  const move = (by: 1 | -1) => {
    const at = rows.findIndex(({ id }) => id === here()?.id);
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next !== undefined) cards.current.get(next.id)?.focus();
  };
  const onHere = (act: (opinion: DeskOpinion) => void) => () => {
    const opinion = here();
    if (opinion !== null && mayWrite) act(opinion);
  };
  const onShown = (key: string | null) => onHere((opinion) => mayGroup && opinion.state === 'shown' && void group(opinion, key));
  useKeys(
    {
      j: () => move(1),
      k: () => move(-1),
      a: onHere((opinion) => opinion.state !== 'shown' && isTakenIn && void approve(opinion)),
      e: onHere((opinion) => setAsking({ opinion, decision: 'edit' })),
      h: onHere((opinion) => opinion.state !== 'hidden' && setAsking({ opinion, decision: 'hide' })),
      n: () => mayGroup && setOpened('type'),
      x: onShown(null),
      '0': onShown(outside),
      ...Object.fromEntries(points.slice(0, 9).map(({ key }, place) => [String(place + 1), onShown(key)])),
      '?': () => setOpened('keys'),
    },
    () => undefined,
  );

  return (
    <div className="desk-side desk-consultation-opinions">
      <div className="desk-list-head">
        <FilterChips
          legend="Xem"
          chips={[
            { value: 'waiting', name: opinionStateWords.waiting, count: one.counts.waiting },
            { value: 'ungrouped', name: 'Chưa xếp nhóm', count: one.counts.ungrouped },
            { value: 'shown', name: opinionStateWords.shown, count: one.counts.shown },
            { value: 'hidden', name: opinionStateWords.hidden, count: one.counts.hidden },
          ]}
          value={shelf}
          onChoose={setShelf}
        />
        <div className="desk-consultation-acts">
          {mayGroup && (
            <button type="button" className="desk-tool" onClick={() => setOpened('type')}>
              Nhập ý kiến nhận cách khác
            </button>
          )}
          <DownloadButton path={`/desk/consultations/${one.id}/opinions.xlsx`} fileName={`y-kien-${one.number}.xlsx`}>
            Xuất Excel
          </DownloadButton>
          <DownloadButton path={`/desk/consultations/${one.id}/opinions.csv`} fileName={`y-kien-${one.number}.csv`}>
            Xuất CSV
          </DownloadButton>
          <button type="button" className="desk-tool" onClick={() => setOpened('keys')}>
            Phím tắt
          </button>
        </div>
      </div>
      {mayGroup && <GroupBar points={points} outsideCount={one.counts.outside} onAdd={addPoint} />}
      {failure !== null && (
        <Notice tone="danger" urgent>
          <p>{sayToOfficer(failure)}</p>
        </Notice>
      )}
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={4} />}
      {list.data !== undefined && rows.length === 0 && <p className="quiet">{nothing[shelf]}</p>}
      {rows.map((opinion) => (
        <OpinionCard
          key={opinion.id}
          opinion={opinion}
          points={points}
          mayWrite={mayWrite}
          mayGroup={mayGroup}
          hold={(element) => {
            if (element === null) cards.current.delete(opinion.id);
            else cards.current.set(opinion.id, element);
          }}
          onApprove={() => void approve(opinion)}
          onAsk={(decision) => setAsking({ opinion, decision })}
          onGroup={(key) => void group(opinion, key)}
        />
      ))}
      {more.button}
      {asking !== null && (
        <DecisionDialog
          {...asking}
          onDone={() => {
            setAsking(null);
            again();
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {opened === 'type' && (
        <TypeDialog
          one={one}
          onDone={() => {
            setOpened(null);
            setShelf('ungrouped');
            again();
          }}
          onClose={() => setOpened(null)}
        />
      )}
      {opened === 'keys' && <KeysDialog keys={keyWords} onClose={() => setOpened(null)} />}
    </div>
  );
}
