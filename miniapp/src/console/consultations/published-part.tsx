import {
  archiveConsultation,
  type DeskConsultation,
  extendConsultation,
  noteConsultationReport,
  withdrawConsultation,
} from 'backend/contracts/consultation-desk';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import { plainDate, spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { DayField } from '../fields.js';
import { useMay } from '../may.js';
import { useSave } from '../use-save.js';
import { clockWords } from './desk-words.js';

type Asks = 'extend' | 'withdraw' | 'council' | 'front' | 'archive';
type PublishedProps = { one: DeskConsultation; onChange: (newer: DeskConsultation) => void; onCorrect?: () => void };

const questions = {
  extend: { title: 'Kéo dài hạn góp ý', act: 'Kéo dài', look: 'main' },
  withdraw: { title: 'Rút, không lấy ý kiến nữa?', act: 'Rút nội dung', look: 'danger' },
  council: { title: 'Báo cáo Hội đồng nhân dân', act: 'Ghi nhận', look: 'main' },
  front: { title: 'Gửi Ủy ban Mặt trận Tổ quốc', act: 'Ghi nhận', look: 'main' },
  archive: { title: 'Lưu hồ sơ lần lấy ý kiến này?', act: 'Lưu hồ sơ', look: 'main' },
} as const;

/** When it was laid before people, until when, and the steps that are left. */
export function PublishedPart({ one, onChange, onCorrect }: PublishedProps) {
  const mayWrite = useMay('consultations.write');
  const mayPublish = useMay('consultations.publish');
  const [asks, setAsks] = useState<Asks | null>(null);
  const clock = clockWords(one);
  const { state, current, withdrawn, extensions, versions, reports, answered, archived } = one;
  const isOver = state === 'closed' || state === 'answered';
  return (
    <section className="desk-step" aria-labelledby="published-title">
      <h2 id="published-title" className="section-title">
        {current?.content.title}
      </h2>
      {clock !== null && <Notice tone={clock.late ? 'attention' : 'info'}>{clock.words}.</Notice>}
      {withdrawn !== null && (
        <Notice tone="attention" title={`${withdrawn.by} rút lúc ${spokenInstant(withdrawn.at)}`}>
          <p>{withdrawn.reason}</p>
        </Notice>
      )}
      <dl className="desk-facts">
        <dt>Thời gian</dt>
        <dd>{one.opensOn !== null && one.closesOn !== null && `Từ ${plainDate(one.opensOn)} đến hết ngày ${plainDate(one.closesOn)}`}</dd>
        <dt>Người soạn</dt>
        <dd>{current?.written.name}</dd>
        <dt>Người đăng</dt>
        <dd>{current !== null && `${current.published.name}, ${spokenInstant(current.published.at)}`}</dd>
        {answered !== null && (
          <>
            <dt>Công bố tổng hợp</dt>
            <dd>
              {answered.name}, {spokenInstant(answered.at)}
              {one.disclosureId !== null && (
                <Link className="more-link" to={`/console/disclosures/${one.disclosureId}`}>
                  Mở bản công khai
                </Link>
              )}
            </dd>
          </>
        )}
        {isOver || archived !== null ? (
          <>
            <dt>Báo cáo HĐND</dt>
            <dd>
              {reports.council === null
                ? 'Chưa ghi'
                : `Ngày ${plainDate(reports.council.on)}, số ${reports.council.documentNumber}. ${reports.council.note}`}
            </dd>
            <dt>Gửi MTTQ</dt>
            <dd>
              {reports.front === null
                ? 'Chưa ghi'
                : `Ngày ${plainDate(reports.front.on)}, số ${reports.front.documentNumber}. ${reports.front.note}`}
            </dd>
          </>
        ) : null}
        {archived !== null && (
          <>
            <dt>Lưu hồ sơ</dt>
            <dd>
              {archived.name}, {spokenInstant(archived.at)}
            </dd>
          </>
        )}
      </dl>
      {versions
        .filter(({ reason }) => reason !== null)
        .map(({ version, opensOn, reason, published }) => (
          <p key={version} className="quiet">
            Bản {version}, {published.name} đăng ngày {plainDate(opensOn)}: {reason}
          </p>
        ))}
      {extensions.map(({ from, to, reason, by }) => (
        <p key={to} className="quiet">
          {by} kéo dài từ {plainDate(from)} đến {plainDate(to)}: {reason}
        </p>
      ))}
      <div className="desk-consultation-acts">
        {one.pageUrl !== null && (
          <a className="desk-tool" href={one.pageUrl} target="_blank" rel="noreferrer">
            Mở trang web
          </a>
        )}
        {onCorrect !== undefined && (
          <button type="button" className="desk-tool" onClick={onCorrect}>
            Soạn bản sửa
          </button>
        )}
        {mayPublish && state === 'open' && (
          <button type="button" className="desk-tool" onClick={() => setAsks('extend')}>
            Kéo dài hạn góp ý
          </button>
        )}
        {mayWrite && isOver && (
          <>
            <button type="button" className="desk-tool" onClick={() => setAsks('council')}>
              Ghi báo cáo HĐND
            </button>
            <button type="button" className="desk-tool" onClick={() => setAsks('front')}>
              Ghi gửi MTTQ
            </button>
          </>
        )}
        {mayPublish && state === 'answered' && (
          <button type="button" className="desk-tool" onClick={() => setAsks('archive')}>
            Lưu hồ sơ
          </button>
        )}
        {mayPublish && (state === 'open' || state === 'closed') && (
          <button type="button" className="desk-tool desk-tool-danger" onClick={() => setAsks('withdraw')}>
            Rút
          </button>
        )}
      </div>
      {asks !== null && (
        <StepDialog
          one={one}
          asks={asks}
          onDone={(newer) => {
            setAsks(null);
            onChange(newer);
          }}
          onClose={() => setAsks(null)}
        />
      )}
    </section>
  );
}

type StepProps = { one: DeskConsultation; asks: Asks; onDone: (newer: DeskConsultation) => void; onClose: () => void };

function StepDialog({ one, asks, onDone, onClose }: StepProps) {
  const { busy, failure, faults, save } = useSave();
  const [day, setDay] = useState('');
  const [words, setWords] = useState('');
  const [documentNumber, setDocumentNumber] = useState('');
  const { title, act, look } = questions[asks];
  const isReport = asks === 'council' || asks === 'front';

  const send = async () => {
    const params = { id: one.id };
    const { revision } = one;
    const known: Record<string, string> = {};
    if ((asks === 'extend' || isReport) && day === '') known[asks === 'extend' ? 'body.closesOn' : 'body.on'] = 'Xin chọn ngày.';
    if ((asks === 'extend' || asks === 'withdraw') && words.trim().length < 5) known['body.reason'] = 'Xin ghi lý do, ít nhất 5 ký tự.';
    if (isReport && documentNumber.trim() === '') known['body.documentNumber'] = 'Xin ghi số văn bản.';
    let newer: DeskConsultation | null = null;
    const step = (): Promise<DeskConsultation> => {
      switch (asks) {
        case 'extend':
          return call(extendConsultation, { params, body: { revision, closesOn: day, reason: words } });
        case 'withdraw':
          return call(withdrawConsultation, { params, body: { revision, reason: words } });
        case 'archive':
          return call(archiveConsultation, { params, body: { revision } });
        default:
          return call(noteConsultationReport, { params, body: { revision, to: asks, on: day, documentNumber, note: words } });
      }
    };
    const isDone = await save(
      known,
      async () => {
        newer = await step();
      },
      'Đã ghi nhận.',
    );
    if (isDone && newer !== null) onDone(newer);
  };

  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button look={look} busy={busy} onPress={() => void send()}>
            {act}
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      <div className="desk-form">
        {asks === 'extend' && (
          <DayField
            label="Nhận ý kiến đến hết ngày"
            {...(one.closesOn === null ? {} : { hint: `Đang hẹn đến hết ngày ${plainDate(one.closesOn)}; chỉ kéo dài được.` })}
            value={day}
            fault={faults['body.closesOn']}
            onChange={setDay}
          />
        )}
        {asks === 'withdraw' && <p>Trang chỉ còn ghi là đã rút và lý do. Không ai góp ý được nữa, và việc này không làm lại được.</p>}
        {asks === 'archive' && <p>Trang và kết quả vẫn đọc được. Hồ sơ không sửa được nữa.</p>}
        {(asks === 'extend' || asks === 'withdraw') && (
          <Field label="Lý do (người dân đọc được)" value={words} maxLength={300} fault={faults['body.reason']} onChange={setWords} />
        )}
        {isReport && (
          <>
            <DayField label="Ngày gửi" value={day} fault={faults['body.on']} onChange={setDay} />
            <Field
              label="Số văn bản"
              value={documentNumber}
              maxLength={60}
              fault={faults['body.documentNumber']}
              onChange={setDocumentNumber}
            />
            <Field
              label={asks === 'council' ? 'Kỳ họp' : 'Ghi chú'}
              value={words}
              maxLength={200}
              fault={faults['body.note']}
              onChange={setWords}
            />
          </>
        )}
        {Object.entries(faults)
          .filter(([field]) => field.startsWith('reports.'))
          .map(([field, message]) => (
            <p key={field} className="field-fault">
              {message}
            </p>
          ))}
        {failure !== null && failure.code !== 'invalid_request' && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
      </div>
    </Dialog>
  );
}
