import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { Screen } from '../../components/screen.js';
import { Empty, Notice } from '../../components/states.js';
import { Hotline } from '../../features/commune/hotline.js';
import { type Draft, type Faults, faultsOf, stillMissing } from '../../features/feedback/draft.js';
import { HamletPart } from '../../features/feedback/place-part.js';
import { wishFormWords } from '../../features/feedback/report-words.js';
import { WordsField } from '../../features/feedback/words-field.js';
import type { StepsProps } from './report-steps.js';
import { SendNotice, sendWords } from './send-notice.js';
import { faultsFromServer } from './server-faults.js';

const longestWish = 2_000;
const here = '/reports/new?kind=information_request';
const title = 'Yêu cầu thông tin';

type Step = '1' | '2' | '3';

function stepFor(asked: string | null, draft: Draft): Step {
  if (asked !== '2' && asked !== '3') return '1';
  if (Object.keys(faultsOf.wish(draft)).length > 0) return '1';
  return asked === '3' && Object.keys(faultsOf.asker(draft)).length === 0 ? '3' : '2';
}

/** Asking for information the commune holds (Luật Tiếp cận thông tin 104/2016 Art. 24): what, who, and then it is sent. */
export function InformationSteps({ writing, form, writer }: StepsProps) {
  const { current: draft, change, sending, sender } = writing;
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [found, setFound] = useState<Faults>({});
  const category = form.categories.find(({ kind }) => kind === 'information_request');
  const underWay = sending.kind === 'sending';
  const step = underWay ? '3' : stepFor(search.get('step'), draft);
  const { wish } = draft;
  const faults = { ...faultsFromServer(sending), ...stillMissing(found, { ...faultsOf.wish(draft), ...faultsOf.asker(draft) }) };
  const changeWish = (part: Partial<Draft['wish']>) => change({ wish: { ...wish, ...part } });

  useEffect(() => {
    if (Object.keys(found).length > 0) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [found]);

  const leave = (missing: Faults, next: Step) => {
    setFound(missing);
    if (Object.keys(missing).length === 0) navigate(`${here}&step=${next}`);
  };

  if (category === undefined || writer === null)
    return (
      <Screen title={title} backTo="/reports">
        <Empty action={<Hotline hotline={form.hotline} />}>
          {writer === null ? (
            <p>Yêu cầu thông tin cần biết người hỏi là ai. Xin mở ứng dụng này trong Zalo, hoặc đến trụ sở xã.</p>
          ) : (
            <p>Xã chưa nhận yêu cầu thông tin qua ứng dụng. Xin gọi số trực, hoặc đến trụ sở xã.</p>
          )}
        </Empty>
      </Screen>
    );
  const days = category.workingDays;

  if (step === '1')
    return (
      <Screen
        title={title}
        backTo="/reports"
        action={
          <Button
            onPress={() => {
              if (draft.categoryKey !== category.key) change({ categoryKey: category.key });
              leave(faultsOf.wish(draft), '2');
            }}
          >
            Đi tiếp
          </Button>
        }
      >
        <p className="progress">Bước 1 trong 3: Cần gì</p>
        <WordsField
          label="Cần thông tin, giấy tờ nào?"
          hint="Ghi rõ tên, năm nếu biết. Ví dụ: quyết toán thu chi quỹ xây dựng nông thôn mới năm 2025."
          value={draft.text}
          max={longestWish}
          rows={4}
          fault={faults['body.text']}
          onChange={(text) => change({ text })}
        />
        <Choices
          legend="Muốn nhận bằng cách nào?"
          value={wish.form}
          choices={[
            { value: 'electronic', name: wishFormWords.electronic },
            { value: 'copy', name: wishFormWords.copy, detail: 'Có thể phải trả tiền in, sao, chụp.' },
            { value: 'read_here', name: wishFormWords.read_here },
          ]}
          fault={wish.form === null ? faults['body.information.form'] : undefined}
          onChoose={(chosen) => changeWish({ form: chosen })}
        />
        <Field
          label="Để làm gì (không bắt buộc)"
          value={wish.purpose}
          maxLength={300}
          fault={faults['body.information.purpose']}
          onChange={(purpose) => changeWish({ purpose })}
        />
        {days !== null && <p className="quiet">Việc đơn giản, xã trả lời trong {days} ngày làm việc; phức tạp thì lâu hơn và xã sẽ báo.</p>}
      </Screen>
    );

  if (step === '2')
    return (
      <Screen title={title} backTo={here} action={<Button onPress={() => leave(faultsOf.asker(draft), '3')}>Xem lại</Button>}>
        <p className="progress">Bước 2 trong 3: Ai hỏi</p>
        <p>Luật cần biết người hỏi là ai. Chỉ cán bộ giải quyết thấy.</p>
        <Field
          label="Họ và tên"
          value={wish.name}
          autoComplete="name"
          maxLength={80}
          fault={faults['body.information.name']}
          onChange={(name) => changeWish({ name })}
        />
        {wish.name === '' && writer.nameKnown && (
          <button type="button" className="text-button" onClick={() => changeWish({ name: writer.name })}>
            Dùng tên {writer.name}
          </button>
        )}
        <Field
          label="Địa chỉ"
          hint="Xóm, xã, tỉnh."
          value={wish.address}
          autoComplete="street-address"
          maxLength={200}
          fault={faults['body.information.address']}
          onChange={(address) => changeWish({ address })}
        />
        <HamletPart
          legend="Thuộc xóm nào?"
          hamlets={form.hamlets}
          ownKey={writer.hamletKey}
          value={draft.hamletKey}
          fault={draft.hamletKey === null ? faults['body.place.hamletKey'] : undefined}
          onChoose={(hamletKey) => change({ hamletKey })}
        />
      </Screen>
    );

  return (
    <Screen
      title={title}
      backTo={`${here}&step=2`}
      action={
        <Button busy={underWay} onPress={() => void sender.start()}>
          {sendWords(sending, 'Gửi yêu cầu')}
        </Button>
      }
    >
      <p className="progress">Bước 3 trong 3: Xem lại, rồi gửi</p>
      <SendNotice writing={writing} onEdit={() => navigate(here)} />
      <section className="card" aria-label="Yêu cầu sắp gửi">
        <dl className="check">
          <Line name="Cần gì">
            <p className="check-text">{draft.text}</p>
          </Line>
          <Line name="Nhận bằng cách">{wish.form !== null && wishFormWords[wish.form]}</Line>
          {wish.purpose.trim() !== '' && <Line name="Để làm gì">{wish.purpose}</Line>}
          <Line name="Người hỏi">
            {wish.name}, {wish.address}
          </Line>
        </dl>
      </section>
      <Notice>
        <p>Bí mật nhà nước, bí mật đời tư của người khác thì xã không cung cấp được, và sẽ trả lời rõ lý do.</p>
      </Notice>
    </Screen>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="check-line">
      <dt className="quiet">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
