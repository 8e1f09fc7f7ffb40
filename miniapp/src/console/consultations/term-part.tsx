import { readConsultationTerms, saveConsultationTerm } from 'backend/contracts/consultation-desk';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { inVietnam, plainDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { DayField, NumberField } from '../fields.js';
import { useMay } from '../may.js';
import { useSave } from '../use-save.js';

const usualDays = 10;

/** The days of the law, and the term the commune gave itself, which may be changed from a day on. */
export function TermPart() {
  const mayPublish = useMay('consultations.publish');
  const terms = useApi(readConsultationTerms, {}, { revalidateOnFocus: false });
  const { busy, failure, faults, save } = useSave();
  const [asks, setAsks] = useState(false);
  const today = inVietnam(new Date()).day;
  const [from, setFrom] = useState(today);
  const [days, setDays] = useState(String(usualDays));
  if (terms.data === undefined) return null;
  const now = [...terms.data.terms].reverse().find(({ validFrom }) => validFrom <= today)?.synthesisWorkingDays ?? usualDays;
  const coming = terms.data.terms.filter(({ validFrom }) => validFrom > today);
  const [legal] = terms.data.legal.filter(({ validFrom }) => validFrom <= today).slice(-1);

  const send = async () => {
    const known: Record<string, string> = {};
    if (from === '') known['body.validFrom'] = 'Xin chọn ngày.';
    if (!/^[1-9]\d?$/.test(days) || Number(days) > 60) known['body.synthesisWorkingDays'] = 'Xin ghi từ 1 đến 60 ngày làm việc.';
    const body = { validFrom: from, synthesisWorkingDays: Number(days) };
    const keep = async () => void terms.mutate(await call(saveConsultationTerm, { body }), { revalidate: false });
    if (await save(known, keep, 'Đã đặt thời hạn.')) setAsks(false);
  };

  return (
    <section className="desk-step" aria-labelledby="term-title">
      <h2 id="term-title" className="section-title">
        Thời hạn
      </h2>
      {legal !== undefined && (
        <p>
          Nhận ý kiến ít nhất <strong>{legal.days} ngày trọn</strong>. <span className="quiet">{legal.source}.</span>
        </p>
      )}
      <p>
        Công bố tổng hợp trong <strong>{now} ngày làm việc</strong> sau khi hết hạn. <span className="quiet">Thời hạn xã tự đặt.</span>
      </p>
      {coming.map(({ validFrom, synthesisWorkingDays }) => (
        <p key={validFrom} className="quiet">
          Từ ngày {plainDate(validFrom)}: {synthesisWorkingDays} ngày làm việc.
        </p>
      ))}
      {mayPublish && (
        <div className="desk-consultation-acts">
          <button type="button" className="desk-tool" onClick={() => setAsks(true)}>
            Đổi thời hạn của xã
          </button>
        </div>
      )}
      {asks && (
        <Dialog
          title="Thời hạn công bố tổng hợp"
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button busy={busy} onPress={() => void send()}>
                Đặt thời hạn
              </Button>
              <Button look="quiet" onPress={() => setAsks(false)}>
                Để nguyên
              </Button>
            </>
          }
        >
          <div className="desk-form">
            <p>Áp dụng cho những lần hết hạn góp ý từ ngày này. Ngày đã hẹn trước đó không đổi.</p>
            <NumberField
              label="Số ngày làm việc"
              min={1}
              max={60}
              value={days}
              fault={faults['body.synthesisWorkingDays']}
              onChange={setDays}
            />
            <DayField label="Áp dụng từ ngày" min={today} value={from} fault={faults['body.validFrom']} onChange={setFrom} />
            {failure !== null && (
              <p className="field-fault" role="alert">
                {sayToOfficer(failure)}
              </p>
            )}
          </div>
        </Dialog>
      )}
    </section>
  );
}
