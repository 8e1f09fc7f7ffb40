import { randomBytes } from 'node:crypto';
import * as contract from '../src/contracts/feedback.js';
import * as desk from '../src/contracts/feedback-desk.js';
import { type FeedbackSettings, readFeedbackSettings, saveFeedbackSettings } from '../src/contracts/feedback-settings.js';
import type { House, Person } from './house.js';

export const mark = () => randomBytes(16).toString('hex');
export const hamletKeys = ['xom-1', 'xom-2'] as const;

/** A report as somebody writes it who does not want trouble. */
export const draft = (change: Partial<contract.ReportDraft> = {}): contract.ReportDraft => ({
  kind: 'reflection',
  categoryKey: 'duong-dien-nuoc',
  text: 'Đường trước nhà văn hóa xóm 1 có ổ gà sâu, xe máy đi buổi tối dễ ngã.',
  place: { hamletKey: 'xom-1', landmark: 'trước nhà văn hóa', location: null },
  draft: null,
  mediaIds: [],
  confirmed: [],
  device: mark(),
  privacy: 'officers_only',
  name: null,
  information: null,
  ...change,
});
export function anonymousDraft(change: Partial<contract.AnonymousReportDraft> = {}): contract.AnonymousReportDraft {
  const { privacy: _privacy, name: _name, information: _information, kind: _kind, ...rest } = draft();
  return { ...rest, kind: 'reflection', ...change };
}
export const file = (person: Person, change: Partial<contract.ReportDraft> = {}, key?: string) =>
  person.call(contract.fileReport, { body: draft(change) }, key === undefined ? {} : { idempotencyKey: key });

export async function withHamlets(commune: House): Promise<void> {
  await commune.composed.communes.saveHamlets(
    hamletKeys.map((key, index) => ({
      key,
      name: `Xóm ${index + 1}`,
      communeKey: 'phu-lac',
      validFrom: '2025-07-01',
      validTo: null,
      sample: true,
      order: index,
    })),
  );
}

/** An officer's own id, by the name they were invited under. */
export async function officerIdOf(commune: House, person: Person): Promise<string> {
  const zaloUserId = await commune.zaloIdOf(person.id);
  const resident = await commune.composed.residents.findByZalo({ zaloUserId });
  const identity = resident && (await commune.composed.officers.identity(resident.id));
  if (!identity) throw new Error(`${person.id} is no officer`);
  return identity.officerId;
}

/** The people of the office: a dispatcher, two who handle, the chairman, the administrator. */
export async function office(commune: House) {
  const dispatcher = await commune.officer('van-phong', ['office_officer']);
  const culture = await commune.officer('van-hoa', ['culture_officer']);
  const judicial = await commune.officer('tu-phap', ['judicial_officer']);
  const chairman = await commune.officer('chu-tich', ['chairman'], [], { title: 'Chủ tịch UBND xã' });
  const ids = {
    dispatcher: await officerIdOf(commune, dispatcher),
    culture: await officerIdOf(commune, culture),
    judicial: await officerIdOf(commune, judicial),
    chairman: await officerIdOf(commune, chairman),
  };
  return { dispatcher, culture, judicial, chairman, ids };
}
export type Office = Awaited<ReturnType<typeof office>>;

export async function setUp({ dispatcher }: Office, change: Partial<FeedbackSettings>): Promise<FeedbackSettings> {
  const settings = await dispatcher.call(readFeedbackSettings, {});
  return dispatcher.call(saveFeedbackSettings, { body: { ...settings, ...change } });
}

export const read = (person: Person, id: string) => person.call(desk.readDeskReport, { params: { id } });
/** Takes a step on what the officer sees now. */
export async function act(person: Person, id: string, action: desk.DeskAct) {
  const { revision } = await read(person, id);
  return person.call(desk.actOnDeskReport, { params: { id }, body: { revision, action } });
}
/** From a draft to what everybody reads. */
export async function answered(handler: Person, chairman: Person, id: string, text: string) {
  await act(handler, id, { act: 'write_answer', text, submit: true });
  return act(chairman, id, { act: 'approve_answer', publish: true });
}
