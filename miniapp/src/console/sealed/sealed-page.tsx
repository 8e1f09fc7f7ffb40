import './sealed.css';
import '../feedback/report.css';
import { listSealedPetitions, openSealedPetition, type SealedPetition, type SealedPetitionRow } from 'backend/contracts/sealed-petitions';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { lineFault, oneLine } from '../feedback/act-forms.js';
import { count, momentWords, petitionStepWords } from '../feedback/feedback-words.js';
import { Frame } from '../frame.js';
import { useSave } from '../use-save.js';
import { PetitionView } from './petition-view.js';
import { ReassignDialog } from './reassign-dialog.js';
import { useHideAfter } from './use-hide-after.js';

/** How long an opened petition stays on the screen after the tab was left. */
const shownMilliseconds = 5 * 60_000;

/** Petitions sealed as denunciations: of each there is only its code until its one handler opens it, which is written down. */
export function SealedPage() {
  const navigate = useNavigate();
  const list = useApi(listSealedPetitions, {}, { refreshInterval: 60_000 });
  const [asked, setAsked] = useState<{ what: 'open' | 'reassign'; row: SealedPetitionRow } | null>(null);
  const [opened, setOpened] = useState<SealedPetition | null>(null);
  const [wasHidden, setWasHidden] = useState(false);
  const hide = () => {
    if (opened === null) return;
    setOpened(null);
    setWasHidden(true);
  };
  useHideAfter(shownMilliseconds, hide);
  const close = () => {
    setAsked(null);
    setOpened(null);
  };

  if (opened !== null)
    return (
      <Frame title={opened.code} beside="Đơn thư niêm phong" onBackToList={close}>
        <PetitionView
          petition={opened}
          onNewer={(newer) => {
            setOpened(newer);
            void list.mutate();
          }}
          onClose={close}
          onGiven={() => {
            close();
            void list.mutate();
          }}
        />
      </Frame>
    );
  const rows = list.data?.petitions ?? [];
  return (
    <Frame title="Đơn thư niêm phong" onBackToList={() => navigate('/console')}>
      {wasHidden && (
        <Notice title="Nội dung đã được che lại">
          <p>Đã rời trang này hơn 5 phút. Cần đọc tiếp, xin mở lại và ghi mục đích.</p>
        </Notice>
      )}
      <p>Nội dung tố cáo gửi nhầm vào ứng dụng. Chỉ người được giao mở được; mỗi lần mở đều ghi lại tên, giờ và mục đích.</p>
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={3} />}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>Không có đơn thư nào giao cho tài khoản này.</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <ul className="rows">
          {rows.map((row) => (
            <li key={row.id} className="row sealed-row">
              <span className="row-words">
                <span className="row-name">{row.code}</span>
                <span className="quiet">
                  {petitionStepWords[row.step]} · niêm phong {momentWords(row.sealedAt)}
                </span>
                <PetitionDue row={row} />
              </span>
              <span className="desk-tools">
                {row.isMine && (
                  <button type="button" className="desk-tool" aria-label={`Mở ${row.code}`} onClick={() => setAsked({ what: 'open', row })}>
                    Mở…
                  </button>
                )}
                <button
                  type="button"
                  className="desk-tool"
                  aria-label={`Giao người khác… ${row.code}`}
                  onClick={() => setAsked({ what: 'reassign', row })}
                >
                  Giao người khác…
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {asked?.what === 'open' && (
        <OpenDialog
          row={asked.row}
          onClose={() => setAsked(null)}
          onOpened={(petition) => {
            setAsked(null);
            setWasHidden(false);
            setOpened(petition);
          }}
        />
      )}
      {asked?.what === 'reassign' && (
        <ReassignDialog
          row={asked.row}
          onClose={() => setAsked(null)}
          onGiven={() => {
            setAsked(null);
            void list.mutate();
          }}
        />
      )}
    </Frame>
  );
}

/** Until when its next step is due, in words. */
export function PetitionDue({ row: { dueOn, lateDays } }: { row: Pick<SealedPetitionRow, 'dueOn' | 'lateDays'> }) {
  if (dueOn === null) return null;
  return lateDays > 0 ? (
    <span className="report-warning">
      Trễ {count(lateDays)} ngày làm việc (hạn {plainDate(dueOn)})
    </span>
  ) : (
    <span className="quiet">Bước tiếp theo: trước hết ngày {plainDate(dueOn)}</span>
  );
}

type OpenDialogProps = { row: SealedPetitionRow; onClose: () => void; onOpened: (petition: SealedPetition) => void };

/** Asks what for before it opens, and says that this is kept. */
function OpenDialog({ row, onClose, onOpened }: OpenDialogProps) {
  const { busy, failure, faults, save } = useSave();
  const [purpose, setPurpose] = useState('');
  const open = async () => {
    const fault = lineFault(purpose, 200, 5, 'Xin ghi mở để làm gì.');
    const send = async () => onOpened(await call(openSealedPetition, { params: { id: row.id }, body: { purpose: oneLine(purpose) } }));
    await save(fault === null ? {} : { 'body.purpose': fault }, send, 'Đã mở và ghi lại.');
  };
  return (
    <Dialog
      title={`Mở ${row.code}?`}
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={() => void open()}>
            Mở và ghi lại
          </Button>
          <Button look="quiet" onPress={onClose}>
            Chưa mở
          </Button>
        </>
      }
    >
      <p>Lần mở này được ghi lại: ai mở, lúc nào, để làm gì. Không ai xóa được dòng ấy.</p>
      <Field
        label="Mở để làm gì"
        hint="Ví dụ: phân loại đơn, soạn văn bản chuyển cơ quan có thẩm quyền."
        value={purpose}
        maxLength={200}
        fault={faults['body.purpose']}
        onChange={setPurpose}
      />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
    </Dialog>
  );
}
