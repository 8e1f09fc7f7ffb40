import './households.css';
import {
  decideHouseholdRequest,
  type HouseholdCard,
  type HouseholdRequest,
  listHouseholdRequests,
  listHouseholds,
  readHousehold,
} from 'backend/contracts/households';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { useMore } from '../broadcasts/use-more.js';
import { sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { SearchBox } from '../search-box.js';
import { useSave } from '../use-save.js';
import { memberFacts } from './household-words.js';

/** People who ask to be linked without a code, answered by who knows them. */
export function RequestsPage() {
  const navigate = useNavigate();
  const mayWrite = useMay('households.write');
  const list = useApi(listHouseholdRequests, { query: {} }, { refreshInterval: 30_000 });
  const more = useMore(listHouseholdRequests, { query: {} }, list.data?.next ?? null);
  const [asking, setAsking] = useState<{ what: 'confirm' | 'refuse'; request: HouseholdRequest } | null>(null);
  const rows = [...(list.data?.requests ?? []), ...more.pages.flatMap(({ requests }) => requests)];
  const back = () => navigate('/console/households');
  const done = () => {
    setAsking(null);
    void list.mutate();
  };
  return (
    <Frame title="Xin liên kết với hộ" onBackToList={back}>
      <button type="button" className="desk-tool households-back" onClick={back}>
        Về sổ hộ
      </button>
      <p>Người không có mã mời tự gửi. Chỉ xác nhận khi biết chắc đúng người: tài khoản Zalo này sẽ đứng tên trong hộ.</p>
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={3} />}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>Không có ai đang chờ.</p>
        </Empty>
      )}
      {rows.map((request) => (
        <article key={request.id} className="desk-step" aria-label={`Yêu cầu của ${request.name}`}>
          <div>
            <strong>{request.name}</strong>
            {request.zaloName !== null && <span className="quiet desk-block">Tên trong ứng dụng: {request.zaloName}</span>}
            <span className="desk-block">
              {request.hamletName}, ghi hộ: “{request.householdTyped}”
            </span>
            <span className="quiet desk-block">Gửi {spokenInstant(request.at)}</span>
            {request.suggested !== null && (
              <span className="desk-block">
                Trong sổ: hộ {request.suggested.code}, chủ hộ {request.suggested.headName}
              </span>
            )}
          </div>
          {mayWrite && (
            <div className="households-line">
              <button
                type="button"
                className="desk-tool"
                aria-label={`Xác nhận… ${request.name}`}
                onClick={() => setAsking({ what: 'confirm', request })}
              >
                Xác nhận…
              </button>
              <button
                type="button"
                className="desk-tool desk-tool-danger"
                aria-label={`Từ chối… ${request.name}`}
                onClick={() => setAsking({ what: 'refuse', request })}
              >
                Từ chối…
              </button>
            </div>
          )}
        </article>
      ))}
      {more.button}
      {asking?.what === 'confirm' && <ConfirmDialog request={asking.request} onDone={done} onClose={() => setAsking(null)} />}
      {asking?.what === 'refuse' && <RefuseDialog request={asking.request} onDone={done} onClose={() => setAsking(null)} />}
    </Frame>
  );
}

type DialogProps = { request: HouseholdRequest; onDone: () => void; onClose: () => void };

const asNew = 'new';

