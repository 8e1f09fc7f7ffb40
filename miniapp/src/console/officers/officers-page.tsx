import { listCounters } from 'backend/contracts/calendar';
import { readCommune } from 'backend/contracts/commune';
import type { ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { answersForHamlets } from 'backend/contracts/permissions';
import { inviteOfficer, listOfficers, type Officer, roles, updateOfficer } from 'backend/contracts/residents';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { roleWords, sayToOfficer } from '../console-words.js';
import { Checks } from '../fields.js';
import { Frame } from '../frame.js';
import { useSave } from '../use-save.js';

type Invitation = ReplyOf<typeof inviteOfficer>;

/** Who works here, changing what they may do, and inviting somebody new. */
export function OfficersPage() {
  const officers = useApi(listOfficers, {});
  const counters = useApi(listCounters, {});
  const commune = useApi(readCommune, {});
  const places: Places = { counters: counters.data?.counters ?? [], hamlets: commune.data?.hamlets ?? [] };
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [edited, setEdited] = useState<Officer | null>(null);
  return (
    <Frame title="Cán bộ" width="sides">
      <div className="desk-side">
        <section className="desk-step" aria-labelledby="officers-title">
          <h2 id="officers-title" className="section-title">
            Đang làm việc
          </h2>
          {officers.data === undefined && officers.error !== undefined && (
            <Failure failure={officers.error} onRetry={() => void officers.mutate()} />
          )}
          {officers.data === undefined && officers.error === undefined && <Skeleton rows={4} />}
          {officers.data !== undefined && (
            <ul className="desk-records">
              {officers.data.officers.map((officer) => (
                <li key={officer.id}>
                  <span>
                    <strong>{officer.name}</strong>
                    {officer.title !== null && <span className="desk-block">{officer.title}</span>}
                    <span className="desk-block">{officer.roles.map((role) => roleWords[role]).join(', ')}</span>
                    <PlaceNames {...placesOf(officer, places)} />
                  </span>
                  <span className="desk-linked">{linkWords(officer)}</span>
                  <button
                    type="button"
                    className="desk-tool"
                    aria-label={`Đổi việc của ${officer.name}`}
                    onClick={() => setEdited(officer)}
                  >
                    Đổi việc
                  </button>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
      <div className="desk-side">
        {edited !== null ? (
          <OfficerForm
            key={edited.id}
            officer={edited}
            places={places}
            onDone={() => {
              setEdited(null);
              void officers.mutate();
            }}
          />
        ) : invitation !== null ? (
          <InvitationCode invitation={invitation} onDone={() => setInvitation(null)} />
        ) : (
          <InviteForm
            places={places}
            onInvited={(made) => {
              setInvitation(made);
              void officers.mutate();
            }}
          />
        )}
      </div>
    </Frame>
  );
}

type Places = { counters: readonly { key: string; name: string }[]; hamlets: readonly { key: string; name: string }[] };

const namesOf = (keys: readonly string[], among: readonly { key: string; name: string }[]): string[] =>
  keys.map((wanted) => among.find(({ key }) => key === wanted)?.name ?? wanted);

const placesOf = ({ counterKeys, hamletKeys }: Officer, { counters, hamlets }: Places) => ({
  names: [...namesOf(counterKeys, counters), ...namesOf(hamletKeys, hamlets)],
});

function PlaceNames({ names }: { names: readonly string[] }) {
  return names.length === 0 ? null : <span className="quiet desk-block">{names.join(' · ')}</span>;
}

function linkWords({ active, linked }: Officer): string {
  if (!active) return 'Đã thôi việc';
  return linked ? 'Đã liên kết Zalo' : 'Chưa nhập mã mời';
}

type Duties = Pick<Officer, 'roles' | 'counterKeys' | 'hamletKeys'> & { title: string };

/** What is sent: the hamlets only of who answers for hamlets, an empty title as none. */
const sent = ({ title, roles: chosen, counterKeys, hamletKeys }: Duties) => ({
  title: title.normalize('NFC').trim() || null,
  roles: chosen,
  counterKeys,
  hamletKeys: chosen.some(answersForHamlets) ? hamletKeys : [],
});

function missingIn({ roles: chosen, hamletKeys }: Duties): Record<string, string> {
  if (chosen.length === 0) return { 'body.roles': 'Xin chọn ít nhất một việc.' };
  if (chosen.some(answersForHamlets) && hamletKeys.length === 0) return { 'body.hamletKeys': 'Xin chọn xóm mà người này phụ trách.' };
  return {};
}

/** Title, duties, counters and, for who answers for hamlets, those. */
function DutiesFields({
  duties,
  places: { counters, hamlets },
  faults,
  onChange,
}: {
  duties: Duties;
  places: Places;
  faults: Readonly<Record<string, string>>;
  onChange: (duties: Duties) => void;
}) {
  const change = (part: Partial<Duties>) => onChange({ ...duties, ...part });
  return (
    <>
      <Field
        label="Chức danh (không bắt buộc)"
        hint="Ghi dưới thư gửi dân, ví dụ: Chủ tịch UBND xã"
        value={duties.title}
        maxLength={120}
        fault={faults['body.title']}
        onChange={(title) => change({ title })}
      />
      <Checks
        legend="Giao việc"
        choices={roles.map((value) => ({ value, name: roleWords[value] }))}
        chosen={duties.roles}
        onChange={(chosen) => change({ roles: chosen })}
        fault={faults['body.roles']}
      />
      {duties.roles.some(answersForHamlets) && hamlets.length > 0 && (
        <Checks
          legend="Xóm phụ trách"
          choices={hamlets.map(({ key, name }) => ({ value: key, name }))}
          chosen={duties.hamletKeys}
          onChange={(hamletKeys) => change({ hamletKeys })}
          fault={faults['body.hamletKeys']}
        />
      )}
      {counters.length > 0 && (
        <Checks
          legend="Quầy phụ trách"
          choices={counters.map(({ key, name }) => ({ value: key, name }))}
          chosen={duties.counterKeys}
          onChange={(counterKeys) => change({ counterKeys })}
          fault={faults['body.counterKeys']}
        />
      )}
    </>
  );
}

const noDuties: Duties = { title: '', roles: [], counterKeys: [], hamletKeys: [] };

function InviteForm({ places, onInvited }: { places: Places; onInvited: (invitation: Invitation) => void }) {
  const { busy, failure, faults, save } = useSave();
  const [name, setName] = useState('');
  const [duties, setDuties] = useState(noDuties);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = { ...(name.trim().length < 2 && { 'body.name': 'Xin gõ họ và tên.' }), ...missingIn(duties) };
    const invite = async () => {
      onInvited(await call(inviteOfficer, { body: { name: name.normalize('NFC').trim(), ...sent(duties) } }));
    };
    await save(wrong, invite, 'Đã tạo mã mời.');
  };

  return (
    <form className="desk-step" noValidate aria-labelledby="invite-title" onSubmit={(event) => void send(event)}>
      <h2 id="invite-title" className="section-title">
        Mời cán bộ
      </h2>
      <Field label="Họ và tên" value={name} maxLength={80} fault={faults['body.name']} onChange={setName} />
      <DutiesFields duties={duties} places={places} faults={faults} onChange={setDuties} />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy}>
        Tạo mã mời
      </Button>
    </form>
  );
}

/** What an officer may do from now on. Ending it asks once, for it works at once on every device. */
function OfficerForm({ officer, places, onDone }: { officer: Officer; places: Places; onDone: () => void }) {
  const { busy, failure, faults, save } = useSave();
  const head = useRef<HTMLHeadingElement>(null);
  const [duties, setDuties] = useState<Duties>({ ...officer, title: officer.title ?? '' });
  const [asking, setAsking] = useState(false);
  useEffect(() => head.current?.focus(), []);

  const change = async (body: RequestOf<typeof updateOfficer>['body'], done: string) => {
    setAsking(false);
    const wrong = body.roles === undefined ? {} : missingIn(duties);
    if (await save(wrong, () => call(updateOfficer, { params: { id: officer.id }, body }), done)) onDone();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    void change(sent(duties), `Đã đổi việc của ${officer.name}.`);
  };

  return (
    <form className="desk-step" noValidate aria-labelledby="officer-title" onSubmit={send}>
      <h2 ref={head} id="officer-title" tabIndex={-1} className="section-title desk-focus-head">
        {officer.name}
      </h2>
      <DutiesFields duties={duties} places={places} faults={faults} onChange={setDuties} />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy}>
        Lưu việc được giao
      </Button>
      {officer.active ? (
        <Button look="danger" disabled={busy} onPress={() => setAsking(true)}>
          Cho thôi việc
        </Button>
      ) : (
        <Button look="plain" disabled={busy} onPress={() => void change({ active: true }, `${officer.name} làm việc lại.`)}>
          Cho làm việc lại
        </Button>
      )}
      <Button look="quiet" onPress={onDone}>
        Để nguyên
      </Button>
      {asking && (
        <Dialog
          title={`Cho ${officer.name} thôi việc?`}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button look="danger" onPress={() => void change({ active: false }, `${officer.name} đã thôi việc.`)}>
                Cho thôi việc
              </Button>
              <Button look="quiet" onPress={() => setAsking(false)}>
                Giữ nguyên
              </Button>
            </>
          }
        >
          <p>
            Tài khoản này không vào được bàn làm việc nữa, có hiệu lực ngay trên mọi máy. Những gì đã ghi nhận vẫn còn. Có thể cho làm lại
            sau.
          </p>
        </Dialog>
      )}
    </form>
  );
}

/** The code, shown this once. */
function InvitationCode({ invitation, onDone }: { invitation: Invitation; onDone: () => void }) {
  const announce = useAnnounce();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(invitation.invitationCode);
      announce('Đã chép mã mời.');
    } catch {
      announce('Máy này không cho chép. Xin ghi mã ra giấy.');
    }
  };
  return (
    <section className="desk-step" aria-live="polite">
      <h2 ref={head} tabIndex={-1} className="section-title desk-focus-head">
        Mã mời của {invitation.officer.name}
      </h2>
      <p className="desk-slip-code">{invitation.invitationCode}</p>
      <Notice tone="attention" title="Mã chỉ hiện một lần này">
        <p>Dùng được đến {spokenInstant(invitation.expiresAt)}, cho một tài khoản Zalo.</p>
        <p>Cán bộ mở ứng dụng của xã trong Zalo, vào Cá nhân, bấm “Tôi là cán bộ” rồi nhập mã.</p>
      </Notice>
      <div className="desk-slip-actions">
        <Button onPress={() => void copy()}>Chép mã mời</Button>
        <Button look="quiet" onPress={onDone}>
          Đã đưa mã, ẩn đi
        </Button>
      </div>
    </section>
  );
}
