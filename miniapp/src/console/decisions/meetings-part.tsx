import { Plus, Trash2 } from 'lucide-react';
import { Field } from '../../components/field.js';
import { longDate, spokenTime } from '../../days.js';
import { DayField, SelectField, TimeField } from '../fields.js';
import { type FormMeeting, mostMeetings, withMeetings } from './decision-form.js';
import { MinutesFields } from './minutes-fields.js';
import type { NumberedProps, PartProps } from './steps-part.js';

type MeetingsPartProps = NumberedProps & {
  hamlets: readonly { key: string; name: string }[];
  /** Once announced, day, hour and place stand; the minutes are written. */
  frozen: boolean;
};

/** The meetings: one a hamlet, or one a cluster (NĐ 59/2023/NĐ-CP Art. 3). */
export function MeetingsPart({ form, faults, onChange, hamlets, frozen, number }: MeetingsPartProps) {
  const { meetings } = form;
  const change = (key: string, part: Partial<FormMeeting>) =>
    onChange({ meetings: meetings.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  const without = hamlets.filter(({ key }) => !meetings.some(({ hamletKey }) => hamletKey === key));
  const add = (count: number) => onChange({ meetings: withMeetings(meetings, hamlets, count) });
  return (
    <section className="desk-step" aria-labelledby="meetings-title">
      <h2 id="meetings-title" className="section-title">
        {number}Cuộc họp
      </h2>
      {!frozen && (
        <p className="quiet">
          Mỗi xóm một cuộc họp. Xóm từ 200 hộ hoặc ở phân tán có thể họp theo cụm, khi UBND xã đã duyệt kế hoạch. NĐ 59/2023/NĐ-CP, Điều 3.
        </p>
      )}
      {meetings.map((one, place) => (
        <fieldset key={one.key} className="desk-decision-item">
          <legend className="desk-part-title">Cuộc họp {place + 1}</legend>
          {frozen ? (
            <>
              <p>
                {one.label}: {spokenTime(one.time)}, {longDate(one.day)}, tại {one.place}
              </p>
              <Minutes one={one} place={place} faults={faults} change={(part) => change(one.key, part)} />
            </>
          ) : (
            <>
              <div className="desk-pair">
                {hamlets.length > 1 && (
                  <SelectField
                    label="Xóm"
                    value={one.hamletKey}
                    choices={hamlets.map(({ key, name }) => ({ value: key, name }))}
                    fault={faults[`meetings.${place}.hamletKey`]}
                    onChange={(hamletKey) => change(one.key, { hamletKey })}
                  />
                )}
                <Field
                  label="Cả xóm, hay cụm nào"
                  value={one.label}
                  maxLength={80}
                  fault={faults[`meetings.${place}.label`]}
                  onChange={(label) => change(one.key, { label })}
                />
              </div>
              <div className="desk-pair">
                <DayField
                  label="Ngày họp"
                  value={one.day}
                  fault={faults[`meetings.${place}.day`]}
                  onChange={(day) => change(one.key, { day })}
                />
                <TimeField
                  label="Giờ họp"
                  value={one.time}
                  fault={faults[`meetings.${place}.time`]}
                  onChange={(time) => change(one.key, { time })}
                />
              </div>
              <Field
                label="Nơi họp"
                value={one.place}
                maxLength={160}
                placeholder="Nhà văn hóa xóm"
                fault={faults[`meetings.${place}.place`]}
                onChange={(where) => change(one.key, { place: where })}
              />
              <button
                type="button"
                className="text-button"
                onClick={() => onChange({ meetings: meetings.filter(({ key }) => key !== one.key) })}
              >
                <Trash2 aria-hidden="true" size={18} /> Bỏ cuộc họp {place + 1}
              </button>
            </>
          )}
        </fieldset>
      ))}
      {!frozen && meetings.length < mostMeetings && (
        <button type="button" className="text-button" onClick={() => add(1)}>
          <Plus aria-hidden="true" size={18} /> Thêm cuộc họp
        </button>
      )}
      {!frozen && without.length > 1 && meetings.length < mostMeetings && (
        <button type="button" className="text-button" onClick={() => add(without.length)}>
          <Plus aria-hidden="true" size={18} /> Thêm cho {without.length} xóm còn lại{meetings.length > 0 && ', cùng ngày giờ'}
        </button>
      )}
    </section>
  );
}

type MinutesProps = { one: FormMeeting; place: number; faults: PartProps['faults']; change: (part: Partial<FormMeeting>) => void };

/** For the minutes (Mẫu 02, 03): who led, when it began and ended, what was said. */
function Minutes({ one, place, faults, change }: MinutesProps) {
  return (
    <details className="desk-fold" open={one.presiding !== '' || one.discussion !== ''}>
      <summary>Ghi biên bản cuộc họp</summary>
      <div className="desk-form">
        <MinutesFields one={one} at={(field) => faults[`meetings.${place}.${field}`]} change={change} />
      </div>
    </details>
  );
}
