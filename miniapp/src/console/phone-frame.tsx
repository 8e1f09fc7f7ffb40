/** A Zalo message as the person will see it. */
export type Letter = { title: string; lines: readonly string[]; buttons: readonly string[] };

/** A message drawn on a phone, exactly as it will be read there; the buttons are a picture of buttons. */
export function PhoneFrame({ sender, letter }: { sender: string; letter: Letter }) {
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người dân sẽ nhận trên Zalo</figcaption>
      <div className="desk-phone-screen">
        <p className="desk-phone-sender">{sender}</p>
        <div className="desk-phone-bubble">
          <p className="desk-phone-title">{letter.title}</p>
          {letter.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
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
