import type { CountState, DeskDecision, markHousehold, RollRow } from 'backend/contracts/decisions-desk';
import type { RequestOf } from 'backend/contracts/endpoint';

export type Mark = RequestOf<typeof markHousehold>['body'];
export type MarkName = 'attended' | 'issued' | 'returned' | 'agree' | 'disagree';

/** The marks of the register: their key, their button, what is said once they are made. The last two are a consent given on paper. */
export const markWords = {
  attended: { key: 'c', name: 'Có mặt', done: 'có mặt' },
  issued: { key: 'p', name: 'Phát phiếu', done: 'đã phát phiếu' },
  returned: { key: 'n', name: 'Nộp phiếu', done: 'đã nộp phiếu' },
  agree: { key: 'd', name: 'Đồng ý dùng ứng dụng', done: 'đồng ý biểu quyết trực tuyến' },
  disagree: { key: 'x', name: 'Không dùng ứng dụng', done: 'không đồng ý biểu quyết trực tuyến' },
} as const satisfies Record<MarkName, { key: string; name: string; done: string }>;

/** The key that takes the latest mark back. */
export const undoKey = 'b';

type Standing = Pick<DeskDecision, 'status' | 'way'> & { draft: Pick<DeskDecision['draft'], 'meetingVote'> };

/** Which marks are made at this stage. A ballot on paper is handed out in an online vote too: to households without a phone. */
export function marksFor({ status, way, draft }: Standing): MarkName[] {
  if (status === 'announced') return way === 'online' ? ['agree', 'disagree'] : way === 'paper' ? ['issued'] : [];
  if (status !== 'open' && status !== 'counting') return [];
  if (way !== 'meeting') return status === 'open' ? ['issued', 'returned'] : ['returned'];
  if (status === 'counting') return draft.meetingVote === 'ballot' ? ['returned'] : [];
  return draft.meetingVote === 'ballot' ? ['attended', 'issued', 'returned'] : ['attended'];
}

function isMarked(row: RollRow, name: MarkName): boolean {
  switch (name) {
    case 'attended':
      return row.attended;
    case 'issued':
      return row.issued;
    case 'returned':
      return row.voted === 'paper';
    case 'agree':
    case 'disagree':
      return row.consent?.choice === name;
  }
}

/** Why a mark cannot be made on this household, as far as the row shows; the API decides. */
export function refusalOf(row: RollRow, name: MarkName, way: Standing['way']): string | null {
  if (isMarked(row, name)) return 'Đã ghi rồi.';
  if (name === 'agree' || name === 'disagree') return row.consent?.way === 'online' ? 'Hộ đã tự trả lời trên ứng dụng.' : null;
  if (row.voted === 'online') return 'Hộ đã biểu quyết trên ứng dụng, không nhận phiếu giấy.';
  if (name !== 'attended' && way === 'meeting' && !row.attended) return 'Hộ chưa ghi có mặt.';
  if (name === 'issued' && row.voted === 'paper') return 'Hộ đã nộp phiếu.';
  return null;
}

/** The mark to send. Whoever comes to a meeting comes to one of them. */
export function markOf(name: MarkName, meetingKey: string): Mark {
  if (name === 'attended') return { mark: 'attended', meetingKey };
  if (name === 'agree' || name === 'disagree') return { mark: 'consent', choice: name };
  return { mark: name };
}

/** The latest mark of a row that can be taken back, and whether that needs a reason. */
export function undoOf(row: RollRow, marks: readonly MarkName[]): { name: MarkName; needsReason: boolean } | null {
  const name = (['returned', 'issued', 'attended'] as const).find((one) => marks.includes(one) && isMarked(row, one));
  return name === undefined ? null : { name, needsReason: name === 'returned' };
}

/** What takes a mark back; a ballot that was given back stays so unless somebody says why. */
export function unmarkOf(name: MarkName, reason: string): Mark | null {
  if (name === 'attended') return { mark: 'not_attended' };
  if (name === 'issued') return { mark: 'not_issued' };
  return name === 'returned' ? { mark: 'not_returned', reason } : null;
}

/** What a row says of a household; never what it chose. */
export function rowWords(row: RollRow, { way, status }: Pick<Standing, 'way' | 'status'>): string {
  if (row.voted === 'online') return 'Đã biểu quyết trên ứng dụng';
  if (row.voted === 'paper') return 'Đã nộp phiếu giấy';
  if (row.issued) return 'Đã nhận phiếu, chưa nộp';
  if (row.attended) return 'Có mặt';
  if (way === 'online' && status === 'announced' && row.consent === null) return 'Chưa trả lời';
  if (way === 'online' && status === 'announced' && row.consent !== null)
    return `${row.consent.choice === 'agree' ? 'Đồng ý' : 'Không đồng ý'} biểu quyết trực tuyến${row.consent.way === 'paper' ? ' (trên giấy)' : ''}`;
  if (status === 'announced') return way === 'paper' ? 'Chưa nhận phiếu' : '';
  return way === 'meeting' ? 'Chưa có mặt' : 'Chưa biểu quyết';
}

/** The counts after one row has changed, so that the numbers above follow each key at once. */
export function countsAfter(counts: readonly CountState[], before: RollRow, after: RollRow): CountState[] {
  const step = (was: boolean, is: boolean) => Number(is) - Number(was);
  return counts.map((one) =>
    one.hamletKey === after.hamletKey
      ? {
          ...one,
          attended: one.attended + step(before.attended, after.attended),
          issued: one.issued + step(before.issued, after.issued),
          returned: one.returned + step(before.voted === 'paper', after.voted === 'paper'),
          online: one.online + step(before.voted === 'online', after.voted === 'online'),
        }
      : one,
  );
}

/** The consents after one row has changed. */
export function consentsAfter(consents: DeskDecision['consents'], before: RollRow, after: RollRow): DeskDecision['consents'] {
  const step = (choice: 'agree' | 'disagree') => Number(after.consent?.choice === choice) - Number(before.consent?.choice === choice);
  return consents && { ...consents, agreed: consents.agreed + step('agree'), disagreed: consents.disagreed + step('disagree') };
}

/** All hamlets together. */
export function sumOf(counts: readonly CountState[]): Omit<CountState, 'hamletKey' | 'hamletName'> {
  const sum = (read: (one: CountState) => number) => counts.reduce((total, one) => total + read(one), 0);
  return {
    households: sum(({ households }) => households),
    attended: sum(({ attended }) => attended),
    issued: sum(({ issued }) => issued),
    online: sum(({ online }) => online),
    returned: sum(({ returned }) => returned),
    typedOnce: sum(({ typedOnce }) => typedOnce),
    agreed: sum(({ agreed }) => agreed),
    differing: sum(({ differing }) => differing),
    handsAgreed: sum(({ handsAgreed }) => handsAgreed),
    handsOpen: sum(({ handsOpen }) => handsOpen),
  };
}

/** Which meeting a household comes to: the one being written down, when it is of its hamlet, else the first of its hamlet. */
export function meetingFor(
  row: Pick<RollRow, 'hamletKey'>,
  meetings: readonly { key: string; hamletKey: string }[],
  chosen: string,
): string {
  const own = meetings.filter(({ hamletKey }) => hamletKey === row.hamletKey);
  return (own.find(({ key }) => key === chosen) ?? own[0])?.key ?? '';
}
