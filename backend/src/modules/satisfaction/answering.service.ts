import type { Clock } from '../../clock.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import type { answerSatisfaction, Facts, Levels, SatisfactionInvitation } from '../../contracts/satisfaction.js';
import { askedOf, type Criterion } from '../../contracts/satisfaction-questions.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { AnswerRecord, AnswersStore } from './answers.store.js';
import type { InvitationRecord, InvitationsStore } from './invitations.store.js';

type Body = ParsedRequestOf<typeof answerSatisfaction>['body'];
type Thanks = ReplyOf<typeof answerSatisfaction>;

type Deps = {
  invitations: InvitationsStore;
  answers: Pick<AnswersStore, 'put'>;
  /** The ids a visit's invitation may have under every key of the ring. */
  invitationIdsOf: (visitId: string) => readonly string[];
  isDenunciation: (text: string) => boolean;
  /** Personal data and officers' names out of what somebody wrote. */
  masked: (text: string) => Promise<string>;
  digest: (text: string) => string;
  sealer: { seal(text: string): string; open(sealed: string): string | null };
  /** 24 hexadecimal characters that nobody can guess and that hold no time. */
  randomId: () => string;
  randomInteger: (below: number) => number;
  clock: Clock;
};

/** How many answers are put away at once. */
const batch = 500;

const answered = () => new ProblemError('satisfaction_answered', 'Ông/bà đã trả lời khảo sát này. Xin cảm ơn.');
const expired = () => new ProblemError('satisfaction_expired', 'Khảo sát này đã hết hạn trả lời.');
const refused = (field: string, message: string) => new ProblemError('invalid_request', message, { fields: [{ field, message }] });

export type AnsweringService = ReturnType<typeof answeringService>;

/** Answers to the survey after a visit: taken once, kept without who gave them. */
export function answeringService(deps: Deps) {
  const { invitations, answers, invitationIdsOf, isDenunciation, masked, digest, sealer, randomId, randomInteger, clock } = deps;
  const today = () => dayOf(clock.now());

  async function own(residentId: string, id: string): Promise<InvitationRecord> {
    const invitation = await invitations.findOwn(id, residentId);
    if (!invitation) throw new ProblemError('satisfaction_not_found', 'Không tìm thấy lời mời khảo sát này trong tài khoản của ông/bà.');
    return invitation;
  }

  /** Only what was asked may be answered, and something must be. */
  function assertAnswers({ questions, off }: InvitationRecord, levels: Levels, facts: Facts): void {
    const asked = new Set<Criterion>(askedOf(questions, off).flatMap(({ criteria }) => criteria.map(({ key }) => key)));
    for (const key of Object.keys(levels) as Criterion[])
      if (!asked.has(key)) throw refused(`body.levels.${key}`, 'Câu này không có trong khảo sát.');
    if (Object.keys(levels).length === 0) throw refused('body.levels', 'Xin trả lời ít nhất một câu.');
    if (facts.apology !== undefined && facts.late !== 'yes')
      throw refused('body.facts.apology', 'Chỉ trả lời câu này khi cơ quan trả kết quả trễ hẹn.');
  }

  return {
    // ---- Residents

    /** The one that waits for this person, or null. */
    async openFor(residentId: string): Promise<{ id: string; plainName: string; date: string; until: string } | null> {
      const open = await invitations.open(residentId, today());
      return open && { id: open.id, plainName: open.plainName, date: open.date, until: open.until };
    },
    /** Whether somebody was asked about this visit: then no other questions are put to them about it. */
    hasAsked: (visitId: string): Promise<boolean> => invitations.isAsked(invitationIdsOf(visitId)),
    async read(residentId: string, id: string): Promise<SatisfactionInvitation> {
      const { state, plainName, date, until, questions, off } = await own(residentId, id);
      if (state === 'answered') throw answered();
      if (until < today()) throw expired();
      return { id, plainName, date, until, questions, off };
    },
    /** Answers once. The same request again gets the same thanks, also when the first never arrived. */
    async answer(residentId: string, id: string, { levels, facts, words }: Body, key: string | null): Promise<Thanks> {
      const invitation = await own(residentId, id);
      const sorted = (part: object) => Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1));
      const request = digest(key === null ? randomId() : `${key}|${JSON.stringify([sorted(levels), sorted(facts), words])}`);
      const standing = ({ request: before }: InvitationRecord): Thanks => {
        if (before !== request) throw answered();
        return { thanked: true };
      };
      if (invitation.state === 'answered') return standing(invitation);
      if (invitation.until < today()) throw expired();
      assertAnswers(invitation, levels, facts);
      if (words !== '' && isDenunciation(words))
        throw new ProblemError(
          'denunciation_not_here',
          'Nội dung này là tố cáo. Luật chỉ nhận tố cáo bằng đơn có chữ ký hoặc trình bày trực tiếp. Chưa có gì được gửi hay lưu lại.',
        );
      const answer: AnswerRecord = {
        id: randomId(),
        month: invitation.month,
        procedureCode: invitation.procedureCode,
        hamletKey: invitation.hamletKey,
        levels,
        facts,
        words: words === '' ? null : await masked(words),
      };
      if (await invitations.answer(id, residentId, today(), { request, pending: sealer.seal(JSON.stringify(answer)) }))
        return { thanked: true };
      const now = await own(residentId, id);
      if (now.state === 'answered') return standing(now);
      throw expired();
    },
    async decline(residentId: string, id: string): Promise<{ declined: true }> {
      if ((await own(residentId, id)).state === 'answered') throw answered();
      await invitations.decline(id, residentId);
      return { declined: true };
    },

    // ---- The worker

    /** Puts away the answers of the days before, all together and in no order. May run twice and in several workers at once. */
    async putAway(): Promise<void> {
      const before = today();
      for (;;) {
        const waiting = await invitations.pendingBefore(before, batch);
        if (waiting.length === 0) return;
        const opened = waiting.flatMap(({ pending }) => {
          const text = sealer.open(pending);
          return text === null ? [] : [JSON.parse(text) as AnswerRecord];
        });
        for (const answer of shuffled(opened)) await answers.put(answer);
        await invitations.detach(waiting.map(({ id }) => id));
      }
    },
    erase: invitations.erase,
    forgetOld: (): Promise<void> => invitations.forgetOld(today()),
  };

  /** Every order is as likely as any other. */
  function shuffled<T>(list: readonly T[]): T[] {
    const mixed = [...list];
    for (let place = mixed.length - 1; place > 0; place -= 1) {
      const other = randomInteger(place + 1);
      [mixed[place], mixed[other]] = [mixed[other] as T, mixed[place] as T];
    }
    return mixed;
  }
}
