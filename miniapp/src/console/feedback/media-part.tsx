import type { DeskReport } from 'backend/contracts/feedback-desk';
import { Mic, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { mediaWords, secondsWords, sizeWords } from './feedback-words.js';

type Media = DeskReport['media'][number];

const nameOf = (media: readonly Media[], one: Media): string => {
  const alike = media.filter(({ kind }) => kind === one.kind);
  return alike.length === 1 ? mediaWords[one.kind] : `${mediaWords[one.kind]} ${alike.indexOf(one) + 1}`;
};

/** What came with the words, small; one of it large at a press. */
export function MediaPart({ media }: { media: readonly Media[] }) {
  const [open, setOpen] = useState<number | null>(null);
  if (media.length === 0) return null;
  return (
    <>
      <ul className="media-row" aria-label="Ảnh, phim, ghi âm kèm theo">
        {media.map((one, place) => (
          <li key={one.id}>
            <button type="button" className="media-small" onClick={() => setOpen(place)}>
              {one.thumbnailUrl !== null ? (
                <img src={one.thumbnailUrl} alt="" loading="lazy" />
              ) : (
                <span className="media-sign">
                  {one.kind === 'voice' ? <Mic aria-hidden="true" size={28} /> : <Play aria-hidden="true" size={28} />}
                </span>
              )}
              <span className="media-name">
                <span className="visually-hidden">Mở </span>
                {nameOf(media, one)}
                {one.seconds !== undefined && `, ${secondsWords(one.seconds)}`}
                {one.reviewedUrl !== null && ' · đã xem, che'}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {open !== null && <Large media={media} place={open} onPlace={setOpen} onClose={() => setOpen(null)} />}
    </>
  );
}

type LargeProps = { media: readonly Media[]; place: number; onPlace: (place: number) => void; onClose: () => void };

/** One picture, film or recording as large as the screen allows; the arrow keys go to the next. */
function Large({ media, place, onPlace, onClose }: LargeProps) {
  const go = (by: number) => {
    if (media[place + by] !== undefined) onPlace(place + by);
  };
  const latest = useRef(go);
  latest.current = go;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A player has arrows of its own.
      if (event.target instanceof HTMLMediaElement) return;
      if (event.key === 'ArrowLeft') latest.current(-1);
      if (event.key === 'ArrowRight') latest.current(1);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const one = media[place];
  if (one === undefined) return null;
  return (
    <Dialog
      title={nameOf(media, one)}
      onClose={onClose}
      actions={
        <div className="media-steps">
          {media.length > 1 && (
            <>
              <Button look="plain" disabled={place === 0} onPress={() => go(-1)}>
                Trước
              </Button>
              <Button look="plain" disabled={place === media.length - 1} onPress={() => go(1)}>
                Tiếp
              </Button>
            </>
          )}
          <Button look="quiet" onPress={onClose}>
            Đóng lại
          </Button>
        </div>
      }
    >
      <div className="media-large">
        {one.kind === 'picture' && <img src={one.url} alt={`${nameOf(media, one)} người dân gửi`} />}
        {one.kind === 'video' && (
          <video
            key={one.id}
            src={one.url}
            controls
            preload="metadata"
            {...(one.thumbnailUrl === null ? {} : { poster: one.thumbnailUrl })}
          />
        )}
        {one.kind === 'voice' && (
          // biome-ignore lint/a11y/useMediaCaption: nobody has written down what a resident said
          <audio key={one.id} src={one.url} controls preload="metadata" />
        )}
      </div>
      <p className="quiet">
        {sizeWords(one.bytes)}. Chỉ cán bộ xử lý xem được bản này
        {one.reviewedUrl !== null && '; bản đã che dùng khi đăng'}.
      </p>
    </Dialog>
  );
}
