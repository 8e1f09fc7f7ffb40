import type { ReplyOf } from 'backend/contracts/endpoint';
import { claimHousehold, lookAtClaim, type MyHousehold } from 'backend/contracts/households';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

type Found = ReplyOf<typeof lookAtClaim>;
type ClaimPartProps = {
  /** The code of a scanned invitation, or nothing. */
  first: string;
  onLinked: (household: MyHousehold) => void;
  /** The account turned out to be linked already. */
  onStale: () => void;
  /** The other way, while no code has been found. */
  children: ReactNode;
};

const failureOf = (error: unknown) => (error instanceof CallFailure ? error : new CallFailure('internal', 0));

/** A code is looked at first; only who sees the right household links to it. */
export function ClaimPart({ first, onLinked, onStale, children }: ClaimPartProps) {
  const announce = useAnnounce();
  const [code, setCode] = useState(first);
  const [found, setFound] = useState<Found | null>(null);
  const [fault, setFault] = useState<string>();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const looked = useRef(false);

  const attempt = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFault(undefined);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      const refused = failureOf(error);
      if (refused.code === 'household_resident_taken') onStale();
      if (refused.code === 'household_code_invalid') {
        setFound(null);
        setFault(sayFailure(refused));
      } else setFailure(refused);
    }
    setBusy(false);
  };
  const look = (event?: FormEvent) => {
    event?.preventDefault();
    if (code.replace(/[^\p{L}\p{N}]/gu, '') === '') {
      setFault('Xin gõ mã mời.');
      return;
    }
    void attempt(async () => setFound(await call(lookAtClaim, { body: { code } })));
  };
  const link = () =>
    void attempt(async () => {
      const household = await call(claimHousehold, { body: { code } });
      announce(`Đã liên kết với hộ ${household.code}.`);
      onLinked(household);
    });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a scanned code is looked at once, without a press
  useEffect(() => {
    if (first === '' || looked.current) return;
    looked.current = true;
    look();
  }, [first]);

  if (found !== null)
    return (
      <>
        <section className="card" aria-labelledby="claim-found">
          <h2 id="claim-found" className="section-title">
            Có đúng hộ này không?
          </h2>
          <dl className="household-facts">
            <dt>Hộ</dt>
            <dd>
              {found.household.code}, {found.household.hamletName}
            </dd>
            <dt>Chủ hộ</dt>
            <dd>{found.household.headName}</dd>
            <dt>Mã này mời</dt>
            <dd>
              <strong>{found.memberName}</strong>
              {found.isRepresentative && ', người đại diện hộ'}
            </dd>
          </dl>
          <p>
            Tài khoản Zalo trên máy này sẽ đứng tên {found.memberName}. Máy dùng chung trong nhà cũng được, miễn là {found.memberName} đồng
            ý.
          </p>
        </section>
        <Said failure={failure} />
        <Button busy={busy} onPress={link}>
          Đúng, liên kết với hộ này
        </Button>
        <Button
          look="quiet"
          onPress={() => {
            setFound(null);
            setCode('');
          }}
        >
          Không phải, gõ lại mã
        </Button>
      </>
    );
  return (
    <>
      <p>Liên kết một lần để nhận tin của hộ; người đại diện còn thay hộ biểu quyết việc chung của xóm.</p>
      <form className="card" noValidate onSubmit={look}>
        <Field
          label="Mã mời của trưởng xóm"
          hint="8 chữ và số, ví dụ K7MQ-4RXA. Chữ hoa, chữ thường đều được."
          value={code}
          maxLength={40}
          fault={fault}
          onChange={(typed) => {
            setCode(typed);
            setFault(undefined);
          }}
        />
        <Said failure={failure} />
        <Button submits busy={busy}>
          Xem mã này của hộ nào
        </Button>
      </form>
      {children}
    </>
  );
}

function Said({ failure }: { failure: CallFailure | null }) {
  return failure === null ? null : (
    <Notice tone="danger" urgent>
      <p>
        {failure.code === 'too_many_requests'
          ? 'Đã gõ sai nhiều lần. Xin chờ một giờ rồi thử lại, hoặc hỏi trưởng xóm mã mới.'
          : sayFailure(failure)}
      </p>
    </Notice>
  );
}
