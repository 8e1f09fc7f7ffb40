import { type DeskConsultation, mostPoints } from 'backend/contracts/consultation-desk';
import { type FormEvent, useState } from 'react';
import { Field } from '../../components/field.js';

type Points = NonNullable<DeskConsultation['synthesis']>['points'];
type BarProps = { points: Points; outsideCount: number; onAdd: (title: string) => Promise<void> };

const opinionsIn = (counts: Points[number]['counts']): number => counts.reduce((sum, { opinions }) => sum + opinions, 0);

/** The groups there are, with the key of each, and a field for another one. */
export function GroupBar({ points, outsideCount, onAdd }: BarProps) {
  const [title, setTitle] = useState('');
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (title.trim().length < 3) return;
    await onAdd(title.normalize('NFC').trim());
    setTitle('');
  };
  return (
    <section className="desk-step" aria-labelledby="groups-title">
      <h2 id="groups-title" className="section-title">
        Nhóm ý kiến
      </h2>
      {points.length === 0 ? (
        <p className="quiet">Chưa có nhóm nào. Gom những ý kiến giống nhau vào một nhóm để trả lời một lần.</p>
      ) : (
        <ul className="desk-consultation-list">
          {points.map(({ key, title: name, counts }, place) => (
            <li key={key}>
              {place < 9 && <kbd>{place + 1}</kbd>} {name} <span className="quiet">({opinionsIn(counts)})</span>
            </li>
          ))}
          {outsideCount > 0 && (
            <li>
              <kbd>0</kbd> Không thuộc nội dung <span className="quiet">({outsideCount})</span>
            </li>
          )}
        </ul>
      )}
      {points.length < mostPoints && (
        <form className="desk-consultation-adding" noValidate onSubmit={(event) => void add(event)}>
          <Field label="Thêm nhóm ý kiến" value={title} maxLength={200} placeholder="Ví dụ: Mức đóng góp" onChange={setTitle} />
          <button type="submit" className="desk-tool" disabled={title.trim().length < 3}>
            Thêm nhóm
          </button>
        </form>
      )}
    </section>
  );
}
