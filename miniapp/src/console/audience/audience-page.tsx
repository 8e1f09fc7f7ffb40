import '../today/today.css';
import './audience.css';
import { type AudienceMember, listAudience, startAudienceSync, updateAudienceMember } from 'backend/contracts/audience';
import { Search } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import useSWRInfinite from 'swr/infinite';
import type { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Failure, Skeleton } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { call } from '../../session.js';
import { useDelayed } from '../../use-delayed.js';
import { failureOf, roleWords, sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { useSave } from '../use-save.js';

type Page = Awaited<ReturnType<typeof read>>;
const read = (query: Parameters<typeof call<typeof listAudience>>[1]['query']) => call(listAudience, { query });

const unknownHamlet = '-';

/** Who can be reached, and what the commune knows of them. */
export function AudiencePage() {
  const [address] = useSearchParams();
  const mayWrite = useMay('audience.write');
  const commune = useCommune();
  const hamlets = commune.data?.hamlets ?? [];
  const [typed, setTyped] = useState(address.get('search') ?? '');
  const search = useDelayed(typed.trim(), 250);
  const [hamlet, setHamlet] = useState('');
  const [editedId, setEditedId] = useState<string | null>(null);
  const searchId = useId();
  const query = {
    ...(search !== '' && { search }),
    ...(hamlet === unknownHamlet ? { withoutHamlet: 'true' as const } : hamlet !== '' && { hamletKey: hamlet }),
  };
  const list = useSWRInfinite<Page, CallFailure>(
    (index, before: Page | null) =>
      index > 0 && before?.next == null ? null : ['audience', JSON.stringify(query), index === 0 ? null : (before?.next ?? null)],
    ([, , after]: [string, string, string | null]) => read({ ...query, ...(after !== null && { after }) }),
    { shouldRetryOnError: false, keepPreviousData: true, refreshInterval: 15_000 },
  );
  const first = list.data?.[0];
  const members = list.data?.flatMap((page) => page.members) ?? [];
  const edited = members.find(({ id }) => id === editedId);

  return (
    <Frame title="Người nhận tin" beside="Ai nhận được tin của xã" width="sides">
      <div className="desk-side">
        <section className="desk-step" aria-labelledby="audience-title">
          <h2 id="audience-title" className="section-title">
            {first === undefined ? 'Danh sách' : countWords(first.counts)}
          </h2>
          <div className="audience-tools">
            <span className="desk-find-box">
              <Search aria-hidden="true" size={20} />
              <label htmlFor={searchId} className="visually-hidden">
                Tìm theo tên
              </label>
              <input
                id={searchId}
                type="search"
                className="desk-small-input"
                placeholder="Tìm theo tên"
                autoComplete="off"
                maxLength={80}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </span>
            <label className="desk-inline">
              <span className="visually-hidden">Xóm</span>
              <select className="desk-small-input" value={hamlet} onChange={(event) => setHamlet(event.target.value)}>
                <option value="">Mọi xóm</option>
                <option value={unknownHamlet}>Chưa rõ xóm</option>
                {hamlets.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          </div>
          {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
          {list.data === undefined && list.error === undefined && <Skeleton rows={6} />}
          {list.data !== undefined && members.length === 0 && (
            <p className="quiet">{search === '' && hamlet === '' ? 'Chưa có ai quan tâm trang Zalo của xã.' : 'Không có ai như vậy.'}</p>
          )}
          <ul className="desk-records">
            {members.map((member) => (
              <li key={member.id} className="audience-row" data-edited={member.id === editedId}>
                <span>
                  <strong>{member.name ?? 'Chưa rõ tên'}</strong>
                  <span className="desk-block">{placeWords(member)}</span>
                  <span className="quiet desk-block">{reachWords(member)}</span>
                </span>
                {mayWrite && (
                  <button
                    type="button"
                    className="desk-tool"
                    aria-label={`Ghi thêm về ${member.name ?? 'người này'}`}
                    onClick={() => setEditedId(member.id)}
                  >
                    Ghi thêm
                  </button>
                )}
              </li>
            ))}
          </ul>
          {list.data?.at(-1)?.next != null && (
            <button type="button" className="desk-tool" onClick={() => void list.setSize(list.size + 1)}>
              Xem thêm
            </button>
          )}
        </section>
      </div>
      <div className="desk-side desk-side-stays">
        {edited !== undefined && (
          <MemberForm
            key={edited.id}
            member={edited}
            hamlets={hamlets}
            onDone={() => {
              setEditedId(null);
              void list.mutate();
            }}
          />
        )}
        {first !== undefined && <SyncPart sync={first.sync} mayWrite={mayWrite} reload={() => void list.mutate()} />}
      </div>
    </Frame>
  );
}

const number = (value: number) => value.toLocaleString('vi-VN');

function countWords({ members, followers, withoutHamlet }: Page['counts']): string {
  const known = `${number(members)} người, ${number(followers)} quan tâm trang Zalo`;
  return withoutHamlet === 0 ? known : `${known}, ${number(withoutHamlet)} chưa rõ xóm`;
}

function placeWords({ hamletName, householdCode, birthYear }: AudienceMember): string {
  return [
    hamletName ?? 'Chưa rõ xóm',
    householdCode === null ? null : `hộ ${householdCode}`,
    birthYear === null ? null : `sinh năm ${birthYear}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

const topicNames = { greeting: 'lời chúc', disclosure: 'tin công khai', notice: 'thông báo' } as const;

function reachWords({ follows, resident, hasPhone, roles, stopped }: AudienceMember): string {
  return [
    follows ? 'Quan tâm trang Zalo' : 'Không quan tâm trang Zalo',
    resident ? 'dùng Mini App' : null,
    hasPhone ? 'có số điện thoại' : null,
    ...roles.map((role) => roleWords[role]),
    stopped.length > 0 ? `thôi nhận ${stopped.map((topic) => topicNames[topic]).join(', ')}` : null,
  ]
    .filter(Boolean)
    .join(' · ');
}

type FormProps = { member: AudienceMember; hamlets: readonly { key: string; name: string }[]; onDone: () => void };

/** What the commune notes of somebody; the hamlet only while they have not said it themselves. */
function MemberForm({ member, hamlets, onDone }: FormProps) {
  const [hamletKey, setHamletKey] = useState(member.hamletKey ?? '');
  const [householdCode, setHouseholdCode] = useState(member.householdCode ?? '');
  const [birthYear, setBirthYear] = useState(member.birthYear === null ? '' : String(member.birthYear));
  const { busy, failure, faults, save } = useSave();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const year = Number(birthYear);
    const known: Record<string, string> =
      birthYear.trim() !== '' && !(Number.isInteger(year) && year >= 1900 && year <= new Date().getFullYear())
        ? { 'body.birthYear': 'Năm sinh gồm bốn chữ số, ví dụ 1958.' }
        : {};
    const body = {
      ...(!member.hamletSaid && { hamletKey: hamletKey === '' ? null : hamletKey }),
      householdCode: householdCode.trim() === '' ? null : householdCode,
      birthYear: birthYear.trim() === '' ? null : year,
    };
    const saved = await save(known, () => call(updateAudienceMember, { params: { id: member.id }, body }), 'Đã ghi.');
    if (saved) onDone();
  };
  return (
    <section className="desk-step" aria-labelledby="member-title">
      <h2 id="member-title" className="section-title">
        {member.name ?? 'Chưa rõ tên'}
      </h2>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {member.hamletSaid ? (
          <p className="quiet">Người này tự chọn xóm {member.hamletName} trong Mini App.</p>
        ) : (
          <SelectField
            label="Xóm"
            value={hamletKey}
            onChange={setHamletKey}
            fault={faults['body.hamletKey']}
            choices={[{ value: '', name: 'Chưa rõ' }, ...hamlets.map(({ key, name }) => ({ value: key, name }))]}
          />
        )}
        <Field
          label="Mã hộ"
          hint="Như trong sổ của xóm. Người cùng hộ ghi cùng mã, để tin mỗi hộ chỉ gửi một lần."
          value={householdCode}
          onChange={setHouseholdCode}
          maxLength={24}
          fault={faults['body.householdCode']}
        />
        <Field
          label="Năm sinh"
          value={birthYear}
          onChange={setBirthYear}
          inputMode="numeric"
          maxLength={4}
          fault={faults['body.birthYear']}
        />
        {failure !== null && Object.keys(faults).length === 0 && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
        <Button submits busy={busy}>
          Lưu
        </Button>
        <Button look="plain" onPress={onDone}>
          Thôi
        </Button>
      </form>
    </section>
  );
}

function SyncPart({ sync, mayWrite, reload }: { sync: Page['sync']; mayWrite: boolean; reload: () => void }) {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    setBusy(true);
    try {
      await call(startAudienceSync, {});
      announce('Đã bắt đầu đối chiếu với Zalo.');
      reload();
    } catch (error) {
      announce(sayToOfficer(failureOf(error)));
    }
    setBusy(false);
  };
  const words = {
    never: 'Chưa đối chiếu lần nào. Máy chủ tự làm mỗi đêm.',
    running: 'Đang đối chiếu với Zalo. Vài phút nữa sẽ xong, ông/bà cứ làm việc khác.',
    done: `Đối chiếu xong ${sync.at === null ? '' : `lúc ${spokenInstant(sync.at)}`}. Zalo có ${number(sync.followers ?? 0)} người quan tâm.`,
    failed: 'Zalo chưa cho đọc danh sách người quan tâm. Máy chủ tự thử lại; nếu mãi chưa được, xin báo quản trị xem mục Kết nối Zalo.',
  } satisfies Record<typeof sync.state, string>;
  return (
    <section className="desk-step" aria-labelledby="sync-title">
      <h2 id="sync-title" className="section-title">
        Đối chiếu với Zalo
      </h2>
      <p>{words[sync.state]}</p>
      {mayWrite && sync.state !== 'running' && (
        <Button look="plain" busy={busy} onPress={() => void begin()}>
          Đối chiếu ngay
        </Button>
      )}
    </section>
  );
}
