import { answerFault, faultsOfAnswers, minutesOf, questionsOf } from 'backend/contracts/survey-paths';
import type { Question, SurveyAnswer, SurveyAnswers, SurveyForm } from 'backend/contracts/survey-questions';
import { RotateCcw } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/states.js';
import { askedOf, besideOf } from '../../features/surveys/questions/asked.js';
import { type PhotoWays, questionElementId } from '../../features/surveys/questions/question-props.js';
import { QuestionView } from '../../features/surveys/questions/question-view.js';
import { SurveyView } from '../../features/surveys/questions/survey-view.js';
import { FilterChips } from '../filter-chips.js';
import { questionOf } from './survey-edit.js';

type PhonePreviewProps = {
  form: SurveyForm;
  title: string;
  intro: string;
  /** The question being written; the phone turns to it. */
  chosen: string | null;
};

/** Before the first question, at one, or behind the last. */
type At = 'start' | 'end' | { question: string };

const ways = [
  { value: 'one', name: 'Từng câu' },
  { value: 'all', name: 'Cả bài' },
] as const;

/** The survey on a phone, as residents answer it: branches open and close with what is tried. Nothing of it is stored. */
export function PhonePreview({ form, title, intro, chosen }: PhonePreviewProps) {
  const [answers, setAnswers] = useState<SurveyAnswers>({});
  const [at, setAt] = useState<At>(chosen === null ? 'start' : { question: chosen });
  const [way, setWay] = useState<'one' | 'all'>('one');
  const [showsFaults, setShowsFaults] = useState(false);
  const screen = useRef<HTMLElement>(null);
  const photos = useTriedPhotos();

  useEffect(() => {
    if (chosen === null) return;
    setAt({ question: chosen });
    setShowsFaults(false);
    if (way === 'all') document.getElementById(questionElementId(chosen))?.scrollIntoView({ block: 'start' });
  }, [chosen, way]);

  const place = typeof at === 'string' ? at : at.question;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each screen begins at its top
  useEffect(() => {
    screen.current?.scrollTo(0, 0);
  }, [place, way]);

  const answer = useCallback((key: string, next: SurveyAnswer | undefined) => {
    setAnswers((before) => {
      if (next !== undefined) return { ...before, [key]: next };
      const { [key]: _, ...rest } = before;
      return rest;
    });
  }, []);

  const begin = () => {
    setAnswers({});
    photos.forget();
    setAt('start');
    setShowsFaults(false);
  };
  const photosOf = (question: Question): PhotoWays => photos.waysOf(question, answers, answer);

  return (
    <div className="desk-survey-phone">
      <div className="desk-survey-phone-tools">
        <FilterChips legend="Cách xem thử" chips={ways} value={way} onChoose={setWay} />
        <button type="button" className="desk-tool" onClick={begin}>
          <RotateCcw aria-hidden="true" size={18} />
          Thử lại từ đầu
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard */}
      <section ref={screen} className="desk-survey-screen" tabIndex={0} aria-label="Xem thử trên điện thoại">
        <p className="desk-survey-screen-title">{title === '' ? 'Khảo sát' : title}</p>
        {way === 'all' ? (
          <Whole form={form} answers={answers} onAnswer={answer} photosOf={photosOf} intro={intro} />
        ) : at === 'start' ? (
          <Start form={form} intro={intro} onBegin={() => setAt(firstOf(form, answers))} />
        ) : at === 'end' ? (
          <div className="desk-survey-screen-part">
            <Notice tone="done" title="Hết câu hỏi">
              <p>Đến đây người dân xem lại rồi bấm “Gửi câu trả lời”.</p>
            </Notice>
            <Button look="plain" onPress={() => setAt({ question: askedOf(form, answers).at(-1)?.question.key ?? '' })}>
              Quay lại
            </Button>
          </div>
        ) : (
          <One
            key={at.question}
            form={form}
            at={at.question}
            answers={answers}
            showsFaults={showsFaults}
            onAnswer={answer}
            photosOf={photosOf}
            onGo={(next) => {
              setShowsFaults(false);
              setAt(next);
            }}
            onFault={() => setShowsFaults(true)}
          />
        )}
      </section>
    </div>
  );
}

function firstOf(form: SurveyForm, answers: SurveyAnswers): At {
  const first = askedOf(form, answers)[0];
  return first === undefined ? 'end' : { question: first.question.key };
}

function Start({ form, intro, onBegin }: { form: SurveyForm; intro: string; onBegin: () => void }) {
  const count = questionsOf(form).length;
  return (
    <div className="desk-survey-screen-part">
      {intro !== '' && <p className="survey-section-intro">{intro}</p>}
      <p className="quiet">
        Khoảng {minutesOf(form)} phút · nhiều nhất {count} câu
      </p>
      <Button onPress={onBegin}>Bắt đầu</Button>
    </div>
  );
}

