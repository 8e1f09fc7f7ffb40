import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import type { useLeaveGuard } from './use-leave-guard.js';

/** Asks once before what is unsaved gets lost; shows nothing while nobody leaves. `lost` says what that is, in a sentence. */
export function LeaveDialog({ guard, lost }: { guard: ReturnType<typeof useLeaveGuard>; lost: string }) {
  if (!guard.asking) return null;
  return (
    <Dialog
      title="Rời trang khi chưa lưu?"
      onClose={guard.stay}
      actions={
        <>
          <Button onPress={guard.stay}>Ở lại để lưu</Button>
          <Button look="danger" onPress={guard.leave}>
            Rời trang, bỏ thay đổi
          </Button>
        </>
      }
    >
      <p>{lost}</p>
    </Dialog>
  );
}
