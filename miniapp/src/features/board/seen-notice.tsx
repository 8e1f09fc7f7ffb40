import type { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/states.js';
import { spokenInstant } from '../../days.js';

type SeenNoticeProps = { savedAt: number | null; failure: CallFailure | undefined; retry: () => void };

/** Says that what is seen may be old, where it could not be read anew. */
export function SeenNotice({ savedAt, failure, retry }: SeenNoticeProps) {
  if (failure === undefined) return null;
  return (
    <Notice tone="attention" title="Chưa tải được bản mới">
      <p>{savedAt === null ? 'Đây là bản vừa xem lúc trước.' : `Đây là bản xem lúc ${spokenInstant(new Date(savedAt).toISOString())}.`}</p>
      <Button look="plain" onPress={retry}>
        Thử lại
      </Button>
    </Notice>
  );
}
