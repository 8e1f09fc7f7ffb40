import { type Preferences, readPreferences, type Topic, updatePreferences } from 'backend/contracts/audience';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Failure, Skeleton } from '../../components/states.js';
import { Toggle } from '../../components/toggle.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';
import { askToBeNotified } from '../../zalo.js';

const topics: readonly { topic: Topic; name: string; detail: string }[] = [
  { topic: 'greeting', name: 'Lời chúc', detail: 'Thư chúc Tết, ngày lễ của Chủ tịch xã. Mỗi năm vài lần.' },
  { topic: 'disclosure', name: 'Tin công khai', detail: 'Ngân sách, đất đai, danh sách hỗ trợ: những việc dân được biết.' },
  { topic: 'notice', name: 'Thông báo', detail: 'Tiêm phòng, cắt điện, họp dân, lịch nghỉ của xã.' },
];

type Change = Parameters<typeof send>[0];
const send = (body: { topics?: Partial<Record<Topic, boolean>>; birthYear?: number | null }) => call(updatePreferences, { body });

/** What the person wants to hear of; everything is optional and can be stopped at any time. */
export function TopicsPart() {
  const preferences = useApi(readPreferences, {});
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);

  const save = async (change: Change, done: string): Promise<boolean> => {
    setBusy(true);
    try {
      await preferences.mutate(await send(change), { revalidate: false });
      announce(done);
      return true;
    } catch (error) {
      announce(error instanceof CallFailure ? sayFailure(error) : 'Chưa lưu được. Xin thử lại.');
      return false;
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="stack" aria-labelledby="me-topics">
      <h2 id="me-topics" className="section-title">
        Tin xã gửi tôi
      </h2>
      {preferences.data === undefined && preferences.error === undefined && <Skeleton rows={3} />}
      {preferences.data === undefined && preferences.error !== undefined && (
        <Failure failure={preferences.error} onRetry={() => void preferences.mutate()} />
      )}
      {preferences.data !== undefined && (
        <>
          <ul className="rows">
            {topics.map(({ topic, name, detail }) => (
              <li key={topic}>
                <Toggle
                  name={name}
                  detail={detail}
                  on={preferences.data?.topics[topic] === true}
                  disabled={busy}
                  onChange={(on) => void save({ topics: { [topic]: on } }, on ? `Đã bật: ${name}.` : `Đã tắt: ${name}.`)}
                />
              </li>
            ))}
          </ul>
          <p className="quiet">
            {preferences.data.follows
              ? 'Tắt mục nào thì xã thôi gửi mục ấy. Tin khẩn như bão lũ, dịch bệnh vẫn được gửi.'
              : 'Bật mục nào là ông/bà đồng ý cho xã gửi mục ấy. Tắt lúc nào cũng được.'}
          </p>
          {Object.values(preferences.data.topics).includes(true) && <NotificationRequest />}
          <BirthYearPart preferences={preferences.data} busy={busy} save={save} />
        </>
      )}
    </section>
  );
}

/** Zalo asks the person itself; the reason stands before the question, and no is a good answer. */
function NotificationRequest() {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [given, setGiven] = useState(false);
  if (given) return null;
  const ask = async () => {
    setBusy(true);
    const answer = await askToBeNotified();
    setBusy(false);
    if (answer.kind === 'given') {
      setGiven(true);
      announce('Đã cho phép. Zalo sẽ báo khi xã gửi tin.');
    } else
      announce(
        answer.kind === 'refused'
          ? 'Không sao. Tin của xã vẫn nằm trong ứng dụng này.'
          : 'Chưa mở được hộp thoại của Zalo. Xin thử lại sau.',
      );
  };
  return (
    <div className="card stack">
      <p>Muốn Zalo báo ngay khi xã gửi tin? Zalo sẽ hỏi ông/bà có cho phép không. Không cho phép thì mọi việc vẫn như cũ.</p>
      <Button look="plain" busy={busy} onPress={() => void ask()}>
        Cho phép báo tin
      </Button>
    </div>
  );
}

type BirthYearProps = { preferences: Preferences; busy: boolean; save: (change: Change, done: string) => Promise<boolean> };

function BirthYearPart({ preferences: { birthYear }, busy, save }: BirthYearProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const shown = typed ?? (birthYear === null ? '' : String(birthYear));

  const keep = async () => {
    const year = Number(shown);
    if (shown.trim() !== '' && !(Number.isInteger(year) && year >= 1900 && year <= new Date().getFullYear())) {
      setFault('Năm sinh gồm bốn chữ số, ví dụ 1958.');
      return;
    }
    setFault(undefined);
    if (await save({ birthYear: shown.trim() === '' ? null : year }, shown.trim() === '' ? 'Đã xóa năm sinh.' : 'Đã lưu năm sinh.'))
      setTyped(null);
  };

  return (
    <div className="card stack">
      <Field
        label="Năm sinh (không bắt buộc)"
        hint="Để xã gửi đúng người: mừng thọ, khám sức khỏe người cao tuổi, khám tuyển. Không ghi cũng được."
        value={shown}
        onChange={setTyped}
        inputMode="numeric"
        maxLength={4}
        fault={fault}
      />
      {typed !== null && (
        <Button look="plain" busy={busy} onPress={() => void keep()}>
          Lưu năm sinh
        </Button>
      )}
    </div>
  );
}
