import { describe, expect, it } from 'vitest';
import { outcomeOf, type ZaloHost } from './zalo-errors.js';

describe('Zalo’s error numbers', () => {
  it.each<[ZaloHost, number]>([
    ['openapi', -216],
    ['openapi', -220],
    ['business', -124],
    ['graph', 452],
  ])('asks for a new token at %s %i', (host, code) => {
    expect(outcomeOf(host, code)).toEqual({ kind: 'token' });
  });

  it.each<[ZaloHost, number, string]>([
    ['openapi', -213, 'not_follower'],
    ['openapi', -217, 'blocked'],
    ['openapi', -227, 'inactive'],
    ['openapi', -230, 'outside_window'],
    ['openapi', -232, 'outside_window'],
    ['openapi', -234, 'night'],
    ['openapi', -240, 'shut'],
    ['openapi', -244, 'user_restricted'],
    ['openapi', -249, 'bad_template'],
    ['openapi', -211, 'out_of_quota'],
    ['business', -108, 'bad_recipient'],
    ['business', -118, 'bad_recipient'],
    ['business', -131, 'bad_template'],
    ['business', -133, 'night'],
    ['business', -144, 'out_of_quota'],
    ['business', -1471, 'recipient_quota'],
    ['mini', -111, 'user_restricted'],
    ['mini', -113, 'configuration'],
    ['oauth', -14014, 'bad_grant'],
    ['oauth', -14020, 'bad_grant'],
    ['oauth', -14004, 'configuration'],
  ])('understands %s %i as %s', (host, code, reason) => {
    expect(outcomeOf(host, code)).toEqual({ kind: 'refused', reason });
  });

  it('reads the same number differently on each host', () => {
    expect(outcomeOf('openapi', -100)).toEqual({ kind: 'refused', reason: 'bad_content' });
    expect(outcomeOf('business', -100)).toEqual({ kind: 'refused', reason: 'failed' });
    expect(outcomeOf('business', -216)).toEqual({ kind: 'refused', reason: 'unknown' });
  });

  it.each<ZaloHost>(['openapi', 'business', 'graph', 'oauth'])('waits when %s says we ask too often', (host) => {
    expect(outcomeOf(host, -32)).toEqual({ kind: 'try_later', reason: 'rate_limited' });
  });

  it('refuses what it has never heard of, even names every object knows', () => {
    expect(outcomeOf('openapi', -987_654)).toEqual({ kind: 'refused', reason: 'unknown' });
    expect(outcomeOf('openapi', Number.NaN)).toEqual({ kind: 'refused', reason: 'unknown' });
  });
});
