import { type DeskAssent, type DeskInitiative, listAssents, removeAssent } from 'backend/contracts/initiatives';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Failure, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';
import { sayToOfficer } from '../console-words.js';
import { useSave } from '../use-save.js';

const wayWords = { app: 'trong ứng dụng', paper: 'trên giấy' } as const;

type Props = { id: string; mayRemove: boolean; onRemoved: (next: DeskInitiative) => void };

/** Which households agree, for who is responsible; each look is in the audit log. Opened when it is wanted. */
export function AssentsPart(props: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="desk-fold" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>Danh sách hộ đã đồng thuận (xem có ghi nhật ký)</summary>
      {isOpen && <List {...props} />}
    </details>
  );
}

function List({ id, mayRemove, onRemoved }: Props) {
  const request = { params: { id }, query: {} };
  const list = useApi(listAssents, request, { revalidateOnFocus: false });
  const more = useMore(listAssents, request, list.data?.next ?? null);
  const [asks, setAsks] = useState<DeskAssent | null>(null);
  const rows = [...(list.data?.assents ?? []), ...more.pages.flatMap(({ assents }) => assents)];
  if (list.data === undefined)
    return list.error === undefined ? <Skeleton rows={3} /> : <Failure failure={list.error} onRetry={() => void list.mutate()} />;
  return (
    <>
      {rows.length === 0 && <p className="quiet">Chưa có hộ nào đồng thuận.</p>}
      <ul className="rows" aria-label="Hộ đã đồng thuận">
        {rows.map((assent) => (
          <li key={assent.householdId} className="row">
            <span className="row-words">
              <span className="row-name">
                {assent.code === null ? 'Hộ không còn trong sổ' : `${assent.code} · ${assent.headName ?? ''}`}
              </span>
              <span className="quiet">
                {assent.hamletName} · {wayWords[assent.way]}, ngày {plainDate(assent.givenOn)}
                {assent.recordedBy !== null && `, ${assent.recordedBy} ghi`}
              </span>
              {!assent.counts && <span className="desk-unsure">Không còn tính: quá ba tháng, hoặc hộ không còn trong sổ.</span>}
            </span>
            {mayRemove && assent.way === 'paper' && (
              <button type="button" className="desk-tool desk-tool-danger" onClick={() => setAsks(assent)}>
                Ghi nhầm, bỏ ra
              </button>
            )}
          </li>
        ))}
      </ul>
      {more.button}
      {asks !== null && <RemoveDialog id={id} assent={asks} onClose={() => setAsks(null)} onRemoved={onRemoved} />}
    </>
  );
}

function RemoveDialog({
  id,
  assent,
  onClose,
  onRemoved,
}: {
  id: string;
  assent: DeskAssent;
  onClose: () => void;
  onRemoved: Props['onRemoved'];
}) {
  const { busy, failure, save } = useSave();
  const remove = async () => {
    let next: DeskInitiative | null = null;
    const sent = await save(
      {},
      async () => {
        next = await call(removeAssent, { params: { id, householdId: assent.householdId } });
      },
      'Đã bỏ chữ ký ghi nhầm.',
    );
    if (sent && next !== null) onRemoved(next);
  };
  return (
    <Dialog
      title="Bỏ chữ ký ghi nhầm?"
      onClose={onClose}
      actions={
        <>
          <Button look="danger" busy={busy} onPress={() => void remove()}>
            Bỏ ra
          </Button>
          <Button look="quiet" onPress={onClose}>
            Giữ nguyên
          </Button>
        </>
      }
    >
      <p>Hộ {assent.code ?? ''} sẽ không còn được tính là đồng thuận. Việc này được ghi vào nhật ký.</p>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
    </Dialog>
  );
}
