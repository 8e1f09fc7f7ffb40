import type { LegalCheck } from 'backend/contracts/decisions-desk';
import { Ban, CircleAlert, CircleCheck } from 'lucide-react';

const signs = {
  met: { Icon: CircleCheck, word: 'Đạt' },
  missing: { Icon: CircleAlert, word: 'Còn thiếu' },
  forbidden: { Icon: Ban, word: 'Không được' },
} as const;

const parts = [
  { before: 'announce', name: 'Trước khi thông báo' },
  { before: 'open', name: 'Trước khi mở' },
] as const;

type ChecksPartProps = { checks: readonly LegalCheck[]; rule: string | null; note: string };

/** The legality gate: what the law asks for, whether it is met, by which article; what is not met stands first. `note` says of what state it speaks. */
export function ChecksPart({ checks, rule, note }: ChecksPartProps) {
  const met = checks.filter(({ state }) => state === 'met');
  const open = checks.length - met.length;
  return (
    <section className="desk-step" aria-labelledby="checks-title">
      <div>
        <h2 id="checks-title" className="section-title">
          Điều kiện của luật
        </h2>
        <p className="quiet">
          {open === 0 ? 'Đã đạt tất cả. ' : `Còn ${open}/${checks.length} điều kiện chưa đạt. `}
          {note}
        </p>
      </div>
      {rule !== null && (
        <p>
          <strong>Cách tính:</strong> {rule}
        </p>
      )}
      {parts.map(({ before, name }) => {
        const rows = checks.filter((check) => check.before === before && check.state !== 'met');
        if (rows.length === 0) return null;
        return (
          <div key={before} className="desk-decision-gate">
            <h3 className="desk-part-title">{name}</h3>
            <Rows checks={rows} />
          </div>
        );
      })}
      {met.length > 0 && (
        <details className="desk-fold" open={open === 0}>
          <summary>Đã đạt {met.length} điều kiện</summary>
          <Rows checks={met} />
        </details>
      )}
    </section>
  );
}

function Rows({ checks }: { checks: readonly LegalCheck[] }) {
  return (
    <ul className="desk-decision-checks">
      {checks.map((check) => {
        const { Icon, word } = signs[check.state];
        return (
          <li key={check.key} data-state={check.state}>
            <Icon aria-hidden="true" size={20} />
            <span>
              <span className="desk-decision-sign">{word}:</span> {check.requirement}
              {check.detail !== null && check.detail !== '' && <span className="desk-block">{check.detail}</span>}
              <span className="quiet desk-block">{check.article}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
