import type { DeskReportRow } from 'backend/contracts/feedback-desk';
import { CirclePause, Clock, TriangleAlert } from 'lucide-react';
import { Link } from 'react-router-dom';
import type { CallFailure } from '../../api.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { sayToOfficer } from '../console-words.js';
import { emptyViewWords, latenessWords, marksOf, shortPlace } from './feedback-words.js';
import { type Inbox, narrowedBy } from './inbox-query.js';

export const rowId = (id: string) => `report-${id}`;

type ReportListProps = {
  rows: readonly DeskReportRow[];
  inbox: Inbox;
  /** The open one. */
  here: string | null;
  search: string;
  /** Null: nothing can be done to several at once. */
  chosen: ReadonlyMap<string, number> | null;
  isRead: boolean;
  failure: CallFailure | undefined;
  onRetry: () => void;
  onToggle: (id: string) => void;
  onAll: () => void;
};

/** The rows, or why there are none. */
export function ReportList({ rows, inbox, here, search, chosen, isRead, failure, onRetry, onToggle, onAll }: ReportListProps) {
  if (!isRead) return failure === undefined ? <Skeleton rows={8} /> : <Failure failure={failure} onRetry={onRetry} />;
  const isNarrowed = inbox.q.trim() !== '' || narrowedBy(inbox) > 0;
  return (
    <>
      {failure !== undefined && (
        <Notice tone="attention" title="Danh sách chưa cập nhật được">
          <p>{sayToOfficer(failure)}</p>
        </Notice>
      )}
      {rows.length === 0 && (
        <div className="feedback-empty">
          <p>{isNarrowed ? `Không có phản ánh nào khớp trong danh sách này.` : emptyViewWords[inbox.view]}</p>
          {isNarrowed && inbox.view !== 'all' && (
            <button type="button" className="desk-tool" onClick={onAll}>
              Tìm trong tất cả phản ánh
            </button>
          )}
        </div>
      )}
      {rows.length > 0 && (
        <ul className="report-rows">
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              isHere={row.id === here}
              isChosen={chosen?.has(row.id) ?? null}
              search={search}
              replaces={here !== null}
              onToggle={onToggle}
            />
          ))}
        </ul>
      )}
    </>
  );
}

type RowProps = {
  row: DeskReportRow;
  isHere: boolean;
  isChosen: boolean | null;
  search: string;
  replaces: boolean;
  onToggle: (id: string) => void;
};

function Row({ row, isHere, isChosen, search, replaces, onToggle }: RowProps) {
  return (
    <li className="report-row" data-report={row.id} data-here={isHere} data-chosen={isChosen === true}>
      {isChosen !== null && (
        <label className="report-choose">
          <input type="checkbox" checked={isChosen} aria-label={`Chọn ${row.code}`} onChange={() => onToggle(row.id)} />
        </label>
      )}
      <Link
        id={rowId(row.id)}
        to={`/console/feedback/${row.id}${search}`}
        replace={replaces}
        className="report-link"
        aria-current={isHere ? 'true' : undefined}
      >
        <span className="report-code">{row.code}</span>
        <span className="report-says">
          <span className="report-words">{row.excerpt}</span>
          {marksOf(row).map((mark) => (
            <span key={mark} className="report-mark" data-strong={row.veryOverdue || row.suspicions.length > 0}>
              {mark}
            </span>
          ))}
        </span>
        <span className="report-where">
          {shortPlace(row.hamletName)} · {row.categoryName}
        </span>
        <Due row={row} />
        <span className="report-who" data-nobody={row.assignee === null}>
          {row.assignee?.name ?? 'Chưa giao'}
        </span>
      </Link>
    </li>
  );
}

/** How it stands to its day: sign and words. */
export function Due({ row }: { row: Pick<DeskReportRow, 'lateness'> }) {
  const words = latenessWords(row.lateness);
  const { kind } = row.lateness;
  const Sign = kind === 'late' ? TriangleAlert : kind === 'paused' ? CirclePause : Clock;
  return (
    <span className="report-due" data-due={kind} title={words ?? undefined}>
      {words !== null && (
        <>
          <Sign aria-hidden="true" size={16} />
          <span className="report-due-words">{words}</span>
        </>
      )}
    </span>
  );
}
