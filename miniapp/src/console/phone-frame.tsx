import type { DeskAppointment } from 'backend/contracts/desk';
import { revocationLetter, revocationNotice } from 'backend/contracts/letters';
import { spokenStart } from './console-words.js';

type Withdrawn = Pick<DeskAppointment, 'code' | 'plainName' | 'personName' | 'start' | 'date' | 'bookedVia'>;

/**
 * The message of a withdrawal drawn on a phone, in the words it will be read in; the button is a picture of a button.
 * Zalo decides only when it is sent whether free text is allowed, so both forms are shown; whoever booked by phone gets the short one.
 */
export function PhoneFrame({ sender, appointment, reason }: { sender: string; appointment: Withdrawn; reason: string }) {
  const withdrawn = { ...appointment, when: spokenStart(appointment), reason };
  const letter = revocationLetter(withdrawn);
  const notice = revocationNotice(withdrawn);
  const byPhone = appointment.bookedVia !== 'mini_app';
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người dân sẽ nhận trên Zalo</figcaption>
      <div className="desk-phone-screen">
        <p className="desk-phone-sender">{sender}</p>
        {!byPhone && (
          <div className="desk-phone-bubble">
            <p className="desk-phone-text">{letter.text}</p>
            {letter.buttons.map((name) => (
              <p key={name} className="desk-phone-button">
                {name}
              </p>
            ))}
          </div>
        )}
        {!byPhone && <p className="desk-phone-note">hoặc bản ngắn này, nếu lâu nay chưa nhắn cho xã:</p>}
        <div className="desk-phone-bubble">
          <p className="desk-phone-title">{notice.title}</p>
          <p className="desk-phone-text">{notice.text}</p>
        </div>
      </div>
    </figure>
  );
}
