import { mediaLimits } from 'backend/contracts/report-media';
import { Camera, Film, Trash2 } from 'lucide-react';
import { Notice, Skeleton } from '../../components/states.js';
import { FileButton } from './file-button.js';
import { roomFor } from './media-rules.js';
import type { Media, ShownMedium } from './use-media.js';
import { VoicePart } from './voice-part.js';

type MediaPartProps = {
  media: Media;
  /** Which of them the commune could not take, and why. */
  refused?: { slot: string; reason: string } | null;
  onRecording?: (running: boolean) => void;
  /** Only pictures: for an answer to a question. */
  picturesOnly?: boolean;
};

/** Photographs, a short film, a voice note: chosen or made, seen again, taken away. */
export function MediaPart({
  media: { media, busy, fault, add, remove },
  refused = null,
  onRecording = () => undefined,
  picturesOnly = false,
}: MediaPartProps) {
  if (media === null) return <Skeleton rows={1} tall />;
  const pictures = roomFor('picture', media);
  return (
    <>
      {media.length > 0 && (
        <ul className="media-shelf" aria-label="Đã chọn">
          {media.map((medium, place) => (
            <li
              key={medium.slot}
              className={medium.kind === 'voice' ? 'medium medium-voice' : 'medium'}
              data-refused={medium.slot === refused?.slot}
            >
              <Preview medium={medium} name={nameOf(medium, media.slice(0, place))} />
              <button
                type="button"
                className="medium-remove"
                aria-label={`Bỏ ${nameOf(medium, media.slice(0, place))}`}
                onClick={() => void remove(medium.slot)}
              >
                <Trash2 aria-hidden="true" size={20} />
                Bỏ
              </button>
            </li>
          ))}
        </ul>
      )}
      {refused !== null && media.some(({ slot }) => slot === refused.slot) && (
        <Notice tone="attention" urgent title="Có tệp xã chưa nhận được">
          <p>{refused.reason} Tệp ấy có khung đỏ ở trên: bỏ đi rồi gửi lại.</p>
        </Notice>
      )}
      {fault !== null && (
        <Notice tone="attention" urgent>
          {fault}
        </Notice>
      )}
      {pictures > 0 && (
        <FileButton
          accept="image/*"
          multiple
          look={media.length === 0 && !picturesOnly ? 'main' : 'plain'}
          busy={busy}
          icon={<Camera aria-hidden="true" size={22} />}
          onFiles={(files) => void add('picture', files)}
        >
          {pictures === mediaLimits.picture.most ? 'Chụp hoặc chọn ảnh' : `Thêm ảnh (còn ${pictures})`}
        </FileButton>
      )}
      {!picturesOnly && roomFor('video', media) > 0 && (
        <FileButton
          accept="video/*"
          look="plain"
          busy={busy}
          icon={<Film aria-hidden="true" size={22} />}
          onFiles={(files) => void add('video', files)}
        >
          Quay phim ({mediaLimits.video.seconds} giây)
        </FileButton>
      )}
      {!picturesOnly && roomFor('voice', media) > 0 && (
        <VoicePart busy={busy} onNote={(note, seconds) => void add('voice', [note], seconds)} onRecording={onRecording} />
      )}
    </>
  );
}

function nameOf({ kind }: ShownMedium, before: readonly ShownMedium[]): string {
  if (kind === 'video') return 'đoạn phim';
  if (kind === 'voice') return 'đoạn ghi âm';
  return `ảnh ${before.filter((medium) => medium.kind === 'picture').length + 1}`;
}

function Preview({ medium, name }: { medium: ShownMedium; name: string }) {
  if (medium.kind === 'voice')
    // biome-ignore lint/a11y/useMediaCaption: what the person has just said has no captions
    return <audio className="medium-sound" controls preload="metadata" src={medium.address} aria-label={`Nghe lại ${name}`} />;
  if (medium.kind === 'video')
    // biome-ignore lint/a11y/useMediaCaption: what the person has just filmed has no captions
    return <video className="medium-picture" controls preload="metadata" playsInline src={medium.address} aria-label={`Xem lại ${name}`} />;
  return <img className="medium-picture" src={medium.address} alt={`Đã chọn ${name}`} />;
}
