import type { Report, ResidentAct } from 'backend/contracts/feedback';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { ActFailure } from './act-failure.js';
import { ReopenForm } from './reopen-form.js';
import { type Act, useAct } from './use-act.js';

type FixedPartProps = { may: Report['may']; act: Act; onDone: (report: Report, action: ResidentAct) => void };

/** Whether the matter itself is mended: that it is, or open it again with a reason. */
export function FixedPart({ may, act, onDone }: FixedPartProps) {
  const [reopening, setReopening] = useState(false);
  const { busy, failure, run } = useAct(act, onDone);
  if (!may.confirmFixed && !may.reopen) return null;

  return (
    <section className="card" aria-labelledby="fixed-title">
      <h2 id="fixed-title" className="section-title">
        Việc đã được khắc phục chưa?
      </h2>
      {reopening ? (
        <ReopenForm busy={busy} onCancel={() => setReopening(false)} onSend={(reason) => void run({ act: 'reopen', reason })} />
      ) : (
        <>
          {may.confirmFixed && (
            <Button
              look="plain"
              busy={busy}
              icon={<CircleCheck aria-hidden="true" size={22} />}
              onPress={() => void run({ act: 'confirm_fixed' })}
            >
              Đã khắc phục
            </Button>
          )}
          {may.reopen && (
            <Button look="plain" disabled={busy} onPress={() => setReopening(true)}>
              Chưa, mở lại
            </Button>
          )}
        </>
      )}
      <ActFailure failure={failure} />
    </section>
  );
}
