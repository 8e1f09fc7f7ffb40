import type { Clock } from '../../clock.js';
import { type giveOpinion, type OwnOpinion, opinionsPerDay, type Stance, type supportOpinion } from '../../contracts/consultations.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import { dayOf, shortDate } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { ResidentsService } from '../residents/residents.service.js';
import { consultationChanged } from './consultations.service.js';
import type { ConsultationsStore } from './consultations.store.js';
import { assertParagraph, wordsKept } from './opinion-words.js';
import type { OpinionRecord, OpinionsStore } from './opinions.store.js';
import type { PersonKeys } from './person-keys.js';
import type { Published, ReadingService } from './reading.service.js';
import type { VoicesStore } from './voices.store.js';

type Deps = {
  store: Pick<ConsultationsStore, 'expect' | 'place'>;
  opinions: Pick<OpinionsStore, 'insert' | 'find' | 'findByKey'>;
  voices: VoicesStore;
  reading: Pick<ReadingService, 'published' | 'stateOf' | 'ownOpinion'>;
  residents: Pick<ResidentsService, 'require' | 'nameOf'>;
  keys: PersonKeys;
  legalSigns: (text: string) => readonly { kind: string; certainty: string }[];
  maskPersonalData: (text: string) => string;
  sealer: { seal(text: string, id: string): string };
  newId: () => string;
  /** A keyed hash of a request, to know a repeat. */
  digest: (text: string) => string;
  clock: Clock;
};

type Given = ParsedRequestOf<typeof giveOpinion>['body'];

export type SpeakingService = ReturnType<typeof speakingService>;

/** What residents say of a draft: opinions, support of others' opinions, what they think on the whole. Nothing after the last day. */
export function speakingService(deps: Deps) {
  const { store, opinions, voices, reading, residents, keys, newId, digest, clock } = deps;
  const today = () => dayOf(clock.now());

  function assertOpen(record: Published, version: number): void {
    const state = reading.stateOf(record);
    if (state === 'withdrawn') throw new ProblemError('consultation_closed', 'Xã đã rút nội dung này nên không lấy ý kiến nữa.');
    if (state !== 'open')
      throw new ProblemError(
        'consultation_closed',
        `Đã hết hạn góp ý (${shortDate(record.closesOn)}). Cảm ơn ông/bà đã quan tâm; kết quả tổng hợp sẽ đăng ngay tại trang này.`,
      );
    if (record.version !== version) throw consultationChanged();
  }

  async function shownOpinion(id: string, opinionId: string): Promise<void> {
    const opinion = await opinions.find(opinionId);
    if (opinion?.consultationId !== id || opinion.state !== 'shown') throw new ProblemError('opinion_not_found', 'Không có ý kiến này.');
  }

  async function supportsNow(opinionId: string, supported: boolean): Promise<ReplyOf<typeof supportOpinion>> {
    return { supports: (await voices.supportsOf([opinionId])).get(opinionId) ?? 0, supported };
  }

  return {
    /** Throws `consultation_closed`, `consultation_changed`, `opinion_limit`, `denunciation_not_here`, `idempotency_key_reused`. */
    async give(residentId: string, id: string, body: Given, key: string | null): Promise<OwnOpinion> {
      const record = await reading.published(id);
      const repeatKey = key === null ? null : `${residentId} ${key}`;
      const fingerprint = digest(JSON.stringify([id, body]));
      const repeated = async (): Promise<OpinionRecord | null> => {
        const before = repeatKey === null ? null : await opinions.findByKey(repeatKey);
        if (before && before.fingerprint !== fingerprint)
          throw new ProblemError('idempotency_key_reused', 'Ý kiến này đã gửi trước đó với nội dung khác.');
        return before;
      };
      const before = await repeated();
      if (before) return reading.ownOpinion(record, before);

      assertOpen(record, body.version);
      assertParagraph(record, body.paragraph);
      const opinionId = newId();
      const words = wordsKept(deps, body.text, opinionId);
      const resident = await residents.require(residentId);
      const day = today();
      const opinion: OpinionRecord = {
        ...words,
        id: opinionId,
        consultationId: id,
        version: body.version,
        paragraph: body.paragraph,
        channel: 'app',
        on: day,
        people: 1,
        stance: null,
        name: body.named ? residents.nameOf(resident) : null,
        hamletKey: body.tellHamlet ? resident.hamletKey : null,
        state: 'waiting',
        group: null,
        note: '',
        revision: 0,
        history: [],
        createdAt: clock.now(),
        fingerprint,
      };
      // The one update that says whether it is still open, and for this version.
      if (!(await store.expect(id, opinionId, { version: body.version, today: day }))) {
        assertOpen(await reading.published(id), body.version);
        throw consultationChanged();
      }
      for (const limitKey of keys.limitKeys(residentId, day)) {
        const outcome = await opinions.insert(opinion, { residentId, tellMe: body.tellMe, limitKey }, repeatKey);
        if (outcome === 'saved') return reading.ownOpinion(record, opinion);
        if (outcome === 'repeat') break;
      }
      await store.place(id, [opinionId], null);
      // A double tap or a lost answer: what stood in the way may be what this very request made.
      const made = await repeated();
      if (made) return reading.ownOpinion(record, made);
      throw new ProblemError(
        'opinion_limit',
        `Hôm nay ông/bà đã gửi đủ ${opinionsPerDay} ý kiến. Xin cảm ơn, và hẹn ông/bà ngày mai; bản nháp vẫn còn trên máy.`,
      );
    },

    /** Supports an opinion, once however often it is pressed. */
    async support(residentId: string, id: string, opinionId: string): Promise<ReplyOf<typeof supportOpinion>> {
      const record = await reading.published(id);
      assertOpen(record, record.version);
      await shownOpinion(id, opinionId);
      const hashes = keys.supportHashes(opinionId, residentId);
      const [hash = ''] = hashes;
      // Only while keys are being changed is there more than one hash.
      const stands = hashes.length > 1 && (await voices.standing(hashes)).size > 0;
      if (!stands) await voices.support(hash, { consultationId: id, opinionId });
      return supportsNow(opinionId, true);
    },
    async takeSupportBack(residentId: string, id: string, opinionId: string): Promise<ReplyOf<typeof supportOpinion>> {
      const record = await reading.published(id);
      assertOpen(record, record.version);
      await voices.takeBack(keys.supportHashes(opinionId, residentId));
      return supportsNow(opinionId, false);
    },
    /** What somebody thinks of this version on the whole; the last word before the end stands. */
    async takeStance(
      residentId: string,
      id: string,
      { version, stance }: { version: number; stance: Stance },
    ): Promise<{ stance: Stance }> {
      assertOpen(await reading.published(id), version);
      const [hash = '', ...older] = keys.stanceHashes({ consultationId: id, version }, residentId);
      await voices.say(hash, { consultationId: id, version, stance });
      if (older.length > 0) await voices.unsay(older);
      return { stance };
    },
  };
}
