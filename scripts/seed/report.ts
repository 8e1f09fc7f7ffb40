import { createHash } from 'node:crypto';
import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { actOnReport, fileReport, joinReport } from 'backend/contracts/feedback';
import { actOnDeskReport, type DeskAct, readDeskReport, reviewPicture } from 'backend/contracts/feedback-desk';
import { readFeedbackSettings, saveFeedbackSettings } from 'backend/contracts/feedback-settings';
import { ReportMedia } from 'backend/contracts/report-media';
import { listOfficers } from 'backend/contracts/residents';
import type { CallOptions } from '../../miniapp/src/api.js';
import { hamlets } from './hamlets.js';
import { administrator, chairman, officers } from './officers.js';
import { petitionHandler, reports, routing, type SampleReport } from './reports.js';
import { samplePicture } from './sample-picture.js';

type Someone = {
  call<E extends Endpoint>(endpoint: E, request: RequestOf<E>, options?: CallOptions): Promise<ReplyOf<E>>;
  /** Sends a file to a path below `/api`. */
  send(path: string, file: Blob): Promise<unknown>;
};
type People = (zaloId: string) => Promise<Someone>;

const mark = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** Divides the work, unless somebody has. */
export async function divideWork(manager: Someone): Promise<void> {
  const settings = await manager.call(readFeedbackSettings, {});
  if (settings.routing.length > 0) return;
  const known = (await manager.call(listOfficers, {})).officers;
  const idOf = (zaloId: string) => {
    const { name } = [administrator, ...officers].find((officer) => officer.zaloId === zaloId) ?? {};
    return known.find((officer) => officer.name === name && officer.active)?.id;
  };
  const rules = routing.flatMap(({ zaloId, ...rule }) => {
    const officerId = idOf(zaloId);
    return officerId === undefined ? [] : [{ ...rule, officerId }];
  });
  await manager.call(saveFeedbackSettings, { body: { ...settings, routing: rules, petitionHandlerId: idOf(petitionHandler) ?? null } });
}

/** As its people would: sent, joined, taken up, put on the board, answered. The key makes a second run find what the first one made. */
export async function report(place: number, zaloIds: readonly string[], people: People, dispatcher: Someone): Promise<void> {
  const sample = reports[place] as SampleReport;
  const by = await people(zaloIds[sample.by] ?? '');
  const draft = mark(`seed-draft-${place}`);
  const media =
    sample.picture === null
      ? []
      : [ReportMedia.parse(await by.send(`/report-media?draft=${draft}&slot=picture-1`, await samplePicture(sample.picture)))];
  const body = {
    kind: sample.kind,
    categoryKey: sample.categoryKey,
    text: sample.text,
    place: {
      hamletKey: hamlets[sample.hamlet]?.key ?? '',
      landmark: sample.landmark,
      location: sample.location && { ...sample.location, accuracy: 12 },
    },
    draft: media.length > 0 ? draft : null,
    mediaIds: media.map(({ id }) => id),
    confirmed: [],
    device: mark(`seed-device-${sample.by}`),
    privacy: sample.privacy,
    name: null,
    information: null,
  };
  const { id } = await by.call(fileReport, { body }, { idempotencyKey: `seed-report-${place}` });
  for (const joiner of sample.joinedBy) await (await people(zaloIds[joiner] ?? '')).call(joinReport, { params: { id } });

  const read = () => dispatcher.call(readDeskReport, { params: { id } });
  const act = async (who: Someone, action: DeskAct) =>
    who.call(actOnDeskReport, { params: { id }, body: { revision: (await read()).revision, action } });
  const first = await read();
  if (sample.until === 'filed' || first.status !== 'new') return;
  await act(dispatcher, { act: 'accept' });
  if (sample.until === 'accepted') return;
  if (sample.until !== 'submitted') {
    for (const { id: mediaId } of media) await dispatcher.call(reviewPicture, { params: { id, mediaId }, body: { areas: [] } });
    await act(dispatcher, { act: 'publish_on_board', text: sample.text, pictureIds: media.map(({ id: mediaId }) => mediaId), reason: '' });
  }
  if (sample.answer === null) return;
  await act(dispatcher, { act: 'write_answer', text: sample.answer, submit: true });
  if (sample.until === 'submitted') return;
  await act(await people(chairman.zaloId), { act: 'approve_answer', publish: true });
  if (sample.until === 'fixed') await by.call(actOnReport, { params: { id }, body: { action: { act: 'confirm_fixed' } } });
}
