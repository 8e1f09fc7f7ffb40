import { reportKinds } from 'backend/contracts/feedback';
import { useState } from 'react';
import { Field } from '../../components/field.js';
import { Toggle } from '../../components/toggle.js';
import { kindWords } from '../../features/feedback/report-words.js';
import { NumberField, SelectField } from '../fields.js';
import type { PartProps } from './feedback-settings-page.js';
import { type CategoryForm, emptyCategory } from './settings-form.js';

/** What residents choose from, each with its kind by law and its days; one is open at a time. */
export function CategoriesPart({ form, faults, onChange }: PartProps) {
  const [open, setOpen] = useState<number | null>(null);
  const { categories } = form;
  const change = (place: number, part: Partial<CategoryForm>) =>
    onChange({ categories: categories.map((one, at) => (at === place ? { ...one, ...part } : one)) });
  const isWrong = (place: number) => Object.keys(faults).some((field) => field.startsWith(`body.categories.${place}.`));
  return (
    <section className="desk-step" aria-labelledby="categories-title">
      <h2 id="categories-title" className="section-title">
        Lĩnh vực
      </h2>
      <p className="quiet">Người dân chọn một lĩnh vực khi gửi. Lĩnh vực thôi dùng vẫn còn ở những phản ánh cũ.</p>
      <ul className="desk-records">
        {categories.map((category, place) => (
          <li key={category.key === '' ? `new-${place}` : category.key} className="settings-record">
            {open === place || isWrong(place) ? (
              <CategoryFields
                category={category}
                place={place}
                faults={faults}
                onChange={(part) => change(place, part)}
                onClose={() => setOpen(null)}
              />
            ) : (
              <>
                <span>
                  <strong>{category.name === '' ? 'Lĩnh vực mới' : category.name}</strong>
                  <span className="quiet desk-block">
                    {[
                      kindWords[category.kind],
                      category.workingDays === '' ? 'hạn theo loại' : `${category.workingDays} ngày làm việc`,
                      category.active ? null : 'thôi dùng',
                    ]
                      .filter((part) => part !== null)
                      .join(' · ')}
                  </span>
                </span>
                <button type="button" className="desk-tool" aria-label={`Sửa lĩnh vực ${category.name}`} onClick={() => setOpen(place)}>
                  Sửa
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      {categories.length < 40 && (
        <button
          type="button"
          className="desk-tool"
          onClick={() => {
            setOpen(categories.length);
            onChange({ categories: [...categories, emptyCategory] });
          }}
        >
          Thêm lĩnh vực
        </button>
      )}
    </section>
  );
}

type CategoryFieldsProps = {
  category: CategoryForm;
  place: number;
  faults: PartProps['faults'];
  onChange: (part: Partial<CategoryForm>) => void;
  onClose: () => void;
};

function CategoryFields({ category, place, faults, onChange, onClose }: CategoryFieldsProps) {
  const fault = (field: keyof CategoryForm) => faults[`body.categories.${place}.${field}`];
  return (
    <fieldset className="settings-fields">
      <legend className="visually-hidden">{category.name === '' ? 'Lĩnh vực mới' : category.name}</legend>
      <div className="desk-pair">
        <Field label="Tên" value={category.name} maxLength={60} fault={fault('name')} onChange={(name) => onChange({ name })} />
        <Field
          label="Ví dụ cho người dân"
          value={category.examples}
          maxLength={150}
          fault={fault('examples')}
          onChange={(examples) => onChange({ examples })}
        />
      </div>
      <div className="desk-pair">
        <SelectField
          label="Loại theo luật"
          value={category.kind}
          choices={reportKinds.map((value) => ({ value, name: kindWords[value] }))}
          fault={fault('kind')}
          onChange={(kind) => onChange({ kind: reportKinds.find((one) => one === kind) ?? 'reflection' })}
        />
        <NumberField
          label="Hạn trả lời (ngày làm việc)"
          hint="Để trống: theo phần Thời hạn."
          min={1}
          max={60}
          value={category.workingDays}
          fault={fault('workingDays')}
          onChange={(workingDays) => onChange({ workingDays })}
        />
      </div>
      <Field
        label="Câu nhắc khi việc khẩn cấp"
        hint="Hiện khi người dân chọn lĩnh vực này. Để trống nếu không cần."
        value={category.emergency}
        maxLength={200}
        fault={fault('emergency')}
        onChange={(emergency) => onChange({ emergency })}
      />
      <Toggle name="Cho người dân chọn" on={category.active} onChange={(active) => onChange({ active })} />
      <button type="button" className="desk-tool" onClick={onClose}>
        Xong lĩnh vực này
      </button>
    </fieldset>
  );
}
