import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { forgetPerson, keepOnlyFor, remember, remembered } from '../../storage.js';
import {
  attemptedOtherwise,
  charactersIn,
  type Draft,
  deviceMark,
  draftLife,
  dropDraft,
  emptyDraft,
  faultsOf,
  filingOf,
  keepDraft,
  keptDraft,
  sweepDrafts,
  textFault,
} from './draft.js';

const always = () => true;

/** What a phone keeps; a browser's store lists its keys as its own. */
beforeEach(() => {
  const store: Record<string, unknown> = Object.create({
    getItem: (key: string) => (typeof store[key] === 'string' ? store[key] : null),
    setItem: (key: string, value: string) => {
      store[key] = value;
    },
    removeItem: (key: string) => {
      delete store[key];
    },
  }) as Record<string, unknown>;
  Object.assign(globalThis, { localStorage: store });
});

const filled = (part: Partial<Draft> = {}): Draft => ({
  ...emptyDraft('report'),
  categoryKey: 'ha-tang',
  kind: 'reflection',
  text: 'Cống trước nhà văn hóa tắc, nước tràn ra đường.',
  hamletKey: 'xom-2',
  landmark: 'trước nhà văn hóa',
  privacy: 'officers_only',
  ...part,
});

describe('a draft on the phone', () => {
  it('is there again as it was, until it is sent or a month old', () => {
    const draft = filled();
    keepDraft(draft, 1_000, always);
    expect(keptDraft('report', 2_000)).toEqual({ ...draft, savedAt: 1_000 });
    expect(keptDraft('information', 2_000)).toBeNull();
    expect(keptDraft('report', 1_000 + draftLife)).toBeNull();
    dropDraft('report');
    expect(keptDraft('report', 2_000)).toBeNull();
  });

  it('waits for its person while somebody else of the family uses the phone, who never sees it', () => {
    keepOnlyFor('ba');
    remember('slip.1', 'phiếu');
    remember('large-text', true);
    keepDraft(filled(), 1_000, always);
    const mark = deviceMark(false);
    keepOnlyFor('con');
    expect(keptDraft('report', 2_000)).toBeNull();
    expect(remembered('slip.1')).toBeNull();
    keepDraft(filled({ text: 'Của con' }), 1_500, always);
    forgetPerson();
    keepOnlyFor('ba');
    expect(keptDraft('report', 2_000)?.text).toContain('Cống trước nhà văn hóa');
    expect(remembered('large-text')).toBeNull();
    expect(deviceMark(false)).not.toBe(mark);
  });

  it('is the same phone to the commune whoever holds it, and another one without a name', () => {
    keepOnlyFor('ba');
    const mark = deviceMark(false);
    const unnamed = deviceMark(true);
    keepOnlyFor('con');
    expect(deviceMark(false)).toBe(mark);
    expect(deviceMark(true)).toBe(unnamed);
    expect(unnamed).not.toBe(mark);
  });

  it('keeps nothing of words that must not be kept, and the rest of the draft', () => {
    const attempt = filingOf(filled(), []);
    if (attempt === null) throw new Error('the draft is complete');
    keepDraft(filled({ attempts: [attempt] }), 1_000, (text) => !text.includes('Cống'));
    expect(keptDraft('report', 2_000)).toMatchObject({ text: '', attempts: [], hamletKey: 'xom-2' });
  });

  it('is forgotten after a month, whoever it belonged to', () => {
    keepOnlyFor('ba');
    keepDraft(filled(), 1_000, always);
    keepOnlyFor('con');
    keepDraft(filled(), 2_000, always);
    sweepDrafts(1_000 + draftLife);
    expect(keptDraft('report', 3_000)).not.toBeNull();
    keepOnlyFor('ba');
    expect(keptDraft('report', 3_000)).toBeNull();
  });

  it('is begun anew when what lies there makes no sense', () => {
    for (const nonsense of [null, 5, 'x', {}, { mark: 1 }, { mark: 'a', key: 'b', text: 'c', savedAt: 1 }]) {
      remember('of..draft.report', nonsense);
      expect(keptDraft('report', 2)).toBeNull();
    }
  });
});

