import type { QuestionFigures, QuestionResult } from 'backend/contracts/surveys-desk';
import { Bars } from './bars.js';
import { binWords, counted, decimal, layOut, monthWords, type Part, partsOf } from './result-words.js';

type Of<K extends QuestionFigures['kind']> = Extract<QuestionFigures, { kind: K }>;

type FiguresProps = { result: QuestionResult; atLeast: number; isWhole: boolean };

/** The numbers of one question, drawn; every number also stands in words. `isWhole`: only whole numbers were asked for. */
export function Figures({ result, atLeast, isWhole }: FiguresProps) {
  const { figures } = result;
  switch (figures.kind) {
    case 'hidden':
      return (
        <p className="quiet">
          {result.n === 0
            ? 'Không ai trả lời câu này.'
            : `Dưới ${atLeast} người trả lời nên không nêu số, để không đoán ra ý kiến của từng người.`}
        </p>
      );
    case 'choices':
      return (
        <Bars
          label="Số người chọn"
          bars={figures.options.map((option) => ({ key: option.key, name: option.label, width: option.share, words: counted(option) }))}
        />
      );
    case 'scale':
      return <ScaleFigure figures={figures} />;
    case 'matrix':
      return <MatrixFigure figures={figures} title={result.title} />;
    case 'number':
      return (
        <>
          <Averages {...figures} of={figures.unit} />
          <Bars
            label="Số người theo khoảng"
            bars={figures.bins.map((bin) => ({
              key: String(bin.from),
              name: binWords(bin, figures.unit, isWhole),
              width: bin.share,
              words: counted(bin),
            }))}
          />
        </>
      );
    case 'date':
      return (
        <Bars
          label="Số người theo tháng"
          bars={figures.months.map((month) => ({
            key: month.month,
            name: monthWords(month.month),
            width: month.share,
            words: counted(month),
          }))}
        />
      );
    case 'text':
      return figures.themes.length === 0 ? (
        <p className="quiet">Chưa có từ nào được ít nhất 3 người cùng nhắc tới.</p>
      ) : (
        <div className="desk-survey-mentioned">
          <h3 className="desk-part-title">Được nhắc nhiều</h3>
          <ul className="desk-survey-themes" aria-label="Từ được nhắc nhiều">
            {figures.themes.map(({ words, answers }) => (
              <li key={words}>
                {words} <strong>{answers}</strong>
              </li>
            ))}
          </ul>
        </div>
      );
    case 'ranking':
      return (
        <Bars
          label="Xếp theo thứ hạng trung bình, số nhỏ là được xếp trước"
          bars={figures.options.map(({ key, label, meanRank, first }, place) => ({
            key,
            name: `${place + 1}. ${label}`,
            width: meanRank === null ? 0 : ((figures.options.length + 1 - meanRank) / figures.options.length) * 100,
            words: `${meanRank === null ? 'chưa ai xếp' : `hạng ${decimal(meanRank)}`} · ${first.toLocaleString('vi-VN')} người xếp đầu`,
          }))}
        />
      );
    case 'photo':
      return <p>{figures.photos.toLocaleString('vi-VN')} ảnh đã gửi.</p>;
    case 'consent': {
      const of = (count: number) => ({ count, share: Math.round((count / Math.max(1, figures.agreed + figures.declined)) * 100) });
      const bar = (key: string, name: string, count: number) => ({ key, name, width: of(count).share, words: counted(of(count)) });
      return <Bars label="Số người" bars={[bar('agreed', 'Đồng ý', figures.agreed), bar('declined', 'Không đồng ý', figures.declined)]} />;
    }
  }
}

function Averages({ mean, median, of }: { mean: number; median: number; of: string }) {
  return (
    <p>
      Trung bình <strong>{decimal(mean)}</strong> {of} · một nửa số người không quá <strong>{decimal(median)}</strong> {of}
    </p>
  );
}

/** How opinions lie around the middle, then each step with its number. */
function ScaleFigure({ figures }: { figures: Of<'scale'> }) {
  const parts = partsOf(figures);
  const last = figures.steps.at(-1)?.value ?? 0;
  return (
    <>
      <p>
        Trung bình <strong>{decimal(figures.mean)}</strong> trên {last} · một nửa số người chọn từ{' '}
        <strong>{decimal(figures.median)}</strong> trở xuống
      </p>
      <DivergingBar parts={parts} />
      <p className="desk-survey-sides">
        <span>Dưới mức giữa {figures.diverging.low} %</span>
        <span>Ở giữa {figures.diverging.middle} %</span>
        <span>Trên mức giữa {figures.diverging.high} %</span>
      </p>
      {parts.length === figures.steps.length ? (
        <ul className="desk-survey-legend" aria-label="Từng mức">
          {parts.map((part) => (
            <li key={part.key}>
              <span className="desk-survey-swatch" data-tone={part.tone} aria-hidden="true" />
              <span className="survey-bar-name">{part.name}</span>
              <span className="survey-bar-words">{counted({ count: part.count ?? 0, share: part.share })}</span>
            </li>
          ))}
        </ul>
      ) : (
        <Bars
          label="Từng mức"
          bars={figures.steps.map((step) => ({
            key: String(step.value),
            name: step.label === '' ? String(step.value) : `${step.value}. ${step.label}`,
            width: step.share,
            words: counted(step),
          }))}
        />
      )}
    </>
  );
}

/** Parts to both sides of a middle line; told apart by pattern as well as by colour. */
function DivergingBar({ parts }: { parts: readonly Part[] }) {
  const places = layOut(parts);
  return (
    <div className="desk-survey-diverging" aria-hidden="true">
      {parts.map(({ key, share, tone }, place) => (
        <span
          key={key}
          className="desk-survey-part-of"
          data-tone={tone}
          style={{ left: `${places[place]?.left ?? 0}%`, width: `${places[place]?.width ?? 0}%` }}
        >
          {share >= 12 && <span>{share} %</span>}
        </span>
      ))}
      <span className="desk-survey-middle-line" />
    </div>
  );
}

function MatrixFigure({ figures, title }: { figures: Of<'matrix'>; title: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by the keyboard
    <section className="desk-survey-scroll-x" tabIndex={0} aria-label={`Bảng của câu ${title}`}>
      <table className="desk-survey-table">
        <thead>
          <tr>
            <td />
            {figures.columns.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">Số người</th>
          </tr>
        </thead>
        <tbody>
          {figures.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {row.cells.map((cell, place) => (
                <td key={figures.columns[place]?.key} className="desk-survey-share" style={{ backgroundSize: `${cell.share}% 100%` }}>
                  {cell.share} %<span className="quiet desk-block">{cell.count.toLocaleString('vi-VN')}</span>
                </td>
              ))}
              <td>{row.n.toLocaleString('vi-VN')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
