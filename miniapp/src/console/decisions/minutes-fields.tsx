import { Field } from '../../components/field.js';
import { TimeField } from '../fields.js';
import type { FormMeeting } from './decision-form.js';

/** Who led a meeting, when it began and ended, what was said. */
type Minutes = Pick<FormMeeting, 'presiding' | 'secretary' | 'startedAt' | 'endedAt' | 'discussion'>;
type MinutesFieldsProps = { one: Minutes; at: (field: keyof Minutes) => string | undefined; change: (part: Partial<Minutes>) => void };

export function MinutesFields({ one, at, change }: MinutesFieldsProps) {
  return (
    <>
      <div className="desk-pair">
        <Field
          label="Chủ tọa"
          value={one.presiding}
          maxLength={80}
          fault={at('presiding')}
          onChange={(presiding) => change({ presiding })}
        />
        <Field
          label="Thư ký"
          value={one.secretary}
          maxLength={80}
          fault={at('secretary')}
          onChange={(secretary) => change({ secretary })}
        />
      </div>
      <div className="desk-pair">
        <TimeField label="Bắt đầu lúc" value={one.startedAt} fault={at('startedAt')} onChange={(startedAt) => change({ startedAt })} />
        <TimeField label="Kết thúc lúc" value={one.endedAt} fault={at('endedAt')} onChange={(endedAt) => change({ endedAt })} />
      </div>
      <Field
        label="Ý kiến thảo luận"
        hint="Ghi ngắn gọn; vào biên bản đúng như vậy."
        rows={5}
        value={one.discussion}
        maxLength={4_000}
        fault={at('discussion')}
        onChange={(discussion) => change({ discussion })}
      />
    </>
  );
}
