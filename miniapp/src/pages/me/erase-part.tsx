import { eraseMe } from 'backend/contracts/residents';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { call } from '../../session.js';
import { forgetPerson, ownerOfPhone } from '../../storage.js';
import { sayFailure } from '../../words.js';
import { closeApp } from '../../zalo.js';

type Step = 'idle' | 'asking' | 'erasing' | 'erased';

/** Has everything about the person forgotten, after saying what that means (Luật 91/2025/QH15: the right to have data deleted). */
export function ErasePart() {
  const [step, setStep] = useState<Step>('idle');
  const [fault, setFault] = useState<string | null>(null);

  const erase = async () => {
    setStep('erasing');
    setFault(null);
    try {
      await call(eraseMe, {});
      const { forgetShelves } = await import('../../features/feedback/media-shelf.js');
      await forgetShelves(ownerOfPhone());
      forgetPerson();
      setStep('erased');
    } catch (error) {
      setFault(error instanceof CallFailure ? sayFailure(error) : 'Chưa xóa được. Xin thử lại.');
      setStep('asking');
    }
  };

  /** Outside Zalo nothing closes; the app then begins anew. */
  const leave = async () => {
    if ((await closeApp()).kind !== 'given') window.location.reload();
  };

  if (step === 'erased')
    return (
      <Dialog
        title="Đã xóa dữ liệu của ông/bà"
        onClose={() => void leave()}
        actions={<Button onPress={() => void leave()}>Đóng ứng dụng</Button>}
      >
        <p>Các lịch hẹn chưa tới đã hủy. Khi cần, ông/bà mở lại ứng dụng là dùng được như người mới.</p>
      </Dialog>
    );
  return (
    <>
      <button type="button" className="text-button" onClick={() => setStep('asking')}>
        Xóa dữ liệu của tôi
      </button>
      {step !== 'idle' && (
        <Dialog
          title="Xóa dữ liệu của ông/bà?"
          onClose={() => setStep('idle')}
          actions={
            <>
              <Button look="danger" busy={step === 'erasing'} onPress={() => void erase()}>
                Xóa dữ liệu của tôi
              </Button>
              <Button look="plain" onPress={() => setStep('idle')}>
                Giữ lại
              </Button>
            </>
          }
        >
          <p>Tên, số điện thoại, xóm và những tên đã đặt hộ sẽ bị xóa. Các lịch hẹn chưa tới sẽ hủy. Việc này không lấy lại được.</p>
          {fault !== null && (
            <p className="field-fault" role="alert">
              {fault}
            </p>
          )}
        </Dialog>
      )}
    </>
  );
}
