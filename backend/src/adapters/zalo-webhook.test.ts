import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type OaWebhookRequest, verifyMiniAppWebhook, verifyOaWebhook } from './zalo-webhook.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const sample = Buffer.from(
  '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730",' +
    '"recipient":{"id":"388613280878808645"},"event_name":"user_send_text",' +
    '"message":{"text":"message","msg_id":"96d3cdf3af150460909"},"timestamp":"154390853474"}',
);
const signed: OaWebhookRequest = {
  rawBody: sample,
  header: 'mac=d6b2f460776baf661c24636ed1650d166ae50c282a0408ac80ef5550f76d0d05',
  appId: '360846524940903967',
  oaId: '388613280878808645',
  secret: 'test-oa-secret',
  now: new Date(154_390_853_474 + 1_000),
};

describe('Official Account webhook', () => {
  it('knows Zalo’s signature, with and without its prefix', () => {
    const valid = { kind: 'valid', sentAt: new Date(154_390_853_474), variant: 'app_id' };
    expect(verifyOaWebhook(signed)).toEqual(valid);
    expect(verifyOaWebhook({ ...signed, header: signed.header?.replace('mac=', '') })).toEqual(valid);
    expect(verifyOaWebhook({ ...signed, header: signed.header?.toUpperCase().replace('MAC=', 'mac=') })).toEqual(valid);
  });

  it.each<[string, Partial<OaWebhookRequest>, string]>([
    ['no header', { header: undefined }, 'no_signature'],
    ['an empty header', { header: ' ' }, 'no_signature'],
    ['something else in the header', { header: 'mac=abc' }, 'malformed'],
    ['another secret', { secret: 'other' }, 'mismatch'],
    ['another app', { appId: '1' }, 'mismatch'],
    [
      'a changed body',
      { rawBody: Buffer.from(sample.toString().replace('"message"}', '"massage"}').replace('"text":"message"', '"text":"x"')) },
      'mismatch',
    ],
    ['the same JSON written differently', { rawBody: Buffer.from(JSON.stringify(JSON.parse(sample.toString()), null, 1)) }, 'mismatch'],
    ['no JSON', { rawBody: Buffer.from('not json') }, 'malformed'],
    ['no timestamp', { rawBody: Buffer.from('{"event_name":"follow"}') }, 'malformed'],
    ['a list', { rawBody: Buffer.from('[1]') }, 'malformed'],
    ['an old event', { now: new Date(154_390_853_474 + 2 * 3_600_000 + 1) }, 'stale'],
    ['an event of tomorrow', { now: new Date(154_390_853_474 - 86_400_000) }, 'from_future'],
  ])('refuses %s', (_, change, reason) => {
    expect(verifyOaWebhook({ ...signed, ...change })).toEqual({ kind: 'invalid', reason });
  });

  it('accepts the last retry, 1 h 50 min 30 s after the first delivery', () => {
    expect(verifyOaWebhook({ ...signed, now: new Date(154_390_853_474 + 6_630_000) }).kind).toBe('valid');
    expect(verifyOaWebhook({ ...signed, now: new Date(154_390_853_474 + 6_630_000), maxAgeMs: 60_000 })).toEqual({
      kind: 'invalid',
      reason: 'stale',
    });
  });

  it('accepts another rule only where it is configured, and names it', () => {
    const byOa = { ...signed, header: sha256(`388613280878808645${sample}154390853474test-oa-secret`) };
    expect(verifyOaWebhook(byOa)).toEqual({ kind: 'invalid', reason: 'mismatch' });
    expect(verifyOaWebhook({ ...byOa, variants: ['app_id', 'oa_id'] })).toMatchObject({ kind: 'valid', variant: 'oa_id' });
    const byHeaderTime = { ...signed, timestampHeader: '1700', header: sha256(`360846524940903967${sample}1700test-oa-secret`) };
    expect(verifyOaWebhook({ ...byHeaderTime, variants: ['app_id', 'app_id_header_time'] })).toMatchObject({
      variant: 'app_id_header_time',
    });
    expect(verifyOaWebhook({ ...byHeaderTime, timestampHeader: undefined, variants: ['app_id_header_time'] })).toMatchObject({
      reason: 'mismatch',
    });
  });

  it('never accepts the Mini App’s rule', () => {
    expect(verifyOaWebhook({ ...signed, header: sha256('value') })).toEqual({ kind: 'invalid', reason: 'mismatch' });
  });
});

describe('Mini App webhook', () => {
  const body = '{"event":"user.revoke.consent","appId":"2646373759294038927","userId":"4047671499938107249","timestamp":1670553442564}';
  const request = {
    rawBody: Buffer.from(body),
    header: '685ac7415de5228aefe2a18d5c1432825ed04c2c7a35e0d0b79585558a4b862e',
    apiKeys: ['test-api-key'],
    now: new Date(1_670_553_442_564),
  };

  it('signs the values in the order of their keys', () => {
    expect(verifyMiniAppWebhook(request)).toEqual({ kind: 'valid', sentAt: new Date(1_670_553_442_564), variant: 'mini_app' });
    const reordered = Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body)).reverse())));
    expect(verifyMiniAppWebhook({ ...request, rawBody: reordered }).kind).toBe('valid');
  });

  it('signs an object as JSON', () => {
    const rawBody = Buffer.from('{"timestamp":1670553442564,"event":"e","data":{"b":1,"a":["x"]}}');
    const header = sha256('{"b":1,"a":["x"]}e1670553442564test-api-key');
    expect(verifyMiniAppWebhook({ ...request, rawBody, header }).kind).toBe('valid');
  });

  it('accepts either key while the key is being changed', () => {
    expect(verifyMiniAppWebhook({ ...request, apiKeys: ['new', 'test-api-key'] }).kind).toBe('valid');
    expect(verifyMiniAppWebhook({ ...request, apiKeys: [] })).toEqual({ kind: 'invalid', reason: 'mismatch' });
  });

  it.each([
    [{ apiKeys: ['other'] }, 'mismatch'],
    [{ header: undefined }, 'no_signature'],
    [{ rawBody: Buffer.from('[]') }, 'malformed'],
    [{ rawBody: Buffer.from('{}') }, 'malformed'],
    [{ rawBody: Buffer.from(body.replace('4047', '4048')) }, 'mismatch'],
    [{ now: new Date(1_670_553_442_564 + 3 * 3_600_000) }, 'stale'],
  ])('refuses otherwise (%#)', (change, reason) => {
    expect(verifyMiniAppWebhook({ ...request, ...change })).toEqual({ kind: 'invalid', reason });
  });
});
