import { periodName } from 'backend/contracts/periods';
import { type ScorecardRow, scoreCriteria, type TypedScore, typeScore } from 'backend/contracts/scorecard';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { NumberField } from '../fields.js';
import { useSave } from '../use-save.js';

type Props = { quarter: string; row: ScorecardRow; onDone: () => void; onClose: () => void };

const isCount = (typed: string) => /^\d{1,7}$/.test(typed.trim()) && Number(typed) <= 1_000_000;
const fileFields = [
  ['two', 'Số hồ sơ được 2 điểm'],
  ['one', 'Số hồ sơ được 1 điểm'],
  ['none', 'Số hồ sơ được 0 điểm'],
] as const;
const unitChoices = [
  { value: '2', name: '2 điểm' },
  { value: '1', name: '1 điểm' },
  { value: '0', name: '0 điểm' },
] as const;

/** A quarter's number that this system does not hold, with where it is from. */
export function TypeDialog({ quarter, row, onDone, onClose }: Props) {
  const rule = scoreCriteria.find(({ key }) => key === row.key);
  const { busy, failure, faults, save } = useSave();
  const before = row.typed[0]?.score ?? null;
  const [files, setFiles] = useState<Readonly<Record<'two' | 'one' | 'none', string>>>(() =>
    before?.kind === 'files'
      ? { two: String(before.two), one: String(before.one), none: String(before.none) }
      : { two: '', one: '', none: '' },
  );
  const [points, setPoints] = useState<'0' | '1' | '2' | null>(before?.kind === 'unit' ? (String(before.points) as '0' | '1' | '2') : null);
  const [source, setSource] = useState('');
  const isFiles = rule?.measured === 'files';

  const send = async (score: TypedScore | null, known: Record<string, string>, done: string) => {
    if (source.trim().length < 5) known['body.source'] = 'Xin ghi nguồn số liệu, ít nhất 5 ký tự.';
    const body = { revision: row.revision, score, source: source.normalize('NFC').trim() };
    if (await save(known, () => call(typeScore, { params: { quarter, criterion: row.key }, body }), done)) onDone();
  };
  const write = (event?: FormEvent) => {
    event?.preventDefault();
    const known: Record<string, string> = {};
    if (isFiles) {
      for (const [key] of fileFields) if (!isCount(files[key])) known[`body.score.${key}`] = 'Ghi số nguyên, từ 0 trở lên.';
      const counts = { two: Number(files.two), one: Number(files.one), none: Number(files.none) };
      if (Object.keys(known).length === 0 && counts.two + counts.one + counts.none === 0) known['body.score.two'] = 'Xin ghi số hồ sơ.';
      return send({ kind: 'files', ...counts }, known, 'Đã ghi số liệu.');
    }
    if (points === null) known['body.score'] = 'Xin chọn điểm.';
    return send({ kind: 'unit', points: Number(points) as 0 | 1 | 2 }, known, 'Đã ghi số liệu.');
  };

  return (
    <Dialog
      title={`${periodName(quarter)}: nhập số liệu`}
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={() => void write()}>
            Ghi số liệu
          </Button>
          {before !== null && (
            <Button look="plain" busy={busy} onPress={() => void send(null, {}, 'Đã bỏ số đã nhập.')}>
              Bỏ số đã nhập
            </Button>
          )}
          <Button look="quiet" onPress={onClose}>
            Quay lại
          </Button>
        </>
      }
    >
      <form className="desk-form" noValidate onSubmit={(event) => void write(event)}>
        <p>
          <strong>{rule?.name}</strong>
        </p>
        <p className="quiet">{rule?.rule}</p>
        {isFiles ? (
          <div className="desk-pair">
            {fileFields.map(([key, label]) => (
              <NumberField
                key={key}
                label={label}
                min={0}
                max={1_000_000}
                value={files[key]}
                fault={faults[`body.score.${key}`]}
                onChange={(typed) => setFiles((now) => ({ ...now, [key]: typed }))}
              />
            ))}
          </div>
        ) : (
          <Choices
            legend="Điểm của cả đơn vị"
            choices={unitChoices}
            value={points}
            small
            fault={faults['body.score']}
            onChoose={setPoints}
          />
        )}
        <Field
          label="Nguồn số liệu"
          hint="Ví dụ: Hệ thống thông tin giải quyết thủ tục hành chính tỉnh, xuất ngày 05/01/2027. Tên người nhập và ngày giờ được ghi lại."
          value={source}
          maxLength={300}
          fault={faults['body.source']}
          onChange={setSource}
        />
        {failure !== null && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
