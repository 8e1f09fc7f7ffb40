import { leaveWaitingList, type WaitingEntry } from 'backend/contracts/appointments';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { countdown, longDate, spokenTime } from '../../days.js';
import { call } from '../../session.js';
import { useNow } from '../../use-now.js';
import { sayFailure } from '../../words.js';
import { draftFromOffer, keepDraft } from './draft.js';

/** A place that became free and is kept for this person for a while. */
export function OfferCard({ entry, onChange }: { entry: WaitingEntry; onChange: () => void }) {
  const navigate = useNavigate();
  const announce = useAnnounce();
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const { offer } = entry;
  if (offer === null) return null;
  const secondsLeft = (Date.parse(offer.expiresAt) - now) / 1000;

  const take = () => {
    keepDraft(draftFromOffer(entry, offer, Date.now()));
    navigate(`/procedures/${entry.code}/book?step=who`);
  };

  const decline = async () => {
    setBusy(true);
    try {
      await call(leaveWaitingList, { params: { id: entry.id } });
      announce('Đã nhường chỗ này cho người sau. Cảm ơn ông/bà.');
      onChange();
    } catch (error) {
      if (error instanceof CallFailure) announce(sayFailure(error));
    }
    setBusy(false);
  };

  return (
    <section className="card offer" aria-label={`Có chỗ trống cho ${entry.plainName}`}>
      <h2 className="section-title">Có chỗ trống cho ông/bà</h2>
      <p>
        <span className="number">{spokenTime(offer.start)}</span>
        <br />
        {longDate(entry.date)} · {entry.plainName}
      </p>
      {secondsLeft > 0 ? (
        <>
          <p className="offer-time">Giữ chỗ thêm {countdown(secondsLeft)}</p>
          <Button onPress={take}>Nhận chỗ này</Button>
          <Button look="quiet" busy={busy} onPress={() => void decline()}>
            Nhường cho người khác
          </Button>
        </>
      ) : (
        <p className="offer-time">Đã quá giờ nhận chỗ, chỗ này đã chuyển cho người sau.</p>
      )}
    </section>
  );
}
