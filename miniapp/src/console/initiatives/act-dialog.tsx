import { type DecisionItem, decisionItems } from 'backend/contracts/decisions';
import { listDeskDecisions } from 'backend/contracts/decisions-desk';
import { answerInitiative, checkInitiative, type DeskInitiative, supportInitiative } from 'backend/contracts/initiatives';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { inVietnam } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { isDay } from '../day-list.js';
import { DayField, SelectField } from '../fields.js';
import { useSave } from '../use-save.js';
import { Words } from './words-part.js';

export type Asked = 'admit' | 'refuse' | 'support' | 'forward' | 'decline';

const words = {
  admit: { title: 'Cho lấy đồng thuận', press: 'Cho lấy đồng thuận', done: 'Đã cho lấy đồng thuận.' },
  refuse: { title: 'Trả lại đề xuất', press: 'Trả lại', done: 'Đã trả lại, người đề xuất được báo.' },
  support: { title: 'Mặt trận ủng hộ sáng kiến', press: 'Ủng hộ', done: 'Đã ghi Mặt trận ủng hộ.' },
  forward: { title: 'Đưa ra bàn, quyết định', press: 'Đưa ra bàn', done: 'Đã trả lời, người đề xuất được báo.' },
  decline: { title: 'Không đưa ra bàn', press: 'Công bố trả lời', done: 'Đã công bố câu trả lời.' },
} as const satisfies Record<Asked, object>;

const reasonLabel = {
  refuse: 'Lý do trả lại',
  support: 'Vì sao Mặt trận ủng hộ',
  decline: 'Lý do không đưa ra bàn',
} as const;

const leastReason = 10;
const noItem = '';

type Props = { initiative: DeskInitiative; asked: Asked; onClose: () => void; onDone: (next: DeskInitiative) => void };

/** Asks once before a step that people read, in a sentence that names what follows. */
export function InitiativeDialog({ initiative, asked, onClose, onDone }: Props) {
  const { busy, failure, faults, save } = useSave();
  const [item, setItem] = useState(initiative.saidItem === null ? noItem : String(initiative.saidItem));
  const [reason, setReason] = useState('');
  const [meetingOn, setMeetingOn] = useState('');
  const [decisionId, setDecisionId] = useState('');
  const decisions = useApi(listDeskDecisions, asked === 'forward' ? { query: {} } : null, { revalidateOnFocus: false });
  const announced = (decisions.data?.decisions ?? []).filter(({ status }) => status !== 'draft' && status !== 'cancelled');
  const { title, press, done } = words[asked];
  const params = { id: initiative.id };
  const said = reason.normalize('NFC').trim();

  const known = (): Record<string, string> => {
    if (asked === 'admit') return item === noItem ? { 'body.item': 'Xin chọn việc thuộc khoản nào của Điều 15.' } : {};
    if (asked === 'forward') return meetingOn !== '' && !isDay(meetingOn) ? { 'body.meetingOn': 'Ngày chưa đúng.' } : {};
    return said.length < leastReason ? { 'body.reason': `Xin ghi rõ, ít nhất ${leastReason} ký tự.` } : {};
  };

  const act = (): Promise<DeskInitiative> => {
    switch (asked) {
      case 'admit':
        return call(checkInitiative, { params, body: { decision: 'admit', item: Number(item) as DecisionItem } });
      case 'refuse':
        return call(checkInitiative, { params, body: { decision: 'refuse', reason: said } });
      case 'support':
        return call(supportInitiative, { params, body: { reason: said } });
      case 'forward':
        return call(answerInitiative, {
          params,
          body: {
            answer: 'forward',
            meetingOn: meetingOn === '' ? null : meetingOn,
            decisionId: decisionId === '' ? null : decisionId,
            words: said,
          },
        });
      case 'decline':
        return call(answerInitiative, { params, body: { answer: 'decline', reason: said } });
    }
  };

  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    let next: DeskInitiative | null = null;
    const sent = await save(
      known(),
      async () => {
        next = await act();
      },
      done,
    );
    if (sent && next !== null) onDone(next);
  };

  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={() => void send()}>
            {press}
          </Button>
          <Button look="quiet" onPress={onClose}>
            Quay lại
          </Button>
        </>
      }
    >
      <form className="desk-form" noValidate onSubmit={(event) => void send(event)}>
        {asked === 'admit' && (
          <>
            <p>
              Các hộ có ba tháng để đồng thuận. Bà con đọc đúng như dưới đây, kèm tên người đề xuất; số điện thoại, số căn cước đã được che.
            </p>
            <section className="card" aria-label="Bà con sẽ đọc">
              <p className="row-name">{initiative.shown.title}</p>
              <Words words={initiative.shown} />
            </section>
            <SelectField
              label="Thuộc việc nào của Điều 15"
              value={item}
              choices={[
                { value: noItem, name: 'Chọn một việc' },
                ...decisionItems.map((one) => ({ value: String(one.item), name: `${one.item}. ${one.name}` })),
              ]}
              fault={faults['body.item']}
              onChange={setItem}
            />
          </>
        )}
        {asked === 'refuse' && <p>Chỉ người đề xuất đọc được lý do; sáng kiến không hiện với ai khác. Không làm lại được.</p>}
        {asked === 'support' && (
          <p>
            Sáng kiến sẽ không cần đủ 10 % số hộ: có ít nhất một hộ đồng thuận là được trả lời. Mọi người đọc được lý do, kèm tên ông/bà.
          </p>
        )}
        {asked === 'decline' && <p>Sáng kiến khép lại. Mọi người đọc được câu trả lời này, kèm tên ông/bà. Không làm lại được.</p>}
        {asked === 'forward' && (
          <>
            <p>Người đề xuất được báo, và không hộ nào rút lại đồng thuận được nữa. Không làm lại được.</p>
            <DayField
              label="Ngày họp (để trống nếu chưa định)"
              value={meetingOn}
              min={inVietnam(new Date()).day}
              fault={faults['body.meetingOn']}
              onChange={setMeetingOn}
            />
            {announced.length > 0 && (
              <SelectField
                label="Gắn với việc đã thông báo (không bắt buộc)"
                value={decisionId}
                choices={[
                  { value: '', name: 'Chưa gắn việc nào' },
                  ...announced.map((one) => ({ value: one.id, name: `${one.number} · ${one.title}` })),
                ]}
                fault={faults['body.decisionId']}
                onChange={setDecisionId}
              />
            )}
            <Field
              label="Nói thêm với bà con (không bắt buộc)"
              hint="Ví dụ: họp tại nhà văn hóa, 19 giờ."
              rows={2}
              value={reason}
              maxLength={500}
              fault={faults['body.words']}
              onChange={setReason}
            />
          </>
        )}
        {(asked === 'refuse' || asked === 'support' || asked === 'decline') && (
          <Field
            label={reasonLabel[asked]}
            hint="Lời lẽ dễ hiểu, nêu điều luật nếu có."
            rows={4}
            value={reason}
            maxLength={1_000}
            fault={faults['body.reason']}
            onChange={setReason}
          />
        )}
        {failure !== null && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
