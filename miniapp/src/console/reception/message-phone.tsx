import type { ReceptionLetter } from 'backend/contracts/reception-letters';

/** A message drawn on a phone, in the words it will be read in; for the holder of place 1, others read their own number and hour. */
export function MessagePhone({ letter, sender }: { letter: ReceptionLetter; sender: string }) {
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người đã giữ chỗ sẽ nhận trên Zalo</figcaption>
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
        <p className="desk-phone-note">hoặc bản ngắn này, nếu lâu nay chưa nhắn cho xã:</p>
        <div className="desk-phone-bubble">
          <p className="desk-phone-title">{letter.notice.title}</p>
          <p className="desk-phone-text">{letter.notice.text}</p>
        </div>
      </div>
    </figure>
  );
}
