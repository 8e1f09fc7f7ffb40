import { pathOf } from 'backend/contracts/survey-paths';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Notice } from '../../components/states.js';
import { KeptNote, OfflineNote, ToldNote } from '../../features/surveys/answer-notes.js';
import { answerWords } from '../../features/surveys/answer-words.js';
import { type Asked, askedOf } from '../../features/surveys/questions/asked.js';
import { SendNote } from '../../features/surveys/send-note.js';
import { faultsIn } from '../../features/surveys/survey-progress.js';
import type { Told } from '../../features/surveys/survey-writing.js';
import type { StepProps } from './survey-page.js';
import { addressOf } from './survey-steps.js';

/** Every answer once more, and the one button that sends. */
export function CheckStep({ survey, draft, writing, sending, told }: StepProps & { told: Told }) {
  const navigate = useNavigate();
  const { id, form } = survey;
  const { answers, change } = draft;
  const asked = askedOf(form, answers);
  const missing = faultsIn(form, answers);
  const [firstMissing] = Object.keys(missing);
  const faults: Readonly<Record<string, string>> = { ...(sending.kind === 'faults' ? sending.questions : {}), ...missing };
  const underWay = sending.kind === 'sending';

  const edit = (key: string) =>
    navigate(addressOf(id, { kind: 'question', key }), { state: { mending: pathOf(form, answers).shown.filter((one) => one !== key) } });
  const words = sending.kind === 'offline' || sending.kind === 'failed' ? 'Gửi lại' : change ? 'Gửi bản đã sửa' : 'Gửi câu trả lời';

  return (
    <Screen
      title="Xem lại"
      backTo={change ? addressOf(id, { kind: 'intro' }) : addressOf(id, { kind: 'question', key: asked.at(-1)?.question.key ?? '' })}
      action={
        firstMissing === undefined ? (
          <Button busy={underWay} onPress={writing.send}>
            {underWay ? 'Đang gửi…' : words}
          </Button>
        ) : (
          <Button onPress={() => edit(firstMissing)}>Đến câu còn thiếu</Button>
        )
      }
    >
      {underWay ? (
        <p role="status">Đang gửi. Có thể xem mục khác trong ứng dụng, máy vẫn gửi tiếp.</p>
      ) : (
        <>
          {sending.kind !== 'offline' && <OfflineNote />}
          <ToldNote told={told} />
          <SendNote sending={sending} />
        </>
      )}
      {firstMissing !== undefined && (
        <Notice tone="attention" title="Chưa gửi được">
          <p>Còn {Object.keys(missing).length} câu cần trả lời hoặc sửa.</p>
        </Notice>
      )}
      <p>
        <span className="survey-advisory">Ý kiến tham khảo, không phải biểu quyết.</span> {survey.modeSentence}
      </p>
      <section className="card" aria-label="Câu trả lời của ông/bà">
        <dl className="survey-check">
          {asked.map((one) => (
            <Line
              key={one.question.key}
              one={one}
              words={answerWords(one.question, answers[one.question.key])}
              fault={faults[one.question.key]}
              onEdit={underWay ? null : () => edit(one.question.key)}
            />
          ))}
        </dl>
      </section>
      <KeptNote draft={draft} />
      {change && !underWay && (
        <button
          type="button"
          className="text-button"
          onClick={() => {
            writing.drop();
            navigate(addressOf(id, { kind: 'intro' }), { replace: true });
          }}
        >
          Thôi sửa, giữ câu trả lời đã gửi
        </button>
      )}
    </Screen>
  );
}

type LineProps = { one: Asked; words: readonly string[]; fault: string | undefined; onEdit: (() => void) | null };

function Line({ one: { question, number }, words, fault, onEdit }: LineProps) {
  return (
    <div className="survey-check-line">
      <dt>
        {number}. {question.title}
      </dt>
      <dd>
        {words.length === 0 ? <p className="survey-check-none">Chưa trả lời</p> : words.map((line) => <p key={line}>{line}</p>)}
        {fault !== undefined && <p className="field-fault">{fault}</p>}
      </dd>
      {onEdit !== null && (
        <dd className="survey-check-edit">
          <button type="button" className="text-button" aria-label={`Sửa câu ${number}`} onClick={onEdit}>
            Sửa
          </button>
        </dd>
      )}
    </div>
  );
}
