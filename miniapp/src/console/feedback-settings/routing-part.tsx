import { useId } from 'react';
import { Notice } from '../../components/states.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { shortPlace } from '../feedback/feedback-words.js';
import type { PartProps } from './feedback-settings-page.js';
import { defaultOfficer, routed } from './settings-form.js';
import { officerChoices } from './use-handlers.js';

/** Who answers for what: one officer for each category, and others for some hamlets; everything else would be a table nobody reads. */
export function RoutingPart({ form, faults, handlers, onChange }: PartProps) {
  const hamlets = useCommune().data?.hamlets ?? [];
  const { routing } = form;
  const categories = form.categories.filter(({ key }) => key !== '');
  const nobody = categories.filter(({ key, active }) => active && defaultOfficer(routing, key) === '');
  const set = (categoryKey: string, hamletKey: string | null, officerId: string) =>
    onChange({ routing: routed(routing, categoryKey, hamletKey, officerId) });
  const hamletName = (wanted: string) => shortPlace(hamlets.find(({ key }) => key === wanted)?.name ?? wanted);
  return (
    <section className="desk-step" aria-labelledby="routing-title">
      <h2 id="routing-title" className="section-title">
        Phân công
      </h2>
      <p className="quiet">Phản ánh mới tự tới người phụ trách. Xóm nào có người riêng thì tới người ấy.</p>
      {nobody.length > 0 && (
        <Notice tone="attention" title="Có lĩnh vực chưa giao cho ai">
          <p>
            {nobody.length > 4 ? `${nobody.length} lĩnh vực` : nobody.map(({ name }) => name).join('; ')}: phản ánh mới nằm ở “Chưa giao”.
          </p>
        </Notice>
      )}
      <table className="routing">
        <thead>
          <tr>
            <th scope="col">Lĩnh vực</th>
            <th scope="col">Người phụ trách</th>
            <th scope="col">Riêng từng xóm</th>
          </tr>
        </thead>
        <tbody>
          {categories.map(({ key, name, active }) => {
            const place = routing.findIndex((rule) => rule.categoryKey === key && rule.hamletKey === null);
            const exceptions = routing
              .map((rule, at) => ({ ...rule, at }))
              .filter((rule) => rule.categoryKey === key && rule.hamletKey !== null);
            const free = hamlets.filter((hamlet) => !exceptions.some((rule) => rule.hamletKey === hamlet.key));
            return (
              <tr key={key}>
                <th scope="row">
                  {name}
                  {!active && <span className="quiet desk-block">thôi dùng</span>}
                </th>
                <td data-label="Người phụ trách">
                  <Small
                    label={`Người phụ trách ${name}`}
                    value={defaultOfficer(routing, key)}
                    choices={officerChoices(handlers, 'handles', 'Chưa giao ai', defaultOfficer(routing, key))}
                    fault={faults[`body.routing.${place}.officerId`]}
                    onChoose={(officerId) => set(key, null, officerId)}
                  />
                </td>
                <td data-label="Riêng từng xóm">
                  <ul className="routing-hamlets">
                    {exceptions.map((rule) => (
                      <li key={rule.hamletKey}>
                        <span className="routing-hamlet">{hamletName(rule.hamletKey ?? '')}</span>
                        <Small
                          label={`${name}, ${hamletName(rule.hamletKey ?? '')}`}
                          value={rule.officerId}
                          choices={officerChoices(handlers, 'handles', 'Xin chọn', rule.officerId)}
                          fault={faults[`body.routing.${rule.at}.officerId`] ?? faults[`body.routing.${rule.at}.hamletKey`]}
                          onChoose={(officerId) => set(key, rule.hamletKey, officerId)}
                        />
                        <button
                          type="button"
                          className="desk-tool"
                          aria-label={`Bỏ người riêng của ${hamletName(rule.hamletKey ?? '')} cho ${name}`}
                          onClick={() => onChange({ routing: routing.filter((_, at) => at !== rule.at) })}
                        >
                          Bỏ
                        </button>
                      </li>
                    ))}
                  </ul>
                  {free.length > 0 && (
                    <Small
                      label={`Thêm xóm có người riêng cho ${name}`}
                      value=""
                      choices={[{ value: '', name: 'Thêm xóm…' }, ...free.map((hamlet) => ({ value: hamlet.key, name: hamlet.name }))]}
                      fault={undefined}
                      onChoose={(hamletKey) => {
                        if (hamletKey !== '') set(key, hamletKey, '');
                      }}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {form.categories.length > categories.length && <p className="quiet">Lĩnh vực mới: lưu trước, rồi phân công.</p>}
    </section>
  );
}

type SmallProps = {
  label: string;
  value: string;
  choices: readonly { value: string; name: string }[];
  fault: string | undefined;
  onChoose: (value: string) => void;
};

/** A select whose name stands in the table's heads. */
function Small({ label, value, choices, fault, onChoose }: SmallProps) {
  const id = useId();
  return (
    <span className="routing-choice">
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <select
        id={id}
        className="desk-small-input"
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onChange={(event) => onChoose(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
      {fault !== undefined && (
        <span id={`${id}-fault`} className="field-fault">
          {fault}
        </span>
      )}
    </span>
  );
}
