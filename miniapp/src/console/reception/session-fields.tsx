import { adHocGrounds, type ReceptionSession } from 'backend/contracts/reception';
import { adHocWords } from 'backend/contracts/reception-words';
import { Field } from '../../components/field.js';
import { longDate } from '../../days.js';
import { hoursWords, SessionFacts } from '../../features/reception/session-facts.js';
import { isDay } from '../day-list.js';
import { DayField, NumberField, SelectField, TimeField } from '../fields.js';
import type { Defaults, SessionForm } from './session-form.js';

type FieldsProps = {
  form: SessionForm;
  faults: Readonly<Record<string, string>>;
  defaults: Defaults;
  /** One day, many weeks, or a published session that changes. */
  kind: 'one' | 'weekly' | 'change';
  onChange: (part: Partial<SessionForm>) => void;
};

const weekdays = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu'].map((name, place) => ({ value: String(place + 1), name }));

/** Where, when, by whom: one form for every way of publishing. */
export function SessionFields({ form, faults, defaults, kind, onChange }: FieldsProps) {
  const { leaders, firstDay, rules } = defaults;
  return (
    <>
      <section className="desk-step" aria-labelledby="when-title">
        <h2 id="when-title" className="section-title">
          Khi nào
        </h2>
        {kind === 'weekly' ? (
          <div className="desk-pair">
            <SelectField label="Ngày trong tuần" value={form.weekday} choices={weekdays} onChange={(weekday) => onChange({ weekday })} />
            <NumberField
              label="Mấy tuần"
              min={1}
              max={13}
              value={form.weeks}
              fault={faults['body.weeks']}
              onChange={(weeks) => onChange({ weeks })}
            />
          </div>
        ) : (
          <DayField
            label="Ngày tiếp"
            hint={`Sớm nhất ${longDate(firstDay)}: công bố trước ${rules.publishAhead} ngày làm việc.`}
            value={form.day}
            fault={faults['body.day']}
            onChange={(day) => onChange({ day })}
          />
        )}
        <div className="desk-pair">
          <TimeField label="Từ" value={form.from} fault={faults['body.from']} onChange={(from) => onChange({ from })} />
          <TimeField label="Đến" value={form.to} fault={faults['body.to']} onChange={(to) => onChange({ to })} />
        </div>
        <div className="desk-pair">
          <NumberField
            label="Số chỗ giữ trước"
            min={1}
            max={60}
            value={form.places}
            fault={faults['body.places']}
            onChange={(places) => onChange({ places })}
          />
          <NumberField
            label="Phút mỗi chỗ"
            min={5}
            max={240}
            value={form.minutesEach}
            fault={faults['body.minutesEach']}
            onChange={(minutesEach) => onChange({ minutesEach })}
          />
        </div>
        {kind === 'one' && (
          <>
            <SelectField
              label="Tiếp đột xuất (Điều 18 khoản 3), nếu không kịp công bố trước"
              value={form.ground}
              choices={[
                { value: '', name: 'Không, đây là buổi định kỳ' },
                ...adHocGrounds.map((ground) => ({ value: ground, name: adHocWords[ground] })),
              ]}
              onChange={(value) => onChange({ ground: adHocGrounds.find((one) => one === value) ?? '' })}
            />
            {form.ground !== '' && (
              <Field
                label="Việc gì khiến phải tiếp đột xuất (người dân đọc được)"
                value={form.groundNote}
                maxLength={300}
                fault={faults['body.adHoc.note']}
                onChange={(groundNote) => onChange({ groundNote })}
              />
            )}
          </>
        )}
      </section>
      <section className="desk-step" aria-labelledby="who-title">
        <h2 id="who-title" className="section-title">
          Ai tiếp, ở đâu
        </h2>
        <SelectField
          label="Người tiếp"
          hint="Chủ tịch phải trực tiếp tiếp, không ủy quyền cho cấp phó."
          value={form.leaderOfficerId}
          choices={leaders.map(({ officerId, name, title }) => ({ value: officerId, name: `${title} ${name}` }))}
          fault={faults['body.leaderOfficerId']}
          onChange={(leaderOfficerId) => onChange({ leaderOfficerId })}
        />
        <Field label="Nơi tiếp" value={form.place} maxLength={200} fault={faults['body.place']} onChange={(place) => onChange({ place })} />
        <Field
          label="Thành phần cùng dự"
          value={form.attendees}
          maxLength={300}
          fault={faults['body.attendees']}
          onChange={(attendees) => onChange({ attendees })}
        />
        <Field
          label="Dự kiến nội dung"
          rows={2}
          value={form.content}
          maxLength={500}
          fault={faults['body.content']}
          onChange={(content) => onChange({ content })}
        />
      </section>
    </>
  );
}

/** The session as it will stand in the Mini App. */
export function SessionPreview({ form, defaults }: { form: SessionForm; defaults: Defaults }) {
  const leader = defaults.leaders.find(({ officerId }) => officerId === form.leaderOfficerId) ?? defaults.leaders[0];
  const session: ReceptionSession = {
    id: '',
    day: form.day,
    from: form.from === '' ? '00:00' : form.from,
    to: form.to === '' ? '00:00' : form.to,
    place: form.place,
    leader: { name: leader?.name ?? '', title: leader?.title ?? '' },
    attendees: form.attendees,
    content: form.content,
    adHoc: form.ground === '' ? null : { ground: form.ground, note: form.groundNote },
    places: Number(form.places) || 0,
    placesLeft: Number(form.places) || 0,
    minutesEach: Number(form.minutesEach) || 0,
    state: 'open',
    publishedOn: defaults.firstDay,
    change: null,
    cancelled: null,
  };
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người dân sẽ đọc trong Mini App</figcaption>
      <div className="desk-phone-screen">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard */}
        <section className="desk-reception-phone" tabIndex={0} aria-label="Buổi tiếp như người dân đọc">
          <div className="card reception-card">
            <p className="reception-day">{isDay(session.day) ? longDate(session.day) : 'Ngày tiếp'}</p>
            <p className="reception-hours">{hoursWords(session)}</p>
            <SessionFacts session={session} />
            <p className="reception-places" data-open="true">
              Còn {session.placesLeft} trong {session.places} chỗ
            </p>
          </div>
        </section>
      </div>
    </figure>
  );
}
