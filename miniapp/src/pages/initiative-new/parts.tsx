import '../../features/initiatives/initiatives.css';
import { type DecisionItem, decisionItems } from 'backend/contracts/decisions';
import { listPromise, longestCost, longestTitle, longestWords } from 'backend/contracts/initiatives';
import { Link } from 'react-router-dom';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import type { InitiativeDraft } from '../../features/initiatives/draft.js';

type PartProps = {
  draft: InitiativeDraft;
  faults: Readonly<Record<string, string>>;
  onChange: (part: Partial<InitiativeDraft>) => void;
};

/** What and why. */
export function What({ draft, faults, onChange }: PartProps) {
  return (
    <>
      <Field
        label="Việc muốn đề xuất"
        hint="Một câu, ví dụ: Làm đèn chiếu sáng đường xóm."
        value={draft.title}
        maxLength={longestTitle}
        fault={faults['body.title']}
        onChange={(name) => onChange({ title: name })}
      />
      <Field
        label="Làm gì, ở đâu?"
        hint="Xin đừng ghi số điện thoại, số căn cước: ai cũng đọc được."
        rows={5}
        value={draft.what}
        maxLength={longestWords}
        fault={faults['body.what']}
        onChange={(what) => onChange({ what })}
      />
      <Field
        label="Vì sao nên làm?"
        rows={4}
        value={draft.why}
        maxLength={longestWords}
        fault={faults['body.why']}
        onChange={(why) => onChange({ why })}
      />
    </>
  );
}

const unsure = 'unsure';

/** Who shall discuss it, of which kind it is, what it costs. */
export function Who({ draft, faults, hamletName, onChange }: PartProps & { hamletName: string }) {
  return (
    <>
      <Choices
        legend="Ai cùng bàn việc này?"
        choices={[
          { value: 'hamlet', name: hamletName, detail: 'Các hộ trong xóm đồng thuận và bàn' },
          { value: 'commune', name: 'Toàn xã', detail: 'Các hộ trong cả xã đồng thuận và bàn' },
        ]}
        value={draft.scope}
        onChoose={(scope) => onChange({ scope })}
      />
      <Choices
        legend="Việc này thuộc loại nào?"
        choices={[
          ...decisionItems.map(({ item, name }) => ({ value: String(item), name })),
          { value: unsure, name: 'Tôi không rõ', detail: 'Người xem xét sẽ xếp giúp' },
        ]}
        value={draft.item === null ? unsure : String(draft.item)}
        onChoose={(value) => onChange({ item: value === unsure ? null : (Number(value) as DecisionItem) })}
      />
      <Field
        label="Kinh phí dự tính (không bắt buộc)"
        hint="Ví dụ: khoảng 36 triệu đồng, mỗi hộ góp 300 nghìn."
        value={draft.cost}
        maxLength={longestCost}
        fault={faults['body.cost']}
        onChange={(cost) => onChange({ cost })}
      />
    </>
  );
}

type CheckProps = PartProps & { household: { hamletName: string }; checkWithin: number };

/** A look at all of it, and the word of who answers for the list. */
export function Check({ draft, faults, household, checkWithin, onChange }: CheckProps) {
  const fault = faults['body.answersForList'];
  return (
    <>
      <section className="card" aria-label="Xem lại đề xuất">
        <h2 className="title">{draft.title}</h2>
        <dl className="initiative-facts">
          <div>
            <dt className="quiet">Làm gì</dt>
            <dd className="initiative-said">{draft.what}</dd>
          </div>
          <div>
            <dt className="quiet">Vì sao</dt>
            <dd className="initiative-said">{draft.why}</dd>
          </div>
          {draft.cost.trim() !== '' && (
            <div>
              <dt className="quiet">Kinh phí dự tính</dt>
              <dd>{draft.cost}</dd>
            </div>
          )}
          <div>
            <dt className="quiet">Ai cùng bàn</dt>
            <dd>{draft.scope === 'commune' ? 'Toàn xã' : household.hamletName}</dd>
          </div>
        </dl>
        <Link to="/initiatives/new?step=what" className="more-link">
          Sửa lại
        </Link>
      </section>
      <Notice title="Gửi rồi thì sao?">
        <p>
          Trong {checkWithin} ngày làm việc, trưởng xóm hoặc xã xem việc này có thuộc việc Nhân dân bàn, quyết định không. Được nhận thì bà
          con đọc được, kèm tên của ông/bà; các hộ có ba tháng để đồng thuận.
        </p>
      </Notice>
      <label className="initiative-accept">
        <input
          type="checkbox"
          checked={draft.answersForList}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : 'list-fault'}
          onChange={(event) => onChange({ answersForList: event.target.checked })}
        />
        <span>{listPromise}</span>
      </label>
      {fault !== undefined && (
        <p id="list-fault" className="field-fault">
          {fault}
        </p>
      )}
    </>
  );
}