describe('the words of a report', () => {
  it.each([
    ['', 'Xin kể'],
    ['   \n ', 'Xin kể'],
    ['tắc cống', 'viết rõ hơn'],
    ['á'.repeat(2_001), 'Dài quá'],
    ['😀'.repeat(2_000), undefined],
    ['á'.repeat(2_000), undefined],
    ['a\u0301'.repeat(2_000), undefined],
  ])('are measured as people see them', (text, fault) => {
    if (fault === undefined) expect(textFault(text)).toBeUndefined();
    else expect(textFault(text)).toContain(fault);
  });

  it('count the same however the phone composes the marks', () => {
    const syllables = fc.array(fc.constantFrom('đường', 'hỏng', 'cống', 'tắc', 'nghẽn', 'ruộng', '😀', 'ơi'), { maxLength: 40 });
    fc.assert(
      fc.property(syllables, (words) => {
        const text = words.join(' ');
        expect(charactersIn(text.normalize('NFD'))).toBe(charactersIn(text.normalize('NFC')));
      }),
    );
  });
});

describe('a complete draft', () => {
  it('becomes a request with the name the person chose, or none', () => {
    expect(filingOf(filled(), [])).toMatchObject({ anonymous: false, body: { name: null, draft: null, mediaIds: [] } });
    expect(filingOf(filled({ privacy: 'public', shownName: '  Ông Minh ' }), ['a'])).toMatchObject({
      anonymous: false,
      body: { name: 'Ông Minh', privacy: 'public', mediaIds: ['a'] },
    });
  });

  it('tells nothing of the account when nobody is to know', () => {
    const filing = filingOf(filled({ privacy: 'anonymous', shownName: 'Minh' }), []);
    expect(filing?.anonymous).toBe(true);
    expect(JSON.stringify(filing)).not.toContain('Minh');
    expect(filing?.body).not.toHaveProperty('privacy');
    expect(filing?.body.device).toBe(deviceMark(true));
  });

  it('becomes a request for information with what the law asks for', () => {
    const draft = { ...filled(), ...emptyDraft('information'), categoryKey: 'thong-tin', hamletKey: 'xom-2', text: 'Quyết định giao đất' };
    expect(filingOf(draft, [])).toBeNull();
    const wish = { name: 'Nguyễn Văn Mẫu', address: 'Xóm 2, xã Phú Lạc', form: 'copy', purpose: '' } as const;
    expect(filingOf({ ...draft, wish }, [])).toMatchObject({ body: { information: wish, kind: 'information_request' } });
  });

  it.each<[string, Partial<Draft>, boolean, string[]]>([
    ['nothing chosen', { privacy: null }, true, ['body.privacy']],
    ['a public name the account does not have', { privacy: 'public' }, false, ['body.name']],
    ['a kind that needs a name', { kind: 'procedure_feedback' }, false, ['body.name']],
    ['a name with brackets', { privacy: 'public', shownName: '<b>' }, true, ['body.name']],
    ['a name the account has', { privacy: 'public' }, true, []],
    ['no name at all', { privacy: 'anonymous' }, false, []],
  ])('says what is missing: %s', (_what, part, nameKnown, missing) => {
    expect(Object.keys(faultsOf.who(filled(part), nameKnown))).toEqual(missing);
  });

  it('knows when it may have gone the other way already', () => {
    const named = filingOf(filled(), []);
    if (named === null) throw new Error('the draft is complete');
    const draft = filled({ attempts: [named] });
    expect(attemptedOtherwise(draft, true)).toBe(true);
    expect(attemptedOtherwise(draft, false)).toBe(false);
  });
});
