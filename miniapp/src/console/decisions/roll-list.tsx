import type { CountState, DeskDecision, RollRow } from 'backend/contracts/decisions-desk';
import { type MarkName, markWords, refusalOf, rowWords, undoKey, undoOf } from './roll-logic.js';

type RollListProps = {
  one: DeskDecision;
  /** Of the hamlets of whoever looks. */
  counts: readonly CountState[];
  rows: readonly RollRow[];
  marks: readonly MarkName[];
  /** The household being written down. */
  busy: string | null;
  onMark: (row: RollRow, name: MarkName) => void;
  onUndo: (row: RollRow) => void;
};

/** One household a line: a table on a computer, cards under one another on a phone. */
export function RollList({ one, counts, rows, marks, busy, onMark, onUndo }: RollListProps) {
  const many = counts.length > 1;
  const nameOf = (key: string) => counts.find((row) => row.hamletKey === key)?.hamletName ?? key;
  return (
    <table className="desk-roll" data-marks={marks.length}>
      <thead>
        <tr>
          <th scope="col">Mã hộ</th>
          <th scope="col">Chủ hộ, người đại diện</th>
          <th scope="col">Tình trạng</th>
          {marks.length > 0 && <th scope="col">Ghi</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const latest = undoOf(row, marks);
          return (
            <tr key={row.householdId} data-household={row.householdId} tabIndex={-1} aria-busy={busy === row.householdId}>
              <th scope="row">
                {row.code}
                {many && <span className="quiet desk-block">{nameOf(row.hamletKey)}</span>}
              </th>
              <td>
                <span className="row-name">{row.headName}</span>
                <span className="quiet desk-block">
                  {row.representativeName === null
                    ? 'Chưa có người đại diện'
                    : row.representativeName === row.headName
                      ? 'Chủ hộ đại diện'
                      : `Đại diện: ${row.representativeName}`}
                </span>
              </td>
              <td>
                <span className="desk-roll-state" data-voted={row.voted !== null || undefined}>
                  {rowWords(row, one)}
                </span>
              </td>
              {marks.length > 0 && (
                <td className="desk-roll-marks">
                  {marks.map((name) => {
                    const why = refusalOf(row, name, one.way);
                    return why !== null ? null : (
                      <button
                        key={name}
                        type="button"
                        className="desk-tool"
                        disabled={busy !== null}
                        aria-label={`${markWords[name].name} ${markWords[name].key}: hộ ${row.code}, ${row.headName}`}
                        onClick={() => onMark(row, name)}
                      >
                        {markWords[name].name} <kbd>{markWords[name].key}</kbd>
                      </button>
                    );
                  })}
                  {latest !== null && (
                    <button
                      type="button"
                      className="text-button"
                      disabled={busy !== null}
                      aria-label={`Bỏ ${markWords[latest.name].done} ${undoKey}: hộ ${row.code}, ${row.headName}`}
                      onClick={() => onUndo(row)}
                    >
                      Bỏ {markWords[latest.name].done} <kbd>{undoKey}</kbd>
                    </button>
                  )}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
