import './audit.css';
import { type AuditEntry, type auditVerbs, listAudit, verifyAudit } from 'backend/contracts/audit';
import type { ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { CallFailure, FailureCode } from '../../api.js';
import { Button } from '../../components/button.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { dayAndMonth, inVietnam, plainDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { failureWords, sayFailure } from '../../words.js';
import { failureOf, roleWords, sayToOfficer } from '../console-words.js';
import { isDay } from '../day-list.js';
import { DayField, SelectField } from '../fields.js';
import { Frame } from '../frame.js';

const verbWords = { changed: 'Thay đổi', saw: 'Xem', exported: 'Lấy ra tệp', refused: 'Bị từ chối' } satisfies Record<
  AuditEntry['verb'],
  string
>;

type Query = RequestOf<typeof listAudit>['query'];
type Filters = { officer: string; verb: '' | AuditEntry['verb']; from: string; to: string; subject: string };
const everything: Filters = { officer: '', verb: '', from: '', to: '', subject: '' };
const queryOf = (filters: Filters) => Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')) as Query;

/** Who did what, and when: nothing here can be changed. */
export function AuditPage() {
  const [filters, setFilters] = useState(everything);
  const query = queryOf(filters);
  const first = useApi(listAudit, { query }, { keepPreviousData: true });
  const change = (part: Partial<Filters>) => setFilters({ ...filters, ...part });
  return (
    <Frame title="Nhật ký" width="sides">
      <Verification />
      <section className="desk-step audit" aria-label="Nhật ký">
        <form className="audit-filters" aria-label="Lọc nhật ký" onSubmit={(event) => event.preventDefault()}>
          <SelectField
            label="Cán bộ"
            value={filters.officer}
            choices={[{ value: '', name: 'Mọi cán bộ' }, ...(first.data?.officers ?? []).map(({ id, name }) => ({ value: id, name }))]}
            onChange={(officer) => change({ officer })}
          />
          <SelectField
            label="Việc"
            value={filters.verb}
            choices={[{ value: '', name: 'Mọi việc' }, ...auditVerbsInOrder.map((value) => ({ value, name: verbWords[value] }))]}
            onChange={(verb) => change({ verb: verb as Filters['verb'] })}
          />
          <DayField label="Từ ngày" value={filters.from} onChange={(from) => change({ from })} />
          <DayField label="Đến ngày" value={filters.to} onChange={(to) => change({ to })} />
        </form>
        {filters.subject !== '' && (
          <p className="audit-subject">
            Chỉ những dòng về <code>{filters.subject}</code>
            <button type="button" className="desk-tool" onClick={() => change({ subject: '' })}>
              Bỏ lọc
            </button>
          </p>
        )}
        {first.data === undefined && first.error !== undefined && <Failure failure={first.error} onRetry={() => void first.mutate()} />}
        {first.data === undefined && first.error === undefined && <Skeleton rows={6} />}
        {first.data !== undefined && (
          <Pages key={JSON.stringify(query)} query={query} first={first.data} onSubject={(subject) => change({ subject })} />
        )}
      </section>
    </Frame>
  );
}

/** The contracts' own list is inert in the browser. */
const auditVerbsInOrder = Object.keys(verbWords) as (typeof auditVerbs)[number][];

function Pages({ query, first, onSubject }: { query: Query; first: ReplyOf<typeof listAudit>; onSubject: (subject: string) => void }) {
  const [more, setMore] = useState<ReplyOf<typeof listAudit>[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const next = (more.at(-1) ?? first).next;
  const seen = new Set<number>();
  const entries = [first, ...more].flatMap((page) => page.entries).filter(({ seq }) => !seen.has(seq) && seen.add(seq));
  const load = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const page = await call(listAudit, { query: { ...query, before: next ?? 1 } });
      setMore([...more, page]);
    } catch (error) {
      setFailure(failureOf(error));
    }
    setBusy(false);
  };
  if (entries.length === 0)
    return (
      <Empty>
        <p>Không có dòng nào như vậy.</p>
      </Empty>
    );
  return (
    <>
      <table className="audit-table">
        <thead>
          <tr>
            <th scope="col">Lúc</th>
            <th scope="col">Ai</th>
            <th scope="col">Làm gì</th>
            <th scope="col">Trên</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Line key={entry.seq} entry={entry} onSubject={onSubject} />
          ))}
        </tbody>
      </table>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      {next !== null && (
        <Button look="plain" busy={busy} onPress={() => void load()}>
          Xem thêm
        </Button>
      )}
    </>
  );
}

