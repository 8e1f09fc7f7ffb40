import { expect, it } from 'vitest';
import { legalChecks } from '../domain/decision-legality.js';
import { scopeRefusal, styleRefusal, wayRefusal } from './decision-ways.js';
import { DecisionItem, DecisionScope, DecisionStyle, DecisionWay } from './decisions.js';
import { DecisionDraft } from './decisions-desk.js';

const items = DecisionItem.options.map(({ value }) => value);
const draftOf = (item: DecisionItem, scope: DecisionScope, way: DecisionWay, style: DecisionStyle) =>
  DecisionDraft.parse({
    item,
    scope,
    hamletKeys: ['xom-1'],
    way,
    meetingVote: null,
    style,
    title: 'Làm đường vào xóm',
    summary: 'Đổ bê tông 300 m đường',
    text: '',
    question: 'Hộ có đồng ý không?',
    alternatives: [],
    candidates: [],
    candidateMeeting: null,
    seats: 1,
    papers: [],
    meetings: [],
    team: [],
    steps: {},
    opensAt: null,
    closesAt: null,
  });

it('refuses beside the choice exactly what the gate forbids', () => {
  for (const item of items)
    for (const scope of DecisionScope.options)
      for (const way of DecisionWay.options)
        for (const style of DecisionStyle.options) {
          const draft = draftOf(item, scope, way, style);
          const checks = legalChecks({ draft, households: new Map(), proposed: false, frontAgreed: false, consents: 0 });
          const refused = [scopeRefusal(item, scope), wayRefusal(item, way), styleRefusal(item, way, style)].some((one) => one !== null);
          expect([item, scope, way, style, refused]).toEqual([item, scope, way, style, checks.some(({ state }) => state === 'forbidden')]);
        }
});
