import type { NewsItem } from 'backend/contracts/news';
import { describe, expect, it } from 'vitest';
import { latestGreeting } from './greeting-on-top.js';

const item = (id: string, kind: NewsItem['kind'], sentAt: string): NewsItem => ({
  id,
  kind,
  title: 'Chúc mừng năm mới',
  text: 'Kính chúc bà con mạnh khỏe.',
  pictureUrl: null,
  button: null,
  sentAt,
  signer: null,
  festive: true,
});
const now = new Date('2027-01-03T00:00:00.000Z');
const notice = item('a', 'notice', '2027-01-02T09:00:00.000Z');
const greeting = item('b', 'greeting', '2027-01-01T00:00:00.000Z');
const older = item('c', 'greeting', '2026-12-31T00:00:00.000Z');

describe('the greeting on top of the home page', () => {
  it('is the newest one', () => {
    expect(latestGreeting([notice, greeting, older], null, now)?.id).toBe('b');
  });

  it('stays away once it was put away, and so do those before it', () => {
    expect(latestGreeting([notice, greeting, older], 'b', now)).toBeNull();
  });

  it('is gone after three days, and never a notice', () => {
    expect(latestGreeting([greeting], null, new Date('2027-01-04T00:00:01.000Z'))).toBeNull();
    expect(latestGreeting([notice], null, now)).toBeNull();
  });
});