function ConfirmDialog({ request, onDone, onClose }: DialogProps) {
  const { busy, failure, faults, save } = useSave();
  const [chosen, setChosen] = useState<HouseholdCard | null>(request.suggested);
  const [memberId, setMemberId] = useState<string | null>(null);
  const household = useApi(readHousehold, chosen === null ? null : { params: { id: chosen.id } });
  const free = household.data?.members.filter(({ linkedAt }) => linkedAt === null) ?? [];
  const confirm = async () => {
    const known: Record<string, string> =
      chosen === null ? { household: 'Xin chọn hộ.' } : memberId === null ? { member: 'Xin chọn người trong hộ.' } : {};
    const body = { decision: 'confirm' as const, householdId: chosen?.id ?? '', memberId: memberId === asNew ? null : memberId };
    const send = () => call(decideHouseholdRequest, { params: { id: request.id }, body });
    if (await save(known, send, `Đã liên kết ${request.name} với hộ ${chosen?.code ?? ''}.`)) onDone();
  };
  return (
    <Dialog
      title={`${request.name} là ai trong sổ?`}
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={() => void confirm()}>
            Xác nhận liên kết
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để sau
          </Button>
        </>
      }
    >
      <div className="desk-form">
        {chosen === null ? (
          <FindHousehold typed={request.householdTyped} hamletKey={request.hamletKey} fault={faults.household} onChoose={setChosen} />
        ) : (
          <>
            <div className="desk-chosen">
              <span>
                <strong>Hộ {chosen.code}</strong>
                <span className="desk-block">
                  Chủ hộ {chosen.headName}, {chosen.hamletName}
                </span>
              </span>
              <button
                type="button"
                className="desk-tool"
                onClick={() => {
                  setChosen(null);
                  setMemberId(null);
                }}
              >
                Chọn hộ khác
              </button>
            </div>
            {household.data === undefined ? (
              <Skeleton rows={2} />
            ) : (
              <Choices
                legend="Tài khoản Zalo này là của"
                value={memberId}
                choices={[
                  ...free.map(({ id, isRepresentative, name, ...facts }) => ({
                    value: id,
                    name,
                    detail: [isRepresentative ? 'Đại diện hộ' : null, memberFacts(facts)].filter(Boolean).join(' · '),
                  })),
                  { value: asNew, name: 'Người chưa có trong sổ', detail: `Ghi thêm “${request.name}” vào hộ` },
                ]}
                onChoose={setMemberId}
                fault={faults.member}
              />
            )}
          </>
        )}
        {failure !== null && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
      </div>
    </Dialog>
  );
}

type FindProps = { typed: string; hamletKey: string; fault: string | undefined; onChoose: (household: HouseholdCard) => void };

function FindHousehold({ typed: first, hamletKey, fault, onChoose }: FindProps) {
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(first.replace(/^(ông|bà)\s+/iu, ''));
  const search = useDelayed(typed.trim(), 250);
  const found = useApi(listHouseholds, { query: { hamletKey, ...(search !== '' && { search }) } }, { keepPreviousData: true });
  const rows = found.data?.households.slice(0, 8) ?? [];
  return (
    <div className="field">
      <SearchBox box={box} label="Tìm hộ theo tên, mã hộ" typed={typed} onType={setTyped} maxLength={80} />
      {fault !== undefined && <p className="field-fault">{fault}</p>}
      {found.data !== undefined && rows.length === 0 && <p className="quiet">Không có hộ nào như vậy trong xóm này.</p>}
      {rows.length > 0 && (
        <ul className="desk-options">
          {rows.map((household) => (
            <li key={household.id}>
              <button type="button" className="desk-option" onClick={() => onChoose(household)}>
                <span>
                  Hộ {household.code}, {household.headName}
                </span>
                <span className="quiet">
                  {household.representativeName === null ? 'Chưa có đại diện' : `Đại diện ${household.representativeName}`}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function RefuseDialog({ request, onDone, onClose }: DialogProps) {
  const { busy, failure, faults, save } = useSave();
  const [reason, setReason] = useState('');
  const refuse = async () => {
    const plain = reason.normalize('NFC').replace(/\s+/g, ' ').trim();
    const known: Record<string, string> = plain.length < 5 ? { 'body.reason': 'Xin ghi lý do, ít nhất 5 ký tự.' } : {};
    const send = () => call(decideHouseholdRequest, { params: { id: request.id }, body: { decision: 'refuse', reason: plain } });
    if (await save(known, send, `Đã từ chối yêu cầu của ${request.name}.`)) onDone();
  };
  return (
    <Dialog
      title={`Từ chối ${request.name}?`}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" busy={busy} onPress={() => void refuse()}>
            Từ chối
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để sau
          </Button>
        </>
      }
    >
      <div className="desk-form">
        <Field
          label="Lý do"
          hint="Người gửi sẽ đọc câu này. Ví dụ: Tên này chưa có trong hộ, xin gặp trưởng xóm."
          rows={2}
          value={reason}
          maxLength={200}
          fault={faults['body.reason']}
          onChange={setReason}
        />
        {failure !== null && faults['body.reason'] === undefined && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
      </div>
    </Dialog>
  );
}
