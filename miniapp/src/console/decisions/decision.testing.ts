import type { CountState, DeskDecision, RollRow } from 'backend/contracts/decisions-desk';
import { draftOf, emptyForm } from './decision-form.js';

/** A matter of hamlet 1 for the tests of the desk: a road, agreed at a meeting by hands, not announced yet. */
export function sampleDecision(part: Partial<DeskDecision> = {}): DeskDecision {
  const form = emptyForm('decision', ['xom-1']);
  return {
    id: '0'.repeat(24),
    number: 'QD-1/2026',
    title: 'Làm đường vào xóm',
    item: 6,
    scope: 'hamlet',
    way: 'meeting',
    style: 'agreement',
    hamletNames: ['Xóm 1'],
    status: 'draft',
    opensAt: null,
    closesAt: null,
    turnout: { tookPart: 0, households: 112 },
    outcome: null,
    clock: null,
    revision: 1,
    draft: draftOf({ ...form, title: 'Làm đường vào xóm', summary: 'Đổ bê tông 300 m đường', question: 'Hộ có đồng ý không?' }),
    options: [],
    papers: [],
    proposedBy: null,
    frontAgreedBy: null,
    checks: [],
    mayAnnounce: false,
    mayOpen: false,
    rule: '',
    consents: null,
    withoutRepresentative: 0,
    quorum: null,
    counts: [sampleCounts()],
    closingFaults: [],
    closing: null,
    result: null,
    sentOn: null,
    sendBy: null,
    recognition: null,
    effectiveOn: null,
    disclosureId: null,
    broadcastId: null,
    cancelledReason: null,
    history: [],
    ...part,
  };
}

export function sampleCounts(part: Partial<CountState> = {}): CountState {
  return {
    hamletKey: 'xom-1',
    hamletName: 'Xóm 1',
    households: 112,
    attended: 0,
    issued: 0,
    online: 0,
    returned: 0,
    typedOnce: 0,
    agreed: 0,
    differing: 0,
    handsAgreed: 0,
    handsOpen: 0,
    ...part,
  };
}

export function sampleRow(part: Partial<RollRow> = {}): RollRow {
  return {
    householdId: '1'.repeat(24),
    code: 'X1-001',
    hamletKey: 'xom-1',
    headName: 'Nông Văn Sơn',
    representativeName: 'Nông Văn Sơn',
    linked: true,
    consent: null,
    attended: false,
    meetingKey: null,
    issued: false,
    voted: null,
    ...part,
  };
}
