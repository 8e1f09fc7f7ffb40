import './households.css';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { applyImport, importMostBytes, previewImport } from 'backend/contracts/households';
import { useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/states.js';
import { upload } from '../../session.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { DownloadButton } from './export-button.js';
import { number } from './household-words.js';

type Preview = ReplyOf<typeof previewImport>;
type Applied = ReplyOf<typeof applyImport>;
type State =
  | { kind: 'empty' }
  | { kind: 'reading'; name: string }
  | { kind: 'seen'; file: File; preview: Preview }
  | { kind: 'done'; applied: Applied };

/** The book from Excel: choose a file, see row by row what would happen, then take over exactly that. */
export function ImportPage() {
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [state, setState] = useState<State>({ kind: 'empty' });
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const back = () => navigate('/console/households');

  const look = async (file: File) => {
    setFault(null);
    if (file.size > importMostBytes) {
      setFault('Tệp lớn quá 2 MB. Xin xóa hình ảnh, trang tính thừa hoặc chia thành nhiều tệp.');
      return;
    }
    setState({ kind: 'reading', name: file.name });
    try {
      const preview = answered(isPreview, await upload(previewImport.path, asBytes(file)));
      setState({ kind: 'seen', file, preview });
      announce('Đã đọc xong tệp.');
    } catch (error) {
      setState({ kind: 'empty' });
      setFault(sayWithDetail(error));
    }
  };
  const apply = async (file: File, digest: string, leaveOutWrong: boolean) => {
    setFault(null);
    setBusy(true);
    try {
      const answer = await upload(`${applyImport.path}?digest=${digest}&leaveOutWrong=${leaveOutWrong}`, asBytes(file));
      setState({ kind: 'done', applied: answered(isApplied, answer) });
      announce('Đã nạp xong.');
    } catch (error) {
      const refused = failureOf(error);
      setFault(sayWithDetail(refused));
      if (refused.code === 'import_changed') void look(file);
    }
    setBusy(false);
  };

  return (
    <Frame title="Nạp sổ hộ từ Excel" onBackToList={back}>
      <button type="button" className="desk-tool households-back" onClick={back}>
        Về sổ hộ
      </button>
      {fault !== null && (
        <Notice tone="danger" urgent>
          <p>{fault}</p>
        </Notice>
      )}
      {state.kind === 'done' ? (
        <Done applied={state.applied} onAgain={() => setState({ kind: 'empty' })} onBack={back} />
      ) : (
        <>
          <ChooseFile
            name={state.kind === 'reading' ? state.name : state.kind === 'seen' ? state.file.name : null}
            isReading={state.kind === 'reading'}
            onChoose={(file) => void look(file)}
          />
          {state.kind === 'seen' && (
            <Seen
              key={state.preview.digest}
              preview={state.preview}
              busy={busy}
              onApply={(digest, leaveOutWrong) => void apply(state.file, digest, leaveOutWrong)}
            />
          )}
        </>
      )}
    </Frame>
  );
}

/** Excel's type or none: the server looks at the bytes. */
const asBytes = (file: File) => new Blob([file], { type: 'application/octet-stream' });

const holds = (answer: unknown, name: string): answer is Record<string, unknown> =>
  typeof answer === 'object' && answer !== null && 'counts' in answer && name in answer;
const isPreview = (answer: unknown): answer is Preview => holds(answer, 'faults');
const isApplied = (answer: unknown): answer is Applied => holds(answer, 'skipped');
function answered<T>(is: (answer: unknown) => answer is T, answer: unknown): T {
  if (!is(answer)) throw new CallFailure('internal', 0);
  return answer;
}

/** The server knows which column is missing. */
function sayWithDetail(error: unknown): string {
  const failure = failureOf(error);
  return failure.detail !== '' && /^(import|file)_/.test(failure.code) ? failure.detail : sayToOfficer(failure);
}

function ChooseFile({ name, isReading, onChoose }: { name: string | null; isReading: boolean; onChoose: (file: File) => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <section className="desk-step" aria-label="Chọn tệp">
      <p>
        Tệp Excel (.xlsx) hoặc CSV UTF-8, mỗi hộ một dòng, tối đa 5.000 hộ và 2 MB. Ông/bà xem trước từng dòng; chưa bấm nạp thì sổ chưa đổi
        gì.
      </p>
      <div className="households-line">
        <DownloadButton path="/desk/households/template.xlsx" fileName="Mau-so-ho.xlsx">
          Tải tệp mẫu
        </DownloadButton>
      </div>
      <input
        ref={input}
        id={id}
        type="file"
        className="visually-hidden"
        accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        tabIndex={-1}
        aria-label="Tệp sổ hộ"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) onChoose(file);
          // The same file, mended and chosen again, is to be read again.
          event.target.value = '';
        }}
      />
      <Button look={name === null ? 'main' : 'plain'} busy={isReading} onPress={() => input.current?.click()}>
        {name === null ? 'Chọn tệp' : isReading ? `Đang đọc ${name}` : 'Chọn tệp khác'}
      </Button>
      {name !== null && !isReading && <p className="quiet">Đang xem: {name}</p>}
    </section>
  );
}

