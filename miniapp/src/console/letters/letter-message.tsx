import type { LifeLetter } from 'backend/contracts/life-letters';
import { useCommune } from '../../features/commune/use-commune.js';

/** The message that brings a letter, as it lies in the person's Zalo; the button is a picture of a button. */
export function LetterMessage({ message }: { message: NonNullable<LifeLetter['message']> }) {
  const sender = useCommune().data?.officeName ?? '';
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người nhận thấy trên Zalo</figcaption>
      <div className="desk-phone-screen">
        <p className="desk-phone-sender">{sender}</p>
        <div className="desk-phone-bubble">
          <p className="desk-phone-text">{message.text}</p>
          {message.button !== null && <p className="desk-phone-button">{message.button}</p>}
        </div>
      </div>
    </figure>
  );
}
