import type { DeskInitiative } from 'backend/contracts/initiatives';

/** The proposal as it is read. */
export function Words({ words: { what, why, cost } }: { words: DeskInitiative['words'] }) {
  return (
    <dl className="initiative-facts">
      <div>
        <dt className="quiet">Làm gì</dt>
        <dd className="initiative-said">{what}</dd>
      </div>
      <div>
        <dt className="quiet">Vì sao</dt>
        <dd className="initiative-said">{why}</dd>
      </div>
      {cost !== null && (
        <div>
          <dt className="quiet">Kinh phí dự tính</dt>
          <dd>{cost}</dd>
        </div>
      )}
    </dl>
  );
}
