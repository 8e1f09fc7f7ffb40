import type { ReplyOf } from 'backend/contracts/endpoint';
import { type Household, type HouseholdMember, inviteMember } from 'backend/contracts/households';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { spokenInstant } from '../../days.js';
import Qr from '../../features/appointments/qr.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { useSave } from '../use-save.js';

type InviteDialogProps = { household: Household; member: HouseholdMember; onClose: () => void };

/** The one-time code of a member, shown this once: to be scanned from the screen, or read out. */
export function InviteDialog({ household, member, onClose }: InviteDialogProps) {
  const { busy, failure, save } = useSave();
  const [invitation, setInvitation] = useState<ReplyOf<typeof inviteMember> | null>(null);
  const isInvited = household.invitations.some(({ memberId }) => memberId === member.id);
  const make = async () => {
    const send = async () => setInvitation(await call(inviteMember, { params: { id: household.id }, body: { memberId: member.id } }));
    await save({}, send, `Đã tạo mã mời cho ${member.name}.`);
  };
  if (invitation !== null)
    return (
      <Dialog
        title={`Mã mời của ${member.name}`}
        onClose={onClose}
        actions={
          <Button look="plain" onPress={onClose}>
            Xong
          </Button>
        }
      >
        <div className="households-invitation">
          <p className="number">{invitation.code}</p>
          <Qr text={invitation.url} label={`Mã QR mời ${member.name} liên kết với hộ ${household.code}`} />
          <p>
            Mở Zalo, quét mã này; hoặc vào Mini App của xã, mục Cá nhân, bấm “Hộ của tôi” rồi gõ mã. Dùng một lần, đến{' '}
            {spokenInstant(invitation.expiresAt)}.
          </p>
          <p className="quiet">Mã chỉ hiện lần này. Mất thì tạo mã mới, mã cũ hết dùng ngay.</p>
        </div>
      </Dialog>
    );
  return (
    <Dialog
      title={`Mời ${member.name} liên kết Zalo?`}
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={() => void make()}>
            Tạo mã mời
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để sau
          </Button>
        </>
      }
    >
      <p>
        Ai nhập mã này thì tài khoản Zalo của người ấy đứng tên {member.name} trong hộ {household.code}. Chỉ đưa cho đúng người, gặp tận nơi
        là tốt nhất.
      </p>
      {isInvited && <p className="desk-unsure">Mã đã tạo lần trước sẽ hết dùng.</p>}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
    </Dialog>
  );
}
