import { useState } from 'react';
import { Field } from '../../components/field.js';
import { filled, placeholders, unknownPlaceholder } from '../feedback/answer-text.js';
import { SelectField } from '../fields.js';
import type { PartProps } from './feedback-settings-page.js';
import type { TemplateForm } from './settings-form.js';

const example = { reporterName: 'Nông Thị Thơm', code: 'PA-1234-5678', hamletName: 'Xóm 5' };

/** Words to begin an answer with; what is filled in stands in double braces, and is shown filled in. */
export function TemplatesPart({ form, faults, onChange }: PartProps) {
  const [open, setOpen] = useState<number | null>(null);
  const { templates, categories } = form;
  const change = (place: number, part: Partial<TemplateForm>) =>
    onChange({ templates: templates.map((one, at) => (at === place ? { ...one, ...part } : one)) });
  const isWrong = (place: number) => Object.keys(faults).some((field) => field.startsWith(`body.templates.${place}.`));
  const categoryName = (wanted: string) => categories.find(({ key }) => key === wanted)?.name;
  return (
    <section className="desk-step" aria-labelledby="templates-title">
      <h2 id="templates-title" className="section-title">
        Mẫu trả lời
      </h2>
      <p className="quiet">Cán bộ chèn mẫu rồi sửa cho đúng việc. Câu trả lời nào cũng phải qua Chủ tịch duyệt.</p>
      <ul className="desk-records">
        {templates.map((template, place) => (
          <li key={template.key === '' ? `new-${place}` : template.key} className="settings-record">
            {open === place || isWrong(place) ? (
              <TemplateFields
                template={template}
                place={place}
                faults={faults}
                categories={categories}
                onChange={(part) => change(place, part)}
                onClose={() => setOpen(null)}
                onRemove={() => {
                  setOpen(null);
                  onChange({ templates: templates.filter((_, at) => at !== place) });
                }}
              />
            ) : (
              <>
                <span>
                  <strong>{template.title === '' ? 'Mẫu mới' : template.title}</strong>
                  <span className="quiet desk-block">{categoryName(template.categoryKey) ?? 'Mọi lĩnh vực'}</span>
                </span>
                <button type="button" className="desk-tool" aria-label={`Sửa mẫu ${template.title}`} onClick={() => setOpen(place)}>
                  Sửa
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      {templates.length < 100 && (
        <button
          type="button"
          className="desk-tool"
          onClick={() => {
            setOpen(templates.length);
            onChange({ templates: [...templates, { key: '', title: '', text: 'Kính gửi ông/bà {{ten}},\n\n', categoryKey: '' }] });
          }}
        >
          Thêm mẫu
        </button>
      )}
    </section>
  );
}

type TemplateFieldsProps = {
  template: TemplateForm;
  place: number;
  faults: PartProps['faults'];
  categories: PartProps['form']['categories'];
  onChange: (part: Partial<TemplateForm>) => void;
  onClose: () => void;
  onRemove: () => void;
};

function TemplateFields({ template, place, faults, categories, onChange, onClose, onRemove }: TemplateFieldsProps) {
  const category = categories.find(({ key }) => key === template.categoryKey);
  const unknown = unknownPlaceholder(
    template.text,
    placeholders.map(({ code }) => code),
  );
  const fault = faults[`body.templates.${place}.text`] ?? (unknown === null ? undefined : `Không có chỗ điền ${unknown}.`);
  return (
    <fieldset className="settings-fields">
      <legend className="visually-hidden">{template.title === '' ? 'Mẫu mới' : template.title}</legend>
      <div className="desk-pair">
        <Field
          label="Tên mẫu"
          value={template.title}
          maxLength={80}
          fault={faults[`body.templates.${place}.title`]}
          onChange={(title) => onChange({ title })}
        />
        <SelectField
          label="Dùng cho"
          value={template.categoryKey}
          choices={[
            { value: '', name: 'Mọi lĩnh vực' },
            ...categories.filter(({ key }) => key !== '').map(({ key, name }) => ({ value: key, name })),
          ]}
          fault={faults[`body.templates.${place}.categoryKey`]}
          onChange={(categoryKey) => onChange({ categoryKey })}
        />
      </div>
      <fieldset className="desk-chips">
        <legend className="desk-under">Chèn chỗ điền sẵn</legend>
        {placeholders.map(({ code, name }) => (
          <button
            key={code}
            type="button"
            className="desk-count"
            title={code}
            onClick={() => onChange({ text: `${template.text}${code}` })}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <Field label="Lời mẫu" rows={7} value={template.text} fault={fault} onChange={(text) => onChange({ text })} />
      <div>
        <p className="desk-part-title">Khi chèn vào một phản ánh mẫu</p>
        <p className="report-text report-quote">
          {filled(template.text, { ...example, categoryName: category?.name ?? 'Đường, điện, nước' })}
        </p>
      </div>
      <div className="desk-tools">
        <button type="button" className="desk-tool" onClick={onClose}>
          Xong mẫu này
        </button>
        <button type="button" className="desk-tool desk-tool-danger" onClick={onRemove}>
          Bỏ mẫu này
        </button>
      </div>
    </fieldset>
  );
}
