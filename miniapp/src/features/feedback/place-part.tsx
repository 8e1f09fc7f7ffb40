import { useId, useState } from 'react';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import type { Draft, Faults } from './draft.js';
import { PositionPart } from './position-part.js';

type Hamlet = { key: string; name: string };

type HamletPartProps = {
  hamlets: readonly Hamlet[];
  ownKey: string | null;
  value: string | null;
  fault: string | undefined;
  legend: string;
  onChoose: (key: string | null) => void;
};

/** In which hamlet: the person's own first, the others in a list that the phone opens large. */
export function HamletPart({ hamlets, ownKey, value, fault, legend, onChoose }: HamletPartProps) {
  const id = useId();
  const own = hamlets.find(({ key }) => key === ownKey);
  const [elsewhere, setElsewhere] = useState(value !== null && value !== own?.key);
  const others = hamlets.filter(({ key }) => key !== own?.key);
  const showsList = own === undefined || elsewhere;

  return (
    <>
      {own !== undefined && (
        <Choices
          legend={legend}
          value={elsewhere ? 'other' : value === own.key ? 'own' : null}
          choices={[
            { value: 'own', name: own.name, detail: 'Xóm của tôi' },
            { value: 'other', name: 'Xóm khác' },
          ]}
          fault={showsList ? undefined : fault}
          onChoose={(choice) => {
            setElsewhere(choice === 'other');
            onChoose(choice === 'own' ? own.key : null);
          }}
        />
      )}
      {showsList && (
        <div className="field">
          <label htmlFor={id} className="field-label">
            {own === undefined ? legend : 'Xóm nào?'}
          </label>
          <select
            id={id}
            className="field-input"
            value={value ?? ''}
            aria-invalid={fault !== undefined}
            aria-describedby={fault === undefined ? undefined : `${id}-fault`}
            onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
          >
            <option value="">Chọn xóm</option>
            {others.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
          {fault !== undefined && (
            <p id={`${id}-fault`} className="field-fault">
              {fault}
            </p>
          )}
        </div>
      )}
    </>
  );
}

type PlacePartProps = {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  hamlets: readonly Hamlet[];
  ownHamletKey: string | null;
  faults: Faults;
};

/** Where it is: hamlet, landmark, and the phone's position when the person wants. */
export function PlacePart({ draft, change, hamlets, ownHamletKey, faults }: PlacePartProps) {
  return (
    <>
      <HamletPart
        legend="Ở xóm nào?"
        hamlets={hamlets}
        ownKey={ownHamletKey}
        value={draft.hamletKey}
        fault={draft.hamletKey === null ? faults['body.place.hamletKey'] : undefined}
        onChoose={(hamletKey) => change({ hamletKey })}
      />
      <Field
        label="Chỗ dễ tìm (không bắt buộc)"
        hint="Ví dụ: trước cổng nhà văn hóa, đầu cầu treo."
        value={draft.landmark}
        maxLength={150}
        fault={faults['body.place.landmark']}
        onChange={(landmark) => change({ landmark })}
      />
      <PositionPart location={draft.location} fault={faults['body.place.location']} onChange={(location) => change({ location })} />
    </>
  );
}