type OneProps = {
  form: SurveyForm;
  at: string;
  answers: SurveyAnswers;
  showsFaults: boolean;
  onAnswer: (key: string, answer: SurveyAnswer | undefined) => void;
  photosOf: (question: Question) => PhotoWays;
  onGo: (at: At) => void;
  onFault: () => void;
};

function One({ form, at, answers, showsFaults, onAnswer, photosOf, onGo, onFault }: OneProps) {
  const asked = askedOf(form, answers);
  const here = asked.find(({ question }) => question.key === at);
  const question = here?.question ?? questionOf(form, at);
  if (question === null)
    return (
      <div className="desk-survey-screen-part">
        <Notice>Câu này vừa được xóa.</Notice>
        <Button look="plain" onPress={() => onGo('start')}>
          Về đầu khảo sát
        </Button>
      </div>
    );
  const { before, after } = besideOf(asked, at);
  const fault = showsFaults ? (answerFault(question, answers[at]) ?? undefined) : undefined;
  const isFirstOfSection = here !== undefined && asked.find(({ section }) => section === here.section) === here;
  const goOn = () => {
    if (answerFault(question, answers[at]) === null) return onGo(after === null ? 'end' : { question: after });
    onFault();
    document.getElementById(questionElementId(at))?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className="desk-survey-screen-part">
      {here === undefined ? (
        <Notice tone="attention">Với các câu trả lời đang thử, người dân không được hỏi câu này.</Notice>
      ) : (
        <div className="desk-survey-progress">
          <p className="quiet">
            Câu {here.number} trong {asked.length}
          </p>
          <progress max={asked.length} value={here.number} aria-label="Đã đi được" />
        </div>
      )}
      {isFirstOfSection && here.section.title !== '' && <p className="section-title">{here.section.title}</p>}
      {isFirstOfSection && here.section.intro !== '' && <p className="survey-section-intro">{here.section.intro}</p>}
      <QuestionView question={question} answer={answers[at]} onAnswer={onAnswer} fault={fault} number={null} photos={photosOf(question)} />
      {here !== undefined && (
        <div className="desk-survey-screen-acts">
          <Button look="plain" onPress={() => onGo(before === null ? 'start' : { question: before })}>
            Quay lại
          </Button>
          <Button onPress={goOn}>Tiếp</Button>
        </div>
      )}
    </div>
  );
}

type WholeProps = Pick<OneProps, 'form' | 'answers' | 'onAnswer' | 'photosOf'> & { intro: string };

function Whole({ form, answers, onAnswer, photosOf, intro }: WholeProps) {
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [isRight, setIsRight] = useState(false);
  const check = () => {
    const found = faultsOfAnswers(form, answers);
    setFaults(Object.fromEntries(found.map(({ question, message }) => [question, message])));
    setIsRight(found.length === 0);
    document.getElementById(questionElementId(found[0]?.question ?? ''))?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className="desk-survey-screen-part">
      {intro !== '' && <p className="survey-section-intro">{intro}</p>}
      <SurveyView
        form={form}
        answers={answers}
        onAnswer={(key, answer) => {
          setFaults(({ [key]: _, ...rest }) => rest);
          setIsRight(false);
          onAnswer(key, answer);
        }}
        show="all"
        faults={faults}
        photosOf={photosOf}
      />
      {isRight && <Notice tone="done">Trả lời như vậy là gửi được.</Notice>}
      <Button look="plain" onPress={check}>
        Thử gửi
      </Button>
    </div>
  );
}

/** Pictures tried in the preview stay on this computer. */
function useTriedPhotos() {
  const [addresses, setAddresses] = useState<Readonly<Record<string, string>>>({});
  const latest = useRef(addresses);
  latest.current = addresses;

  useEffect(
    () => () => {
      for (const address of Object.values(latest.current)) URL.revokeObjectURL(address);
    },
    [],
  );

  const randomId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return {
    forget: () => {
      for (const address of Object.values(latest.current)) URL.revokeObjectURL(address);
      setAddresses({});
    },
    waysOf: (question: Question, answers: SurveyAnswers, onAnswer: OneProps['onAnswer']): PhotoWays => {
      const given = answers[question.key];
      const ids = given?.type === 'photo' ? given.mediaIds : [];
      const give = (mediaIds: string[]) => onAnswer(question.key, mediaIds.length === 0 ? undefined : { type: 'photo', mediaIds });
      return {
        photos: ids.map((id) => ({ key: id, address: addresses[id] ?? null, isWaiting: false })),
        busy: false,
        fault: null,
        onPhoto: (files) => {
          const added = files.map((file) => [randomId(), URL.createObjectURL(file)] as const);
          setAddresses((before) => ({ ...before, ...Object.fromEntries(added) }));
          give([...ids, ...added.map(([id]) => id)]);
        },
        onRemove: (key) => give(ids.filter((id) => id !== key)),
      };
    },
  };
}
