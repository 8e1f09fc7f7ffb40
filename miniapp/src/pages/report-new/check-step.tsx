import type { ReactNode } from 'react';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { type Faults, faultsOf } from '../../features/feedback/draft.js';
import { PrivacyPart } from '../../features/feedback/privacy-part.js';
import { kindWords } from '../../features/feedback/report-words.js';
import type { Media } from '../../features/feedback/use-media.js';
import type { StepsProps } from './report-steps.js';
import { SendNotice, sendWords } from './send-notice.js';

type CheckStepProps = StepsProps & {
  media: Media;
  progress: ReactNode;
  faults: Faults;
  onFaults: (faults: Faults) => void;
  onStep: (step: '1' | '2' | '3') => void;
  onErase: () => void;
};

/** Who sees the name, everything once more, and the one button that sends. */
export function CheckStep({ writing, form, writer, media, progress, faults, onFaults, onStep, onErase }: CheckStepProps) {
  const { current: draft, change, sending, sender } = writing;
  const category = form.categories.find(({ key }) => key === draft.categoryKey);
  const hamlet = form.hamlets.find(({ key }) => key === draft.hamletKey);
  const underWay = sending.kind === 'sending';

  const send = () => {
    const missing = faultsOf.who(draft, writer?.nameKnown === true);
    onFaults(missing);
    if (Object.keys(missing).length === 0) void sender.start();
  };

  return (
    <Screen
      title="Gửi phản ánh"
      backTo={underWay ? '/reports' : '/reports/new?step=3'}
      {...(underWay ? { onBack: () => window.history.back() } : {})}
      action={
        sending.kind === 'stopped' ? (
          <Button look="danger" onPress={onErase}>
            Xóa nội dung này khỏi máy
          </Button>
        ) : (
          <Button busy={underWay} onPress={send}>
            {sendWords(sending, 'Gửi phản ánh')}
          </Button>
        )
      }
    >
      {progress}
      <SendNotice writing={writing} onEdit={() => onStep('3')} />
      {underWay ? (
        <p role="status">Đang gửi. Có thể xem mục khác trong ứng dụng, máy vẫn gửi tiếp.</p>
      ) : (
        <PrivacyPart draft={draft} change={change} writer={writer} faults={faults} />
      )}
      <section className="card" aria-labelledby="check-title">
        <h2 id="check-title" className="section-title">
          Xem lại
        </h2>
        <dl className="check">
          <Line name="Việc gì" {...(underWay ? {} : { onEdit: () => onStep('3') })}>
            <p className="row-name">
              {draft.kind === null ? '' : kindWords[draft.kind]} · {category?.name}
            </p>
            <p className="check-text">{draft.text}</p>
          </Line>
          <Line name="Ở đâu" {...(underWay ? {} : { onEdit: () => onStep('2') })}>
            <p>
              {[hamlet?.name, draft.landmark.trim()].filter((part) => part !== undefined && part !== '').join(', ')}
              {draft.location !== null && '. Có kèm vị trí của máy.'}
            </p>
          </Line>
          <Line name="Ảnh, phim, ghi âm" {...(underWay ? {} : { onEdit: () => onStep('1') })}>
            <MediaLine media={media} />
          </Line>
        </dl>
      </section>
      {category !== undefined && category.workingDays !== null && (
        <p>
          Xã trả lời trong <strong>{category.workingDays} ngày làm việc</strong>.
        </p>
      )}
    </Screen>
  );
}

function Line({ name, children, onEdit }: { name: string; children: ReactNode; onEdit?: () => void }) {
  return (
    <div className="check-line">
      <dt className="quiet">{name}</dt>
      <dd>{children}</dd>
      {onEdit !== undefined && (
        <dd className="check-edit">
          <button type="button" className="text-button" aria-label={`Sửa ${name.toLowerCase()}`} onClick={onEdit}>
            Sửa
          </button>
        </dd>
      )}
    </div>
  );
}

function MediaLine({ media: { media } }: { media: Media }) {
  if (media === null) return null;
  if (media.length === 0) return <p>Không có</p>;
  const others = media.filter(({ kind }) => kind !== 'picture');
  return (
    <>
      <div className="check-pictures">
        {media
          .filter(({ kind }) => kind === 'picture')
          .map(({ slot, address }, place) => (
            <img key={slot} src={address} alt={`Đã chọn ảnh ${place + 1}`} />
          ))}
      </div>
      {others.length > 0 && <p>{others.map(({ kind }) => (kind === 'video' ? 'Một đoạn phim' : 'Một đoạn ghi âm')).join(', ')}</p>}
    </>
  );
}
