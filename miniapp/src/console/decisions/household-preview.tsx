import type { ResidentDecision } from 'backend/contracts/decisions';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import { Ballot } from '../../features/decisions/ballot.js';
import { BindingNote, DecisionSheet } from '../../features/decisions/decision-sheet.js';
import { statusLine } from '../../features/decisions/decision-words.js';

/** What of a decision households see; an unsaved draft fits as well. */
export type PreviewedDecision = Parameters<typeof DecisionSheet>[0]['decision'] &
  Pick<ResidentDecision, 'title' | 'hamletNames'> & { papers: readonly { fileId: string; label: string }[] };

/** The page of the Mini App as the households will read it, and the ballot they will get there; it can be tried, nothing is sent. */
export function HouseholdPreview({ decision }: { decision: PreviewedDecision }) {
  const [ballot, setBallot] = useState<Parameters<typeof Ballot>[0]['ballot']>({ choices: [], other: '', sent: null });
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Các hộ sẽ thấy trong Mini App</figcaption>
      <div className="desk-phone-screen">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard */}
        <section className="desk-decision-phone" tabIndex={0} aria-label="Trang như các hộ thấy">
          <div>
            <h3 className="title">{decision.title || 'Tên việc'}</h3>
            <p className="quiet">{statusLine({ ...decision, status: 'announced', outcome: null })}</p>
            <p className="quiet">{decision.hamletNames.length > 0 ? decision.hamletNames.join(', ') : 'Toàn xã'}</p>
          </div>
          <BindingNote />
          <DecisionSheet decision={decision} />
          {decision.papers.length > 0 && (
            <ul className="rows" aria-label="Tài liệu kèm theo">
              {decision.papers.map(({ fileId, label }) => (
                <li key={fileId} className="row">
                  <FileText aria-hidden="true" size={22} />
                  <span className="row-words">{label}</span>
                </li>
              ))}
            </ul>
          )}
          {decision.way === 'online' && (
            <section className="card" aria-label="Phiếu của hộ, xem thử">
              <p className="quiet">Phiếu của hộ khi mở (bấm thử được, không gửi đi đâu):</p>
              <Ballot decision={decision} ballot={ballot} fault={undefined} onChange={setBallot} />
            </section>
          )}
        </section>
      </div>
    </figure>
  );
}
