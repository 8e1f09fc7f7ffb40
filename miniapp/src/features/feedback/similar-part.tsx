import { joinReport, type SimilarReport } from 'backend/contracts/feedback';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

type SimilarPartProps = { similar: readonly SimilarReport[]; onJoined: (report: SimilarReport, people: number) => void };

/** What others have said already: joining spares writing, and everybody who joined gets the answer. */
export function SimilarPart({ similar, onJoined }: SimilarPartProps) {
  const [joining, setJoining] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  const join = async (report: SimilarReport) => {
    setJoining(report.id);
    setFault(null);
    try {
      const { people } = await call(joinReport, { params: { id: report.id } });
      onJoined(report, people);
    } catch (error) {
      setFault(error instanceof CallFailure ? sayFailure(error) : 'Chưa ghi được. Xin thử lại.');
    }
    setJoining(null);
  };

  return (
    <>
      <p>
        Có phải cùng việc này không? Bấm <strong>Cùng phản ánh</strong> thì khỏi viết lại, xã trả lời chung cho mọi người. Cán bộ biết tên
        ông/bà; người khác không thấy.
      </p>
      {fault !== null && (
        <Notice tone="attention" urgent>
          {fault}
        </Notice>
      )}
      <ul className="stack similar-list">
        {similar.map((report) => (
          <li key={report.id} className="card">
            <div className="similar">
              {report.thumbnailUrl !== null && <img src={report.thumbnailUrl} alt="" loading="lazy" className="similar-picture" />}
              <div className="similar-words">
                <p className="row-name">{report.people.toLocaleString('vi-VN')} người đã phản ánh</p>
                <p>
                  {report.categoryName} · {report.hamletName}
                </p>
                <p className="quiet">
                  Từ {plainDate(report.filedOn)}
                  {report.metres !== null && ` · cách đây khoảng ${report.metres.toLocaleString('vi-VN')} m`}
                </p>
              </div>
            </div>
            {report.excerpt !== null && <p className="similar-excerpt">“{report.excerpt}”</p>}
            <Button
              look="plain"
              busy={joining === report.id}
              disabled={joining !== null && joining !== report.id}
              label={`Cùng phản ánh: ${report.categoryName}, ${report.hamletName}`}
              onPress={() => void join(report)}
            >
              Cùng phản ánh
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
