import { consultationMatters } from 'backend/contracts/consultation-matters';
import { numbered } from 'backend/contracts/consultation-text';
import { plainDate } from '../../days.js';
import { ConsultationFacts, DraftParts, Papers } from '../../features/consultations/consultation-sheet.js';
import type { DraftForm } from './draft-form.js';

/** The page of the Mini App as it will be read. */
export function DraftPreview({ form, number, closesOn }: { form: DraftForm; number: string | null; closesOn: string | null }) {
  const matter = consultationMatters.find((one) => String(one.number) === form.matter);
  const parts = numbered(form.parts.filter(({ text }) => text.trim() !== '')).map(({ mark, kind, text, number: place }) => ({
    key: mark,
    kind,
    text,
    number: place,
  }));
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người dân sẽ đọc trong Mini App</figcaption>
      <div className="desk-phone-screen">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard */}
        <section className="desk-disclosure-phone" tabIndex={0} aria-label="Trang như người dân đọc">
          <div className="consultation">
            <div>
              <h3 className="title">{form.title.trim() === '' ? 'Tiêu đề' : form.title}</h3>
              {closesOn !== null && (
                <p className="consultation-state" data-state="open">
                  Góp ý đến hết ngày {plainDate(closesOn)}
                </p>
              )}
            </div>
            <p className="consultation-summary">{form.summary.trim() === '' ? 'Ba dòng tóm tắt bằng lời dễ hiểu.' : form.summary}</p>
            <DraftParts parts={parts} level={4} />
            {form.papers.length > 0 && <Papers papers={form.papers.map((paper) => ({ ...paper, url: '' }))} />}
            <ConsultationFacts
              number={number}
              matterName={matter?.name ?? 'Nội dung'}
              source={matter?.source ?? 'Điều 25'}
              forms={form.forms}
              responsible={form.responsible}
              decidedAbove={form.decidedAbove.trim() === '' ? null : form.decidedAbove}
            />
          </div>
        </section>
      </div>
    </figure>
  );
}
