import './builder.css';
import { discloseSurvey, type Survey, type surveyFiles } from 'backend/contracts/surveys-desk';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { call, download } from '../../session.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { useSave } from '../use-save.js';

const files = [
  { file: 'tra-loi.xlsx', name: 'Câu trả lời (Excel)' },
  { file: 'tra-loi.csv', name: 'Câu trả lời (CSV)' },
  { file: 'bang-ma.csv', name: 'Bảng mã các câu (CSV)' },
] as const satisfies readonly { file: (typeof surveyFiles)[number]; name: string }[];

const statusOf = { draft: 'đang soạn', published: 'đã công khai', withdrawn: 'đã rút' } as const;

type OutPartProps = { id: string; survey: Survey | undefined; onDisclosed: (newer: Survey) => void };

/** Ways in which the results leave the desk: files for whoever reckons with them, and making them public. */
export function OutPart({ id, survey, onDisclosed }: OutPartProps) {
  const navigate = useNavigate();
  const { busy, failure, save } = useSave();
  const [taking, setTaking] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  const take = async (file: string) => {
    setTaking(file);
    setFault(null);
    try {
      const url = URL.createObjectURL(await download(`/desk/surveys/${id}/${file}`));
      const link = document.createElement('a');
      link.href = url;
      link.download = `khao-sat-${id.slice(-6)}-${file}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch (error) {
      setFault(sayToOfficer(failureOf(error)));
    }
    setTaking(null);
  };
  const disclose = () =>
    void save(
      {},
      async () => {
        const { disclosureId, survey: newer } = await call(discloseSurvey, { params: { id }, body: {} });
        onDisclosed(newer);
        navigate(`/console/disclosures/${disclosureId}`);
      },
      'Đã soạn bản công khai. Xem lại rồi bấm Công khai.',
    );

  const disclosure = survey?.disclosure ?? null;
  return (
    <>
      <section className="desk-step" aria-labelledby="survey-out">
        <h2 id="survey-out" className="section-title">
          Tải về
        </h2>
        <p className="quiet">Mỗi dòng là một người trả lời, đã trộn thứ tự. Việc tải về được ghi vào nhật ký.</p>
        <div className="desk-survey-tools">
          {files.map(({ file, name }) => (
            <button
              key={file}
              type="button"
              className="desk-tool"
              disabled={taking !== null}
              aria-busy={taking === file}
              onClick={() => void take(file)}
            >
              <Download aria-hidden="true" size={20} />
              {name}
            </button>
          ))}
        </div>
        {fault !== null && (
          <p className="field-fault" role="alert">
            {fault}
          </p>
        )}
      </section>
      {(disclosure !== null || survey?.may.disclose === true) && (
        <section className="desk-step" aria-labelledby="survey-disclose">
          <h2 id="survey-disclose" className="section-title">
            Công khai kết quả
          </h2>
          <p>Người đã trả lời muốn biết xã nghe được gì. Bản công khai được soạn sẵn bằng lời từ các số ở đây, đọc lại rồi mới đăng.</p>
          {disclosure !== null ? (
            <Link to={`/console/disclosures/${disclosure.id}`} className="more-link">
              Mở bản công khai {disclosure.number} ({statusOf[disclosure.status]})
            </Link>
          ) : (
            <Button look="plain" busy={busy} onPress={disclose}>
              Soạn bản công khai
            </Button>
          )}
          {failure !== null && (
            <p className="field-fault" role="alert">
              {sayToOfficer(failure)}
            </p>
          )}
        </section>
      )}
    </>
  );
}
