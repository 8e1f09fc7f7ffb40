import type { ReportKind } from 'backend/contracts/feedback';
import type { DeskAct, DeskActName } from 'backend/contracts/feedback-desk';

/** The acts that need a small form (or one question) of their own; writing, approving and sealing have pages. */
export const formActs = [
  'accept',
  'assign',
  'hand_over',
  'ask',
  'resume',
  'extend',
  'forward',
  'decline',
  'reclassify',
  'note',
  'set_complexity',
  'release',
  'mark_spam',
  'hide_from_board',
  'return_answer',
  'publish_answer',
  'block',
] as const satisfies readonly DeskActName[];
export type FormAct = (typeof formActs)[number];

/** What the fields of all these forms hold; each act reads its own. */
export type ActForm = {
  officerId: string;
  text: string;
  to: string;
  kind: ReportKind | 'complaint' | '';
  categoryKey: string;
  complex: boolean;
  days: string;
};

export const emptyActForm: ActForm = { officerId: '', text: '', to: '', kind: '', categoryKey: '', complex: true, days: '30' };

/** A line as it will be sent: in NFC, without breaks. */
export const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
const lengthOf = (text: string): number => [...text.trim()].length;

/** What keeps a line from being sent, by the API's own rule; null when it may go. */
export function lineFault(text: string, max: number, min: number, missing: string): string | null {
  const line = oneLine(text);
  if (line === '' && min > 0) return missing;
  if (line.length < min) return 'Ngắn quá, xin ghi rõ hơn.';
  if (line.length > max) return `Dài quá ${max} ký tự, xin viết ngắn lại.`;
  return /[<>\p{Cc}]/u.test(line) ? 'Không dùng dấu < hoặc >.' : null;
}

/** The same for several lines. */
export function wordsFault(text: string, max: number, min: number, missing: string): string | null {
  const length = lengthOf(text);
  if (length === 0 && min > 0) return missing;
  if (length < min) return `Xin viết rõ hơn, ít nhất ${min} ký tự.`;
  return length > max ? `Dài quá ${max.toLocaleString('vi-VN')} ký tự, xin viết ngắn lại.` : null;
}

const whyMissing = 'Xin ghi lý do.';

/** What keeps an act from being done, at its field (`officerId`, `text`, `to`, `kind`, `categoryKey`, `days`). */
export function actFaults(
  act: FormAct,
  form: ActForm,
  categories: readonly { key: string; kind: ReportKind }[] = [],
): Record<string, string> {
  const faults: Record<string, string> = {};
  const at = (field: keyof ActForm, fault: string | null) => {
    if (fault !== null) faults[field] = fault;
  };
  switch (act) {
    case 'accept':
    case 'publish_answer':
      break;
    case 'assign':
    case 'hand_over':
      at('officerId', form.officerId === '' ? 'Xin chọn người nhận.' : null);
      if (act === 'hand_over') at('text', lineFault(form.text, 300, 5, whyMissing));
      break;
    case 'ask':
      at('text', wordsFault(form.text, 500, 5, 'Xin ghi câu hỏi.'));
      break;
    case 'return_answer':
      at('text', wordsFault(form.text, 500, 5, 'Xin ghi cần sửa gì.'));
      break;
    case 'note':
      at('text', wordsFault(form.text, 1_000, 2, 'Xin ghi nội dung.'));
      break;
    case 'forward':
      at('to', lineFault(form.to, 150, 3, 'Xin ghi tên cơ quan.'));
      at('text', lineFault(form.text, 300, 5, whyMissing));
      break;
    case 'reclassify':
      at('kind', form.kind === '' ? 'Xin chọn loại đúng.' : null);
      if (form.kind !== '' && form.kind !== 'complaint' && categories.some(({ kind }) => kind === form.kind))
        at('categoryKey', form.categoryKey === '' ? 'Xin chọn lĩnh vực.' : null);
      at('text', lineFault(form.text, 300, 5, whyMissing));
      break;
    case 'release':
      at('text', lineFault(form.text, 300, 0, ''));
      break;
    case 'block':
      if (!/^\d+$/.test(form.days.trim()) || Number(form.days) < 1 || Number(form.days) > 365) at('days', 'Xin ghi số ngày, từ 1 đến 365.');
      at('text', lineFault(form.text, 300, 5, whyMissing));
      break;
    default:
      at('text', lineFault(form.text, 300, 5, whyMissing));
  }
  return faults;
}

/** The act as it is sent. */
export function actionOf(act: FormAct, form: ActForm): DeskAct {
  const reason = oneLine(form.text);
  switch (act) {
    case 'accept':
    case 'publish_answer':
      return { act };
    case 'assign':
      return { act, officerId: form.officerId };
    case 'hand_over':
      return { act, officerId: form.officerId, reason };
    case 'ask':
      return { act, question: form.text.trim() };
    case 'return_answer':
      return { act, note: form.text.trim() };
    case 'note':
      return { act, text: form.text.trim() };
    case 'forward':
      return { act, to: oneLine(form.to), reason };
    case 'reclassify': {
      const to = form.kind === '' ? 'reflection' : form.kind;
      return { act, to, categoryKey: form.kind === 'complaint' || form.categoryKey === '' ? null : form.categoryKey, reason };
    }
    case 'set_complexity':
      return { act, complex: form.complex, reason };
    case 'block':
      return { act, days: Number(form.days), reason };
    default:
      return { act, reason };
  }
}

/** What the API says is wrong, at the fields of the form: its paths end in the names of the action's parts. */
export function fieldsOf(refused: Readonly<Record<string, string>>): Record<string, string> {
  const names: Readonly<Record<string, keyof ActForm>> = { reason: 'text', question: 'text', note: 'text', text: 'text' };
  return Object.fromEntries(
    Object.entries(refused).map(([path, fault]) => {
      const name = path.split('.').at(-1) ?? path;
      return [names[name] ?? name, fault];
    }),
  );
}
