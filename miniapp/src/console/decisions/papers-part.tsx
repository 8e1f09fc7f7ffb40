import { receiptsPath } from 'backend/contracts/decisions';
import { type DeskDecision, paperPath, votesPath } from 'backend/contracts/decisions-desk';
import { hamletsWhere } from 'backend/contracts/permissions';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../../features/residents/use-me.js';
import { download } from '../../session.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { papersOf } from './decision-words.js';

/** What can be printed or taken out at this stage; each taking out is written down in the journal. */
export function PapersPart({ one }: { one: DeskDecision }) {
  const many = one.counts.length > 1;
  const [hamletKey, setHamletKey] = useState('');
  const papers = papersOf(one);
  const isClosed = one.status === 'closed';
  const me = useMe().data;
  // Who knows a household's receipt could find its choice among the votes: nobody of the hamlet takes them out.
  const recounts = me !== undefined && hamletsWhere({ ...me, hamletKeys: [] }, 'decisions.close') === null;
  const stem = one.number.replace(/[^\p{L}\p{N}]+/gu, '-');
  if (papers.length === 0) return null;
  return (
    <section className="desk-step" aria-labelledby="papers-title">
      <h2 id="papers-title" className="section-title">
        Giấy tờ
      </h2>
      <p className="quiet">In ra ký, đóng dấu như thường. Mẫu theo Nghị định 59/2023/NĐ-CP.</p>
      {many && (
        <SelectField
          label="Của xóm"
          value={hamletKey}
          choices={[{ value: '', name: 'Cả xã' }, ...one.counts.map((row) => ({ value: row.hamletKey, name: row.hamletName }))]}
          onChange={setHamletKey}
        />
      )}
      <ul className="desk-records" aria-label="Giấy tờ tải về">
        {papers.map(({ form, name, formats }) => (
          <li key={form}>
            <span>
              {name}
              {form === 'ballots' && many && hamletKey === '' && <span className="quiet desk-block">Chọn xóm để in phiếu của xóm ấy.</span>}
            </span>
            <span className="desk-decision-files">
              {(form === 'ballots' && many && hamletKey === '' ? [] : formats).map((format) => (
                <FileButton
                  key={format}
                  path={`${paperPath(one.id, form, format)}${hamletKey === '' ? '' : `?hamletKey=${hamletKey}`}`}
                  file={`${stem}-${form}${hamletKey === '' ? '' : `-${hamletKey}`}.${format}`}
                  name={name}
                  kind={format === 'pdf' ? 'PDF' : 'Word'}
                />
              ))}
            </span>
          </li>
        ))}
        {isClosed && recounts && (one.way !== 'meeting' || one.draft.meetingVote === 'ballot') && (
          <li>
            <span>
              Các phiếu để kiểm lại
              <span className="quiet desk-block">Không có tên hộ, không theo thứ tự; ai có tệp cũng cộng lại được.</span>
            </span>
            <span className="desk-decision-files">
              <FileButton path={votesPath(one.id)} file={`${stem}-phieu.csv`} name="Các phiếu để kiểm lại" kind="CSV" />
            </span>
          </li>
        )}
        {isClosed && one.way === 'online' && (
          <li>
            <span>
              Mã biên nhận
              <span className="quiet desk-block">Hộ đối chiếu mã của mình để biết phiếu có trong hòm.</span>
            </span>
            <span className="desk-decision-files">
              <FileButton path={receiptsPath(one.id)} file={`${stem}-bien-nhan.csv`} name="Mã biên nhận" kind="CSV" />
            </span>
          </li>
        )}
      </ul>
    </section>
  );
}

function FileButton({ path, file, name, kind }: { path: string; file: string; name: string; kind: string }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const take = async () => {
    setBusy(true);
    setFault(null);
    try {
      const url = URL.createObjectURL(await download(path));
      const link = document.createElement('a');
      link.href = url;
      link.download = file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch (error) {
      setFault(sayToOfficer(failureOf(error)));
    }
    setBusy(false);
  };
  return (
    <span>
      <button
        type="button"
        className="desk-tool"
        disabled={busy}
        aria-busy={busy}
        aria-label={`${kind}: ${name}`}
        onClick={() => void take()}
      >
        <Download aria-hidden="true" size={18} /> {kind}
      </button>
      {fault !== null && (
        <span className="field-fault desk-block" role="alert">
          {fault}
        </span>
      )}
    </span>
  );
}
