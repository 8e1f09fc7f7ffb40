import type { ReportMedia } from 'backend/contracts/report-media';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { playingTime } from './media-rules.js';

/** What was sent along: small pictures that load when they are scrolled to and open large, film and sound that load when they are played. */
export function ReportMediaList({ media }: { media: readonly Omit<ReportMedia, 'bytes'>[] }) {
  const [open, setOpen] = useState<number | null>(null);
  const pictures = media.filter(({ kind }) => kind === 'picture');
  const opened = open === null ? undefined : pictures[open];

  return (
    <>
      {pictures.length > 0 && (
        <ul className="report-pictures">
          {pictures.map((picture, place) => (
            <li key={picture.id}>
              <button type="button" className="report-picture" aria-label={`Xem ảnh ${place + 1} cỡ lớn`} onClick={() => setOpen(place)}>
                <img src={picture.thumbnailUrl ?? picture.url} alt="" loading="lazy" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {media.map((medium) =>
        medium.kind === 'video' ? (
          <video
            key={medium.id}
            className="report-film"
            controls
            playsInline
            preload="none"
            src={medium.url}
            {...(medium.thumbnailUrl === null ? {} : { poster: medium.thumbnailUrl })}
            aria-label={nameWithTime('Đoạn phim', medium.seconds)}
          />
        ) : medium.kind === 'voice' ? (
          <div key={medium.id} className="report-sound">
            <p className="quiet">{nameWithTime('Đoạn ghi âm', medium.seconds)}</p>
            {/* biome-ignore lint/a11y/useMediaCaption: what residents say has no captions */}
            <audio controls preload="none" src={medium.url} aria-label={nameWithTime('Đoạn ghi âm', medium.seconds)} />
          </div>
        ) : null,
      )}
      {opened !== undefined && open !== null && (
        <Dialog
          title={pictures.length > 1 ? `Ảnh ${open + 1} trong ${pictures.length}` : 'Ảnh'}
          onClose={() => setOpen(null)}
          actions={
            <>
              {open + 1 < pictures.length && (
                <Button look="plain" onPress={() => setOpen(open + 1)}>
                  Ảnh sau
                </Button>
              )}
              <Button onPress={() => setOpen(null)}>Đóng lại</Button>
            </>
          }
        >
          <img className="picture" src={opened.url} alt={`Ảnh ${open + 1}`} width={opened.width} height={opened.height} />
        </Dialog>
      )}
    </>
  );
}

const nameWithTime = (name: string, seconds: number | undefined) => (seconds === undefined ? name : `${name}, dài ${playingTime(seconds)}`);
