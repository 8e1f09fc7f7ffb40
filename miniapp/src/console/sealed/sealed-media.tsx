import type { SealedPetition } from 'backend/contracts/sealed-petitions';
import { useEffect, useRef, useState } from 'react';
import { download } from '../../session.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { mediaWords, sizeWords } from '../feedback/feedback-words.js';

type Media = SealedPetition['media'][number];

/** What came with a petition; each is fetched only when it is asked for, which is written down too, and is gone with this screen. */
export function SealedMedia({ id, media }: { id: string; media: readonly Media[] }) {
  const [shown, setShown] = useState<Readonly<Record<string, string>>>({});
  const [fault, setFault] = useState<string | null>(null);
  const urls = useRef<string[]>([]);
  useEffect(
    () => () => {
      for (const url of urls.current) URL.revokeObjectURL(url);
    },
    [],
  );
  if (media.length === 0) return null;
  const show = async (one: Media) => {
    setFault(null);
    try {
      const url = URL.createObjectURL(await download(`/desk/sealed-petitions/${id}/media/${one.id}`));
      urls.current.push(url);
      setShown((before) => ({ ...before, [one.id]: url }));
    } catch (error) {
      setFault(sayToOfficer(failureOf(error)));
    }
  };
  return (
    <>
      <ul className="report-lines" aria-label="Ảnh, phim, ghi âm kèm theo">
        {media.map((one, place) => {
          const url = shown[one.id];
          const name = `${mediaWords[one.kind]} ${place + 1}`;
          return (
            <li key={one.id}>
              {url === undefined ? (
                <button type="button" className="desk-tool" onClick={() => void show(one)}>
                  Mở {name.toLocaleLowerCase('vi')} ({sizeWords(one.bytes)})
                </button>
              ) : one.kind === 'picture' ? (
                <img className="sealed-picture" src={url} alt={name} />
              ) : one.kind === 'video' ? (
                // biome-ignore lint/a11y/useMediaCaption: nobody has written down what a resident filmed
                <video className="sealed-picture" src={url} controls />
              ) : (
                // biome-ignore lint/a11y/useMediaCaption: nobody has written down what a resident said
                <audio src={url} controls />
              )}
            </li>
          );
        })}
      </ul>
      <p className="quiet">Mỗi lần mở tệp cũng được ghi lại.</p>
      {fault !== null && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}
