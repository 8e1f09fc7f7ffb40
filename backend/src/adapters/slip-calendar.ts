import type { Slip } from '../contracts/appointments.js';

/** Zalo's own reminders come at the same two moments; this one also rings without a network. */
const secondReminder = 'PT2H';
const eveningHour = 19;
const vietnamOffsetMs = 7 * 3_600_000;
const dayMs = 86_400_000;

/**
 * The appointment as an iCalendar file (RFC 5545), with reminders at 19:00 the evening before and two hours before. Times are in
 * UTC, so that no calendar program needs to know Vietnam's zone. The appointment's id stays the UID: opened again after a change,
 * it replaces the old entry; cancelled and revoked appointments cross theirs out.
 */
export function slipCalendar(slip: Slip, now: Date): string {
  const starts = Date.parse(slip.startsAt);
  const ends = starts + (minutesOf(slip.end) - minutesOf(slip.start)) * 60_000;
  const midnight = Math.floor((starts + vietnamOffsetMs) / dayMs) * dayMs - vietnamOffsetMs;
  const eveningBefore = midnight - dayMs + eveningHour * 3_600_000;
  const off = slip.status === 'cancelled' || slip.status === 'revoked';
  const place = slip.homeVisit ? slip.homeVisit.address : `${slip.counterName}, ${slip.location}`;
  const documents = slip.procedure.documents.map((document) => `- ${document.name} (${document.actionText})`);
  const description = [
    `Mã lịch hẹn: ${slip.code}`,
    `Thủ tục: ${slip.procedure.name}`,
    `Người đến: ${slip.person.name}`,
    ...(documents.length > 0 ? ['Giấy tờ cần mang theo:', ...documents] : []),
    slip.notice,
    `Điện thoại: ${slip.hotline}`,
  ].join('\n');

  const alarm = (trigger: string, words: string) => [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    trigger,
    `DESCRIPTION:${escaped(words)}`,
    'END:VALARM',
  ];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//UBND xa//Lich hen//VI',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${slip.id}@lich-hen.xa`,
    `DTSTAMP:${utc(now.getTime())}`,
    `DTSTART:${utc(starts)}`,
    `DTEND:${utc(ends)}`,
    `SUMMARY:${escaped(`${off ? 'Đã hủy: ' : ''}${slip.procedure.plainName} – ${slip.officeName}`)}`,
    `LOCATION:${escaped(place)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${slip.pdfUrl}`,
    `STATUS:${off ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    ...(off
      ? []
      : [
          ...alarm(
            `TRIGGER;VALUE=DATE-TIME:${utc(eveningBefore)}`,
            `Ngày mai ${slip.start}: ${slip.procedure.plainName}. Nhớ mang giấy tờ.`,
          ),
          ...alarm(`TRIGGER:-${secondReminder}`, `Hai giờ nữa: ${slip.procedure.plainName}, ${slip.counterName}.`),
        ]),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** `20261201T013000Z`. */
function utc(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** TEXT of RFC 5545, 3.3.11. */
function escaped(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n');
}

/** RFC 5545, 3.1: no line longer than 75 octets, continued after CRLF and a space; never inside a letter. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    // The space that marks a continuation counts as one octet of its line.
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += letter;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