function Line({ entry, onSubject }: { entry: AuditEntry; onSubject: (subject: string) => void }) {
  const { day, time } = inVietnam(new Date(entry.at));
  const [role] = entry.roles;
  return (
    <tr>
      <td className="audit-when">
        {time} <span className="quiet">{dayAndMonth(day)}</span>
        <span className="desk-block audit-seq">#{entry.seq}</span>
      </td>
      <td>
        {entry.officerName}
        {role !== undefined && <span className="quiet desk-block">{roleWords[role]}</span>}
      </td>
      <td>
        <span className={`audit-verb audit-verb-${entry.verb}`}>{verbWords[entry.verb]}</span> {entry.summary}
        {entry.fields.length > 0 && <span className="quiet desk-block">Trường: {entry.fields.join(', ')}</span>}
        {entry.note !== null && <span className="quiet desk-block">{noteWords(entry)}</span>}
      </td>
      <td className="audit-on">
        {entry.subject.length === 0 && <span className="quiet">–</span>}
        {entry.subject.map(({ name, value }) => (
          <button
            key={name}
            type="button"
            className="audit-link"
            aria-label={`${valueWords(value)}: chỉ xem những dòng này`}
            onClick={() => onSubject(value)}
          >
            {valueWords(value)}
          </button>
        ))}
      </td>
    </tr>
  );
}

/** Days as people write them, what was looked for in the log itself by its word, everything else as it is. */
const valueWords = (value: string): string =>
  isDay(value) ? plainDate(value) : (Object.entries(verbWords).find(([verb]) => verb === value)?.[1] ?? value);

const noteWords = ({ verb, note }: AuditEntry): string =>
  verb === 'refused' ? (failureWords[note as FailureCode] ?? note ?? '') : (note ?? '');

function Verification() {
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<ReplyOf<typeof verifyAudit> | CallFailure | null>(null);
  const check = async () => {
    setBusy(true);
    setResult(null);
    try {
      setResult(await call(verifyAudit, {}));
    } catch (error) {
      setResult(failureOf(error));
    }
    setBusy(false);
  };
  return (
    <div className="audit-head">
      <p className="quiet">
        Mỗi việc cán bộ làm được ghi lại trước khi làm, kể cả xem dữ liệu của người dân. Dòng nào bị sửa hay bị xóa về sau thì phép kiểm tra
        này chỉ ra.
      </p>
      <Button look="plain" busy={busy} icon={<ShieldCheck aria-hidden="true" size={20} />} onPress={() => void check()}>
        Kiểm tra tính toàn vẹn
      </Button>
      {result !== null && (
        <div role="status" className="audit-result">
          {!('kind' in result) ? (
            <Notice tone="attention" title="Chưa kiểm tra được">
              <p>{sayFailure(result)}</p>
            </Notice>
          ) : result.kind === 'whole' ? (
            <Notice tone="done" title={`Nhật ký nguyên vẹn: ${result.entries} dòng`}>
              <p>
                Mã của dòng cuối: <code className="audit-hash">{result.lastHash}</code>. Chép mã này ra giấy thì lần sau biết được cả khi
                những dòng cuối bị cắt bỏ.
              </p>
            </Notice>
          ) : (
            <Notice tone="danger" title={`Nhật ký bị thay đổi từ dòng #${result.seq}`}>
              <p>Dòng này đã bị sửa, bị xóa hoặc bị chèn thêm. Xin báo ngay cho Chủ tịch và đơn vị vận hành, giữ nguyên dữ liệu.</p>
            </Notice>
          )}
        </div>
      )}
    </div>
  );
}