type SeenProps = { preview: Preview; busy: boolean; onApply: (digest: string, leaveOutWrong: boolean) => void };

function Seen({ preview: { digest, counts, faults, faultCount, changes }, busy, onApply }: SeenProps) {
  const [leavesOut, setLeavesOut] = useState(false);
  const taken = counts.created + counts.changed;
  const hasWrong = counts.wrong > 0;
  return (
    <>
      <section className="desk-step" aria-label="Kết quả đọc tệp">
        <dl className="households-counts">
          {[
            ['Hộ mới', counts.created],
            ['Hộ có sửa', counts.changed],
            ['Giữ nguyên', counts.unchanged],
            ['Dòng sai', counts.wrong],
          ].map(([name, count]) => (
            <div key={name} data-wrong={name === 'Dòng sai' && hasWrong}>
              <dt>{name}</dt>
              <dd>{number(Number(count))}</dd>
            </div>
          ))}
        </dl>
        {taken === 0 && (
          <p>
            {hasWrong ? 'Không có dòng nào nạp được. Xin sửa các dòng sai rồi chọn lại tệp.' : 'Sổ đã đúng như tệp, không có gì để nạp.'}
          </p>
        )}
        {digest !== null && (
          <>
            {hasWrong && (
              <label className="desk-check">
                <input type="checkbox" checked={leavesOut} onChange={(event) => setLeavesOut(event.target.checked)} />
                <span>
                  Bỏ qua {number(counts.wrong)} dòng sai, nạp phần còn lại
                  <span className="quiet desk-block">Các dòng sai có thể sửa rồi nạp lại sau, không bị ghi hai lần.</span>
                </span>
              </label>
            )}
            <Button busy={busy} disabled={hasWrong && !leavesOut} onPress={() => onApply(digest, leavesOut)}>
              Nạp {number(taken)} hộ vào sổ
            </Button>
          </>
        )}
      </section>
      {faults.length > 0 && (
        <section className="desk-step" aria-labelledby="import-faults">
          <h2 id="import-faults" className="section-title">
            Cần sửa
          </h2>
          <table className="households-table">
            <thead>
              <tr>
                <th scope="col">Dòng</th>
                <th scope="col">Cột</th>
                <th scope="col">Sai ở đâu</th>
              </tr>
            </thead>
            <tbody>
              {faults.map(({ row, column, message }) => (
                <tr key={`${row} ${column} ${message}`}>
                  <td>{row}</td>
                  <td>{column ?? 'Cả dòng'}</td>
                  <td>{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {faultCount > faults.length && (
            <p className="quiet">Còn {number(faultCount - faults.length)} chỗ sai nữa, xem tiếp sau khi sửa.</p>
          )}
        </section>
      )}
      {changes.length > 0 && (
        <section className="desk-step" aria-labelledby="import-changes">
          <h2 id="import-changes" className="section-title">
            Sẽ ghi vào sổ
          </h2>
          <table className="households-table">
            <thead>
              <tr>
                <th scope="col">Dòng</th>
                <th scope="col">Mã hộ</th>
                <th scope="col">Chủ hộ</th>
                <th scope="col">Ghi gì</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ row, code, headName, kind, what }) => (
                <tr key={row}>
                  <td>{row}</td>
                  <td>{code}</td>
                  <td>{headName}</td>
                  <td>{kind === 'created' ? `Hộ mới. ${what}` : `Sửa. ${what}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {taken > changes.length && <p className="quiet">Và {number(taken - changes.length)} hộ nữa.</p>}
        </section>
      )}
    </>
  );
}

function Done({ applied: { counts, skipped }, onAgain, onBack }: { applied: Applied; onAgain: () => void; onBack: () => void }) {
  return (
    <section className="desk-step" aria-label="Đã nạp">
      <Notice tone="done" title={`Đã ghi ${number(counts.created)} hộ mới, sửa ${number(counts.changed)} hộ`}>
        {counts.wrong > 0 && <p>{number(counts.wrong)} dòng sai đã bỏ qua. Sửa xong, nạp lại cả tệp cũng không bị ghi hai lần.</p>}
      </Notice>
      {skipped.length > 0 && (
        <Notice tone="attention" title="Có hộ vừa được người khác sửa nên để nguyên">
          <p>{skipped.map(({ row, code }) => `Hộ ${code} (dòng ${row})`).join(', ')}. Xin xem lại rồi nạp lại tệp.</p>
        </Notice>
      )}
      <Button onPress={onBack}>Xem sổ hộ</Button>
      <Button look="quiet" onPress={onAgain}>
        Nạp tệp khác
      </Button>
    </section>
  );
}
