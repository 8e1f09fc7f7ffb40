import type { BroadcastSample } from 'backend/contracts/broadcasts';
import { useState } from 'react';
import { useCommune } from '../../features/commune/use-commune.js';
import { OfficerPicture } from './officer-picture.js';

type LetterPhoneProps = {
  samples: readonly BroadcastSample[];
  /** What stands on the button below the text. */
  button: string;
  pictureId: string | null;
};

/** The message drawn on a phone as up to three real people would read it. */
export function LetterPhone({ samples, button, pictureId }: LetterPhoneProps) {
  const [chosen, setChosen] = useState(0);
  const sender = useCommune().data?.officeName ?? '';
  const sample = samples[chosen] ?? samples[0];
  if (sample === undefined) return null;
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người dân sẽ nhận trên Zalo</figcaption>
      {samples.length > 1 && (
        <fieldset className="desk-readers">
          <legend className="visually-hidden">Xem như ai đọc</legend>
          {samples.map(({ name, hamletName }, place) => (
            <button
              // The same name may live in two hamlets.
              key={`${name} ${hamletName}`}
              type="button"
              className="desk-count"
              aria-pressed={sample === samples[place]}
              onClick={() => setChosen(place)}
            >
              {name}
            </button>
          ))}
        </fieldset>
      )}
      {samples.length > 1 && sample.hamletName !== null && (
        <p className="quiet">
          Như {sample.name}, {sample.hamletName}, sẽ đọc.
        </p>
      )}
      <div className="desk-phone-screen">
        <p className="desk-phone-sender">{sender}</p>
        <div className="desk-phone-bubble">
          {pictureId !== null && <OfficerPicture id={pictureId} className="desk-phone-picture" alt="Ảnh kèm tin" />}
          <p className="desk-phone-title">{sample.title}</p>
          <p className="desk-phone-text">{sample.text}</p>
          <p className="desk-phone-button">{button}</p>
        </div>
      </div>
    </figure>
  );
}
