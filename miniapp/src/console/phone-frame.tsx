import type { Letter } from 'backend/contracts/letters';

/** A message drawn on a phone, in the words it will be read in; the buttons are a picture of buttons. */
export function PhoneFrame({ sender, letter }: { sender: string; letter: Letter }) {
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người dân sẽ nhận trên Zalo</figcaption>
      <div className="desk-phone-screen">
        <p className="desk-phone-sender">{sender}</p>
        <div className="desk-phone-bubble">
          <p className="desk-phone-text">{letter.text}</p>
          {letter.buttons.map((name) => (
            <p key={name} className="desk-phone-button">
              {name}
            </p>
          ))}
        </div>
      </div>
    </figure>
  );
}
