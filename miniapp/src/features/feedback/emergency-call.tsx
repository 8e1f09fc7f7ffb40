import { Phone } from 'lucide-react';
import type { MouseEvent } from 'react';
import { dial } from '../../zalo.js';

const whom: Readonly<Record<string, string>> = { '113': 'công an', '114': 'chữa cháy, cứu nạn', '115': 'cấp cứu' };

/** Zalo opens calls itself; where it does not, the phone follows the link. */
async function call(event: MouseEvent, number: string): Promise<void> {
  event.preventDefault();
  if ((await dial(number)).kind === 'unavailable') window.location.href = `tel:${number}`;
}

/** Large buttons that call for help; reports are read in office hours only. */
export function EmergencyCall({ numbers }: { numbers: readonly string[] }) {
  return (
    <div className="emergency">
      {numbers.map((number) => (
        <a key={number} href={`tel:${number}`} className="emergency-number" onClick={(event) => void call(event, number)}>
          <Phone aria-hidden="true" size={20} />
          <span>
            Gọi <strong>{number}</strong>
            {whom[number] !== undefined && ` (${whom[number]})`}
          </span>
        </a>
      ))}
    </div>
  );
}

/** The emergency numbers a sentence names, in its order. */
export function numbersIn(sentence: string): string[] {
  return [...new Set(sentence.match(/\b11[345]\b/g) ?? [])];
}
