import { listDeskReports } from 'backend/contracts/feedback-desk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, chosenOf, inboxOf, narrowedBy, queryOf, rowsOf, viewsFor } from './inbox-query.js';

const id = 'a'.repeat(24);

describe('the inbox in the address', () => {
  it('finds view, filters and words again after going back', () => {
    const inbox = { view: 'overdue', category: 'ha-tang', hamlet: 'xom-3', kind: 'proposal', officer: id, q: 'đường hỏng & ổ gà' } as const;
    expect(inboxOf(new URLSearchParams(addressOf(inbox, 'mine')), 'mine')).toEqual(inbox);
    expect(addressOf({ ...inbox, view: 'mine', category: '', hamlet: '', kind: '', officer: '', q: '' }, 'mine')).toBe('');
    expect(narrowedBy(inbox)).toBe(4);
  });

  it('asks the API for nothing it would refuse, whatever stands in the address', () => {
    const one = fc.oneof(fc.string(), fc.constantFrom('mine', 'ha-tang', 'proposal', id, 'a--b', '../x', '<b>'));
    fc.assert(
      fc.property(fc.record({ view: one, category: one, hamlet: one, kind: one, officer: one, q: one }), (parts) => {
        const query = queryOf(inboxOf(new URLSearchParams(parts), 'open'));
        expect(listDeskReports.query.safeParse(query).success).toBe(true);
      }),
    );
  });

  it('shows first what waits for whom', () => {
    const nobody = { approves: false, dispatches: false, moderates: false };
    expect(viewsFor(nobody)).toEqual(['mine', 'due_today', 'overdue', 'open', 'to_approve', 'closed']);
    expect(viewsFor({ ...nobody, dispatches: true, moderates: true })).toEqual([
      'mine',
      'due_today',
      'overdue',
      'unassigned',
      'open',
      'to_approve',
      'suspected',
      'closed',
    ]);
    expect(viewsFor({ ...nobody, approves: true })[0]).toBe('to_approve');
  });

  it('lists a report once that moved between pages', () => {
    const rows = rowsOf([
      [{ id: 'a' }, { id: 'b' }],
      [{ id: 'b' }, { id: 'c' }],
    ]);
    expect(rows.map((row) => row.id)).toEqual(['a', 'b', 'c']);
  });

  it('remembers each chosen report as it was chosen, and forgets those that left the list', () => {
    const rows = [
      { id: 'a', revision: 7 },
      { id: 'b', revision: 1 },
    ];
    const chosen = new Map([
      ['gone', 3],
      ['a', 6],
    ]);
    expect(chosenOf(rows, chosen)).toEqual([{ id: 'a', revision: 6 }]);
  });
});
